import GRDB
import OpenEdX

extension QueueReader {
  /// The tasks that run, that wait for another try and that were given up, from one state of the database.
  ///
  /// - Parameter limit: how many of each at most.
  /// - Throws: `DatabaseFileError`.
  public func tasks(limit: Int = 200) async throws -> QueueTasks {
    try await read { db in
      var tasks = QueueTasks()
      guard try db.tableExists("sync_count") else { return tasks }
      tasks.running = try Self.tasks(db, "state = 'running' ORDER BY started, id", limit)
      tasks.retrying = try Self.tasks(db, "state = 'queued' AND attempts > 0 ORDER BY not_before, id", limit)
      // Spelled as the partial index is, or SQLite would walk the table.
      let dead = "state NOT IN ('queued', 'running') AND state = 'dead' ORDER BY finished DESC, id DESC"
      tasks.dead = try Self.tasks(db, dead, limit)
      return tasks
    }
  }

  private static func tasks(_ db: Database, _ condition: String, _ limit: Int) throws -> [QueueTask] {
    try Row.fetchAll(
      db.cachedStatement(sql: "SELECT \(QueueTask.columns) FROM sync_task WHERE \(condition) LIMIT ?"),
      arguments: [limit]
    ).compactMap(QueueTask.init(row:))
  }
}
