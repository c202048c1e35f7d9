import DatabaseFile
import GRDB
import OpenEdX

extension QueueReader {
  /// The tasks that run, that wait for another try and that were given up, from one state of the database.
  ///
  /// Of more retries than are asked for, those come that were started longest ago and are due, then those that are due
  /// next: putting all in order would take long when a service is down and everything waits for it.
  ///
  /// - Parameter limit: how many of each at most.
  /// - Throws: `DatabaseFileError`.
  package func tasks(limit: Int = 200, now: UTCTime = .now) async throws -> QueueTasks {
    try await read { db in
      var tasks = QueueTasks()
      guard try db.tableExists("sync_count") else { return tasks }
      tasks.running = try Self.tasks(db, "state = 'running' ORDER BY started, id", limit)
      tasks.retrying = try Self.retrying(db, limit, now)
      // Spelled as the partial index is, or SQLite would walk the table.
      let dead = "state NOT IN ('queued', 'running') AND state = 'dead' ORDER BY finished DESC, id DESC"
      tasks.dead = try Self.tasks(db, dead, limit)
      return tasks
    }
  }

  private static func retrying(_ db: Database, _ limit: Int, _ now: UTCTime) throws -> [QueueTask] {
    let inOrder = { (left: QueueTask, right: QueueTask) in (left.notBefore, left.id) < (right.notBefore, right.id) }
    let longest = try tasks(db, "state = 'queued' AND attempts > 0 ORDER BY started, id", limit)
    let due = longest.filter { $0.notBefore <= now }.sorted(by: inOrder)
    let next = try TaskOrigin.byUrgency.flatMap { origin in
      let isOfOrigin = "priority = \(origin.priority) AND not_before > \(now.microseconds)"
      return try tasks(db, "state = 'queued' AND \(isOfOrigin) AND attempts > 0 ORDER BY not_before, id", limit)
    }
    return Array((due + next.sorted(by: inOrder)).prefix(limit))
  }

  private static func tasks(_ db: Database, _ condition: String, _ limit: Int) throws -> [QueueTask] {
    try StoredRow.fetchAll(
      db,
      sql: "SELECT \(QueueTask.columns) FROM sync_task WHERE \(condition) LIMIT ?",
      arguments: [limit]
    ).compactMap(QueueTask.init(row:))
  }
}
