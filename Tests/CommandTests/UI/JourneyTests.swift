import Foundation
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `The program on a terminal` {
  @Test func `it makes the sample, shows the reported learner, repairs the rows and leaves the terminal sane`() throws {
    let repository = try Repository()
    let terminal = try Command.onTerminal(in: repository.path)
    try terminal.waitFor("Paid Courses")
    try terminal.waitFor("This is a sample")
    #expect(terminal.screen.isAlternate)
    try openReportedLearner(terminal)
    try terminal.waitFor("three rows Not Earned") { $0.rows("✗ Not Earned") == 3 }
    try terminal.send("   ")
    try terminal.waitFor("(3 marked)")
    try terminal.send("b")
    try terminal.waitFor("3 course certificates to post for 1 learner")
    try terminal.send(KeyBytes.enter + "b")
    try terminal.send("y")
    try terminal.waitFor("four rows Earned") { $0.rows("Not Earned") == 0 && $0.rows("✓ Earned") == 5 }
    try terminal.waitFor("Posted 3: 3 awards; no row of the plan drifts any more")
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    expectRestored(terminal)
    let again = try Command.run("--backfill", "--dry-run", "--user", "paid_learner", in: repository.path)
    #expect(again.status == 0)
    #expect(again.output.contains("Nothing to post"))
    // Who comes back is not told again what this is.
    let second = try Command.onTerminal(in: repository.path)
    try second.waitFor("the programs, counted") { $0.text.contains("Paid Courses") && !$0.text.contains("·") }
    #expect(!second.screen.text.contains("This is a sample"))
    try second.send("q")
    #expect(try second.waitForExit() == .exited(0))
  }

  @Test func `a certificate saved in the sample's LMS is posted after its commit, and never after a rollback`() throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path, columns: 160)
    try openReportedLearner(terminal)
    try terminal.waitFor("three rows Not Earned") { $0.rows("✗ Not Earned") == 3 }
    // The first row that was lost.
    try terminal.send("dg:lms save-certificate --rollback" + KeyBytes.enter)
    try terminal.waitFor("Rolled back: certificate of paid_learner")
    #expect(terminal.screen.rows("✗ Not Earned") == 3)
    try terminal.send(":lms save-certificate --hold 3" + KeyBytes.enter)
    try terminal.waitFor("stays open for 3 s")
    try terminal.waitFor("Committed: certificate of paid_learner")
    try terminal.waitFor("a row less that drifts") { $0.rows("✗ Not Earned") == 2 }
    try terminal.send(":lms save-certificate --status" + KeyBytes.enter)
    try terminal.waitFor("Missing value for '--status")
    try terminal.send(KeyBytes.escape + "q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `a learner gone to by name is found, or led to where they are, or said to be unknown`() throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path)
    try terminal.waitFor("Paid Courses")
    try terminal.send(":program bread" + KeyBytes.enter)
    try terminal.waitFor("its learners") { $0.rows("ainis") == 1 }
    try terminal.send(":learner nobody_at_all" + KeyBytes.enter)
    try terminal.waitFor("Nobody is called “nobody_at_all”")
    try terminal.send(KeyBytes.escape)
    try terminal.waitFor("the learners as before") { $0.rows("ainis") == 1 && !$0.text.contains("nobody") }
    try terminal.send(":learner PAID_learner" + KeyBytes.enter)
    try terminal.waitFor("their programs") {
      $0.text.contains("“paid_learner” has nothing in “Bread, Cheese") && $0.rows("Paid Courses") == 1
    }
    try terminal.send(KeyBytes.enter)
    try terminal.waitFor("three rows Not Earned") { $0.rows("✗ Not Earned") == 3 }
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `left at rest, it leaves no log beside the databases`() throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path)
    // The counts come from the last read that a start sets off.
    try terminal.waitFor("the counts of the programs") { !$0.text.contains("·") && $0.text.contains("Paid Courses") }
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    let files = try FileManager.default.contentsOfDirectory(atPath: repository.sample)
    #expect(files.sorted() == ["credentials.sqlite", "lms.sqlite"])
  }

  @Test func `left with work in the queue, it says how much waits and what goes on with it`() throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path, columns: 200)
    try terminal.waitFor("Paid Courses")
    try terminal.send("3P")
    try terminal.waitFor("Enter pauses")
    try terminal.send("for a test" + KeyBytes.enter)
    try terminal.waitFor("paused: for a test")
    try terminal.send("1ab")
    try terminal.waitFor("y enqueues")
    try terminal.send("y")
    // The notice may have given way to the count beside it.
    try terminal.waitFor("the enqueued tasks") { screen in
      screen.text.contains("tasks enqueued; paused")
        || screen.lines.contains { $0.contains("Queued") && !$0.contains("Queued    0 ") }
    }
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    expectRestored(terminal)
    let end = terminal.screen.text
    #expect(end.contains("tasks wait in the queue; nothing is lost. The queue is paused: for a test"), "\(end)")
    #expect(end.contains("sync resume"))
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP]) func `a signal ends it and restores the terminal`(signal: Int32) throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path)
    try terminal.waitFor("Paid Courses")
    terminal.signal(signal)
    #expect(try terminal.waitForExit() == .exited(128 + signal))
    expectRestored(terminal)
  }

  @Test func `Ctrl-C ends it like the signal`() throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path)
    try terminal.waitFor("Paid Courses")
    try terminal.send(KeyBytes.interrupt)
    #expect(try terminal.waitForExit() == .exited(130))
    expectRestored(terminal)
  }

  @Test(arguments: [SIGSEGV, SIGABRT]) func `a crash restores the terminal and is still a crash`(signal: Int32) throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path)
    try terminal.waitFor("Paid Courses")
    terminal.signal(signal)
    #expect(try terminal.waitForExit() == .signaled(signal))
    expectRestored(terminal)
    #expect(!terminal.screen.text.contains("Paid Courses"))
    #expect(terminal.rawText.contains("crashed: \(signal == SIGABRT ? "SIGABRT" : "SIGSEGV")"))
    #expect(terminal.rawText.contains("learner-records+0x"))
  }

  @Test func `it follows the terminal's size while it runs`() throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path)
    try terminal.waitFor("Engine on commit")
    terminal.resize(columns: 120, rows: 40)
    try terminal.waitFor("the footer in the last row") { $0.lines[39].contains("q quit") }
    try terminal.send("w")
    try terminal.waitFor("─ Engine ─")
    terminal.resize(columns: 40, rows: 12)
    try terminal.waitFor("a short footer in the last row") { $0.lines[11].hasSuffix("q quit") }
    terminal.resize(columns: 30, rows: 8)
    try terminal.waitFor("Too small")
    terminal.resize(columns: 80, rows: 24)
    try terminal.waitFor("Paid Courses")
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test(arguments: [("dumb", "cannot place text"), ("no-such-terminal", "not described on this machine")])
  func `a terminal that cannot show screens is refused`(type: String, message: String) throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path, environment: ["TERM": type], columns: 400)
    #expect(try terminal.waitForExit() == .exited(1))
    #expect(terminal.rawText.contains(message))
    #expect(terminal.rawText.contains(type))
    #expect(terminal.rawText.contains("add --plain") && terminal.rawText.contains("`audit`"))
    #expect(!terminal.rawText.contains("\u{1B}"))
    #expect(terminal.attributes.isSane)
  }

  @Test func `without a terminal it says so and how to go on`() throws {
    let repository = try Repository.withSample()
    let result = try Command.run(in: repository.path)
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("standard input is not a terminal"))
    #expect(result.errors.contains("add --plain") && result.errors.contains("`audit` and `show`"))
    let redirected = try PseudoTerminal(
      executable: "/bin/sh",
      arguments: ["-c", "exec \"$0\" > output", Command.path()],
      environment: ["HOME": repository.path],
      columns: 400,
      workingDirectory: repository.path
    )
    #expect(try redirected.waitForExit() == .exited(1))
    #expect(redirected.rawText.contains("standard output is not a terminal"))
    #expect(FileManager.default.contents(atPath: repository.folder.file("output"))?.isEmpty == true)
  }

  @Test func `without colours every status is still told by its mark and word`() throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path, environment: ["NO_COLOR": "1"])
    try openReportedLearner(terminal)
    try terminal.waitFor("three rows Not Earned") { $0.rows("✗ Not Earned") == 3 && $0.rows("! award-lost") >= 3 }
    #expect(!terminal.screen.hasColours)
  }

  @Test func `without UTF-8 the screen is ASCII`() throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path, environment: ["LANG": "C"])
    try openReportedLearner(terminal)
    try terminal.waitFor("three rows Not Earned") { $0.rows("x Not Earned") == 3 || $0.rows("Not Earned") == 3 }
    #expect(terminal.rawOutput.allSatisfy { $0 < 0x80 })
  }

  @Test func `what another process repairs appears without a key`() throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path)
    try openReportedLearner(terminal)
    try terminal.waitFor("three rows Not Earned") { $0.rows("✗ Not Earned") == 3 }
    let result = try Command.run("--backfill", "--yes", "--user", "paid_learner", in: repository.path)
    #expect(result.status == 0, "\(result.errors)")
    try terminal.waitFor("four rows Earned") { $0.rows("✓ Earned") == 5 }
  }

  private func openReportedLearner(_ terminal: PseudoTerminal) throws {
    try terminal.waitFor("Paid Courses")
    try terminal.send("/paid")
    try terminal.waitFor("Paid Courses alone") { $0.rows("Paid Courses") == 1 && $0.rows("active") <= 1 }
    try terminal.send(KeyBytes.enter + KeyBytes.enter)
    try terminal.waitFor("paid_learner_2")
    try terminal.send("/paid_learner" + KeyBytes.enter + KeyBytes.enter)
    try terminal.waitFor("Paid Course 1")
  }

  private func expectRestored(_ terminal: PseudoTerminal) {
    #expect(terminal.attributes.isSane)
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.screen.showsCursor)
  }
}

extension ScreenEmulator {
  /// How many rows have the text.
  func rows(_ text: String) -> Int { lines.count { $0.contains(text) } }

  /// Whether anything is shown in another colour than the terminal's own.
  var hasColours: Bool {
    (0..<rows).contains { row in
      (0..<columns).contains { column in
        self[column, row]?.rendition.split(separator: ";").contains { $0.count > 1 } ?? false
      }
    }
  }
}
