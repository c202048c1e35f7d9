import Foundation
import GRDB
import ProcessTestSupport
import Testing

/// The sample with a queue, in which a test puts tasks.
struct SyncStage {
  static let run = "course-v1:HelixTech+PC102+2026_T1"
  static let key = "award-course/paid_learner/\(run)"

  let repository: Repository
  var folder: String { repository.sample }

  init() throws {
    repository = try Repository.withSample()
    // Whoever opens the queue to change it makes it.
    #expect(try sync("resume").status == 0)
  }

  /// Runs a command of `sync` to its end.
  func sync(_ arguments: String...) throws -> FinishedProcess {
    let place = arguments.first.map { $0.hasPrefix("-") ? 0 : 1 } ?? 0
    var line = ["sync"] + arguments
    line.insert(contentsOf: ["--deployment", folder], at: 1 + place)
    return try Command.run(arguments: line, in: repository.path)
  }

  /// Puts the task of a certificate that was never awarded into the queue.
  func enqueue(state: String = "queued", run: String = SyncStage.run) throws {
    try write("lms.sqlite") { db in
      try db.execute(
        sql: """
          INSERT INTO sync_task (key, kind, username, course_run_key, origin, priority, state, attempts, created,
            not_before, finished, message)
          VALUES (?, 'award_course_certificate', 'paid_learner', ?, 'live', 0, ?, ?, 0, 0, ?, ?)
          """,
        arguments: [
          "award-course/paid_learner/\(run)", run, state, state == "dead" ? 1 : 0, state == "dead" ? 1 : nil,
          state == "dead" ? "400 no such run" : nil,
        ]
      )
    }
  }

  func write(_ file: String, _ body: (Database) throws -> Void) throws {
    let queue = try DatabaseQueue(path: "\(folder)/\(file)")
    try queue.write(body)
    try queue.close()
  }

  func states() throws -> [String] {
    let queue = try DatabaseQueue(path: "\(folder)/lms.sqlite")
    defer { try? queue.close() }
    return try queue.read { try String.fetchAll($0, sql: "SELECT state FROM sync_task ORDER BY id") }
  }

  /// Starts `sync` and lets its one post stand still: the returned connection holds the service's write lock.
  func standing() throws -> (SyncProcess, DatabaseQueue) {
    try enqueue()
    #expect(try sync("pause").status == 0)
    let process = try SyncProcess("--status-interval", "0.02", in: folder)
    try process.line(with: "paused")
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let lock = try DatabaseQueue(path: "\(folder)/credentials.sqlite", configuration: configuration)
    try lock.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    #expect(try sync("resume").status == 0)
    try process.line(with: "1 running")
    return (process, lock)
  }
}
