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

  private static func retrying(_ db: Database, _ limit: Int, _ now: UTCTime) throws -> [SyncTask] {
    let inOrder = { (left: SyncTask, right: SyncTask) in (left.notBefore, left.id) < (right.notBefore, right.id) }
    let longest = try tasks(db, "state = 'queued' AND attempts > 0 ORDER BY started, id", limit)
    let due = longest.filter { $0.notBefore <= now }.sorted(by: inOrder)
    let next = try TaskOrigin.byUrgency.flatMap { origin in
      let isOfOrigin = "priority = \(origin.priority) AND not_before > \(now.microseconds)"
      return try tasks(db, "state = 'queued' AND \(isOfOrigin) AND attempts > 0 ORDER BY not_before, id", limit)
    }
    return Array((due + next.sorted(by: inOrder)).prefix(limit))
  }

  private static func tasks(_ db: Database, _ condition: String, _ limit: Int) throws -> [SyncTask] {
    try StoredRow.fetchAll(
      db,
      sql: "SELECT \(SyncTask.shownColumns) FROM sync_task WHERE \(condition) LIMIT ?",
      arguments: [limit]
    ).compactMap(SyncTask.init(row:))
  }

  /// Tasks that ended without a post for one reason.
  package struct Skipped: Sendable, Hashable {
    /// The reason, as the LMS would log it.
    package let reason: String
    /// How many.
    package let tasks: Int
  }

  /// Why tasks that are not pruned yet were skipped, the most frequent reasons first. Walks all that were skipped.
  ///
  /// - Throws: `DatabaseFileError`.
  package func skipped(limit: Int = 10) async throws -> [Skipped] {
    try await read { db in
      guard try db.tableExists("sync_count") else { return [] }
      return try StoredRow.fetchAll(
        db,
        sql: """
          SELECT CAST(message AS TEXT), count(*) AS tasks FROM sync_task
          WHERE state NOT IN ('queued', 'running') AND state = 'skipped' GROUP BY 1 ORDER BY tasks DESC, 1 LIMIT ?
          """,
        arguments: [limit]
      ).map { Skipped(reason: $0.value(0).text ?? "", tasks: try $0.count(1)) }
    }
  }
}

/// The tasks that somebody at a screen wants to see.
package struct QueueTasks: Sendable, Hashable {
  /// With a worker, the longest first.
  package var running: [SyncTask] = []
  /// Waiting for another try, the next first.
  package var retrying: [SyncTask] = []
  /// Given up, the latest first.
  package var dead: [SyncTask] = []

  /// No tasks.
  package init() {}
}
