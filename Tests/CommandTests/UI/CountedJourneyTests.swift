import Foundation
import GRDB
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

/// What operators do most, from the start of the program on, with the keys that it takes: who adds a step sees it here.
@Suite(.ownThread) struct `The keys of a journey` {
  private let repository: Repository

  init() throws { repository = try Repository.withSample() }

  private func start() throws -> CountedKeys {
    let terminal = try Command.onTerminal(in: repository.path)
    try terminal.waitFor("the programs, counted") { $0.text.contains("Paid Courses") && !$0.text.contains("·") }
    return CountedKeys(terminal)
  }

  private func leave(_ keys: CountedKeys) throws {
    // Work of a moment ago may still be under way, which is asked about.
    try keys.terminal.send("qy")
    #expect(try keys.terminal.waitForExit() == .exited(0))
  }

  /// Goes from the start to the record of a learner, by an address out of a ticket.
  private func find(_ address: String, _ keys: inout CountedKeys, _ sign: String) throws {
    try keys.paste(address)
    try keys.terminal.waitFor(sign)
  }

  @Test func `to a learner by the address, and why a course is Not Earned: 1`() throws {
    var keys = try start()
    try find("paid_learner@example.org", &keys, "Paid Courses Record:")
    try keys.terminal.waitFor("three rows, and why") {
      $0.rows("✗ Not Earned") == 3 && $0.text.contains("award-lost: passed in the LMS, but Credentials never heard")
    }
    #expect(keys.count == 1)
    // Who goes back sees the learner's programs.
    try keys.press(KeyBytes.escape)
    try keys.terminal.waitFor("In the list")
    try leave(keys)
  }

  @Test func `to one row repaired: 3`() throws {
    var keys = try start()
    try find("paid_learner@example.org", &keys, "Paid Courses Record:")
    try keys.terminal.waitFor("three rows Not Earned") { $0.rows("✗ Not Earned") == 3 }
    try keys.press("b")
    try keys.terminal.waitFor("y posts")
    #expect(keys.terminal.screen.text.contains("1 course certificate to post for 1 learner"))
    try keys.press("y")
    try keys.terminal.waitFor("Posted 1: 1 award")
    try keys.terminal.waitFor("one row more Earned") { $0.rows("✗ Not Earned") == 2 }
    #expect(keys.count == 3)
    try leave(keys)
  }

  @Test func `to a program repaired, by its title out of a ticket: 3`() throws {
    var keys = try start()
    try keys.paste("Paid Courses")
    try keys.press("b")
    try keys.terminal.waitFor("y posts")
    #expect(keys.terminal.screen.text.contains("13 posts: 11 awards, 2 grades."))
    try keys.press("y")
    try keys.terminal.waitFor("Posted 13: 11 awards, 2 grades")
    #expect(keys.count == 3)
    try leave(keys)
  }

  @Test func `to all rows of one cause repaired: 8`() throws {
    var keys = try start()
    try openLostAwards(&keys)
    try keys.press("f")
    try keys.terminal.waitFor("▸      30  award-lost")
    try keys.press(KeyBytes.enter)
    try keys.terminal.waitFor("/30 of 81")
    try keys.press("a")
    try keys.terminal.waitFor("(30 mark")
    try keys.press("b")
    try keys.terminal.waitFor("y posts")
    try keys.press("y")
    try keys.terminal.waitFor("what was posted") { $0.text.contains("Posted ") && $0.text.contains(" awards") }
    #expect(keys.count == 8)
    try leave(keys)
  }

  @Test func `to when a cause began: 3`() throws {
    var keys = try start()
    try openLostAwards(&keys)
    try keys.terminal.waitFor("Certificates changed last from 2026-05 to 2026-06")
    #expect(keys.count == 3)
    try leave(keys)
  }

  /// The first two groups are of programs, the third of a run whose awards are lost.
  private func openLostAwards(_ keys: inout CountedKeys) throws {
    try keys.press("2")
    try keys.terminal.waitFor("the groups") { $0.text.contains("[2 Findings]") && $0.rows("! award-lost") >= 2 }
    for _ in 0..<2 { try keys.press(KeyBytes.down) }
    try keys.terminal.waitFor("─ Finding ─")
    try keys.terminal.waitFor("a group of lost awards") { $0.text.contains("! award-lost: passed in the LMS") }
  }

  @Test func `to the remedy of a blocked row, copied: 2`() throws {
    var keys = try start()
    // Of three programs the record of the only one with drift is opened.
    try find("temir@example.org", &keys, "Coastal Engineering Record:")
    try keys.terminal.waitFor("the blocked row") { $0.text.contains("# config-unlinked: the run's certificate") }
    try keys.press("Y")
    try keys.terminal.waitFor("Sent to the terminal's clipboard: 2 commands")
    #expect(keys.copied?.contains("populate_missing_courserun_info") == true, "\(keys.copied ?? "")")
    #expect(keys.count == 2)
    try leave(keys)
  }

