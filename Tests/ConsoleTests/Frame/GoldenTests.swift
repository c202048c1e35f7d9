import LearnerRecords
import Logging
import OpenEdX
import Terminal
import Testing

@testable import CertificateSync
@testable import Console

@Suite struct `Screens look as they were kept` {
  @Test(arguments: Golden.sizes) func `the programs`(size: Size) throws {
    let someone = Operator.atPrograms(columns: size.columns, rows: size.rows)
    try Golden.check("programs", someone)
  }

  @Test(arguments: Golden.sizes) func `the learners of a program, one marked`(size: Size) throws {
    var someone = Operator.atLearners(columns: size.columns, rows: size.rows)
    someone.press(.down, .character(" "))
    try Golden.check("learners", someone)
  }

  @Test(arguments: Golden.sizes) func `the reported learner before the repair`(size: Size) throws {
    let someone = Operator.atRecord(columns: size.columns, rows: size.rows)
    try Golden.check("record before", someone)
  }

  @Test(arguments: Golden.sizes) func `the reported learner after the repair`(size: Size) throws {
    var someone = Operator.atRecord(columns: size.columns, rows: size.rows)
    someone.tell(.record(program: Example.paidCourses, Example.page(lost: [])))
    try Golden.check("record after", someone)
  }

  @Test(arguments: Golden.sizes) func `a record that is not in the learner's list`(size: Size) throws {
    let page = Example.page(lost: [1, 2, 3, 4], listed: false)
    try Golden.check("record unlisted", Operator.atRecord(page, columns: size.columns, rows: size.rows))
  }

  @Test(arguments: Golden.sizes) func `the details of a row`(size: Size) throws {
    var someone = Operator.atRecord(columns: size.columns, rows: size.rows)
    someone.press(.enter)
    try Golden.check("details", someone)
  }

  @Test(arguments: Golden.sizes) func `the help`(size: Size) throws {
    var someone = Operator.atPrograms(columns: size.columns, rows: size.rows)
    someone.press(.character("?"))
    try Golden.check("help", someone)
  }

  @Test(arguments: Golden.sizes) func `the plan of a backfill`(size: Size) throws {
    var someone = Operator.atRecord(columns: size.columns, rows: size.rows)
    someone.press(.character("b"))
    someone.tell(.planned(Example.plan()))
    try Golden.check("backfill", someone)
  }

  @Test(arguments: Golden.sizes) func `a deployment for reading only, and what a backfill would do`(size: Size) throws {
    var someone = Operator.atLearners(columns: size.columns, rows: size.rows, readOnly: true)
    someone.press(.character("b"))
    someone.tell(.planned(Example.plan()))
    try Golden.check("read-only", someone)
  }

  @Test(arguments: Golden.sizes) func `a search under way`(size: Size) throws {
    var someone = Operator.atLearners(columns: size.columns, rows: size.rows)
    someone.type("/pa")
    try Golden.check("search", someone)
  }

  @Test(arguments: Golden.sizes) func `the engine with a log and a paused queue`(size: Size) throws {
    var queue = QueueStatus()
    queue.queued = 1234
    queue.retrying = 3
    queue.running = 0
    queue.done = 56
    queue.skipped = 2
    queue.dead = 1
    queue.pauseReason = "Credentials answered 401 to a post; check the worker's account"
    let log = [
      Self.line(1, .info, "Posted awarded for paid_learner in \(Example.run(1))"),
      Self.line(2, .warning, "Will be tried again: Credentials answered 503"),
      Self.line(3, .critical, "The queue is paused: Credentials answered 401 to a post"),
    ]
    var someone = Operator.atPrograms(columns: size.columns, rows: size.rows)
    someone.tell(.engine(EngineSnapshot(queue: queue, rate: 3.25, log: log)))
    try Golden.check("engine", someone)
  }

  private static func line(_ second: Double, _ level: Logger.Level, _ text: String) -> RecentLog.Line {
    RecentLog.Line(time: Example.now.adding(seconds: second), level: level, message: text)
  }
}
