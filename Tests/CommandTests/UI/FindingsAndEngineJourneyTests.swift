import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `Findings and Engine on a terminal` {
  @Test func `a group of findings is opened down to the record, repaired, and gone from the list`() throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path)
    try terminal.waitFor("Paid Courses")
    try terminal.send("2")
    try terminal.waitFor("groups") { $0.text.contains("[2 Findings]") && $0.rows("! award-lost") >= 2 }
    try terminal.send("/award-lost" + KeyBytes.enter)
    try terminal.waitFor("award-lost alone") { $0.rows("! program-") == 0 && $0.rows("! award-lost") >= 2 }
    let groups = terminal.screen.rows("! award-lost")
    try terminal.send(KeyBytes.enter)
    try terminal.waitFor("its learners") {
      $0.text.contains("Credentials  Since") && $0.rows("downloadable verified") >= 1
    }
    try terminal.send(KeyBytes.enter)
    try terminal.waitFor("the record") { $0.text.contains("Record: ") && $0.text.contains("✗ Not Earned") }
    try terminal.send("3")
    try terminal.waitFor("[3 Engine]")
    try terminal.send("2")
    try terminal.waitFor("Record: ")
    try terminal.send(KeyBytes.escape)
    try terminal.waitFor("its learners again") { $0.rows("downloadable verified") >= 1 }
    try terminal.send(KeyBytes.escape)
    try terminal.waitFor("the groups again") { $0.rows("! award-lost") == groups }
    try terminal.send("b")
    try terminal.waitFor("y posts")
    try terminal.send("y")
    try terminal.waitFor("one group less") { $0.rows("! award-lost") < groups }
    // Tasks of the same learners' programs may still be under way, which is asked about.
    try terminal.send("qy")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `the queue is paused with a reason that another process reads, and resumed after a yes`() throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path)
    try terminal.waitFor("Paid Courses")
    try terminal.send("3")
    try terminal.waitFor("waiting: for work")
    try terminal.send("Pnew certificates" + KeyBytes.enter)
    try terminal.waitFor("! paused: new certificates")
    let status = try Command.run("sync", "status", in: repository.path)
    #expect(status.output.contains("paused: new certificates"))
    try terminal.send("P")
    try terminal.waitFor("y resumes")
    try terminal.send("y")
    try terminal.waitFor("waiting: for work")
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `the race is run and replayed to its end`() throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path)
    try terminal.waitFor("Paid Courses")
    try terminal.send("3t")
    try terminal.waitFor("lost award (1 of 4), step 1")
    try terminal.send("G")
    try terminal.waitFor("both verdicts") { $0.text.contains("✗ lost") && $0.text.contains("✓ posted") }
    try terminal.send("]")
    try terminal.waitFor("stale read (2 of 4), step 1")
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }
}