  @Test func `to the report of a learner for the ticket, copied: 2`() throws {
    var keys = try start()
    try find("paid_learner@example.org", &keys, "Paid Courses Record:")
    try keys.terminal.waitFor("three rows Not Earned") { $0.rows("✗ Not Earned") == 3 }
    try keys.press("c")
    try keys.terminal.waitFor("Sent to the terminal's clipboard: a report")
    #expect(keys.copied?.contains("the learner sees Not Earned") == true, "\(keys.copied ?? "")")
    #expect(keys.count == 2)
    try leave(keys)
  }

  @Test func `to the dead tasks of one answer, tried again: 3`() throws {
    // The engine makes its tables.
    #expect(try Command.run("sync", "--once", in: repository.path).status == 0)
    let queue = try DatabaseQueue(path: repository.sample + "/lms.sqlite")
    try queue.write { db in
      for (number, answer) in [(1, "502 Bad Gateway"), (2, "400 refused"), (3, "502 Bad Gateway")] {
        try db.execute(
          sql: """
            INSERT INTO sync_task (key, kind, username, course_run_key, origin, priority, state, attempts, created,
              not_before, finished, message)
            VALUES ('award-course/paid_learner/' || ?1, 'award_course_certificate', 'paid_learner', ?1, 'backfill', 1, 'dead',
              11, 1, 1, 1, ?2)
            """,
          arguments: ["course-v1:HelixTech+PC10\(number)+2026_T1", answer]
        )
      }
    }
    try queue.close()
    var keys = try start()
    try keys.press("3")
    try keys.terminal.waitFor("3 dead: 2 × “502 Bad Gateway”")
    try keys.press("=")
    try keys.terminal.waitFor("(2 marked)")
    try keys.press("R")
    try keys.terminal.waitFor("2 tasks queued again")
    #expect(keys.count == 3)
    try leave(keys)
  }

  @Test func `to the history of a learner, copied: 4`() throws {
    var keys = try start()
    try find("paid_learner@example.org", &keys, "Paid Courses Record:")
    try keys.press(KeyBytes.escape)
    try keys.terminal.waitFor("In the list")
    try keys.press("h")
    try keys.terminal.waitFor("! Credentials never hear")
    try keys.press("c")
    try keys.terminal.waitFor("Sent to the terminal's clipboard: a report, What happened to")
    #expect(keys.copied?.contains("Credentials never heard of the certificate") == true, "\(keys.copied ?? "")")
    #expect(keys.count == 4)
    try leave(keys)
  }

  @Test func `to a paused engine, and to one that runs again: 5`() throws {
    var keys = try start()
    try keys.press("3")
    try keys.terminal.waitFor("waiting: for work")
    try keys.press("P")
    try keys.terminal.waitFor("Enter pauses")
    try keys.press(KeyBytes.enter)
    try keys.terminal.waitFor("paused: by an operator")
    try keys.press("P")
    try keys.terminal.waitFor("y resumes")
    try keys.press("y")
    try keys.terminal.waitFor("waiting: for work")
    #expect(keys.count == 5)
    try leave(keys)
  }

  @Test func `to a mistaken backfill undone, in a shell: 4`() throws {
    let shell = try PseudoTerminal(
      executable: "/bin/sh",
      arguments: ["-i"],
      environment: [
        "PS1": "ready> ", "HOME": repository.path,
        "PATH": (try Command.path() as NSString).deletingLastPathComponent + ":/usr/bin:/bin",
      ],
      columns: 200,
      rows: 40,
      workingDirectory: repository.path
    )
    try shell.waitFor("ready>")
    try shell.send("learner-records --backfill --yes --user paid_learner" + KeyBytes.enter)
    try shell.waitFor("the end of the backfill") { screen in
      screen.rows("ready>") == 2 && screen.text.contains("nothing is left to repair")
    }
    let line = try #require(shell.screen.lines.first { $0.contains("Undo with: ") })
    var keys = CountedKeys(shell)
    try keys.paste(line.trimmingPrefix("Undo with: ").trimmingCharacters(in: .whitespaces), isBracketed: false)
    try keys.press(KeyBytes.enter)
    try shell.waitFor("Post 3 rows? [y/N]")
    #expect(shell.screen.text.contains("! Revokes 3 course certificates of 1 learner."))
    try keys.press("y")
    try keys.press(KeyBytes.enter)
    try shell.waitFor("nothing of the run is left to undo.")
    #expect(keys.count == 4)
    try shell.send("exit" + KeyBytes.enter)
    try shell.waitForExit()
  }
}
