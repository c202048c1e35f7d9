import GRDB
import OpenEdX

extension TaskQueue {
  /// Counts the tasks by state.
  ///
  /// - Throws: `DatabaseFileError`.
  public func status(now: UTCTime = .now) async throws -> QueueStatus {
    try await read { db in
      var status = QueueStatus()
      // Each count is answered by a partial index; one GROUP BY would walk the whole table.
      let count = { (condition: String) throws -> Int in
        try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM sync_task WHERE \(condition)")) ?? 0
      }
      status.retrying = try count("state = 'queued' AND attempts > 0")
      status.queued = try count("state = 'queued'") - status.retrying
      status.running = try count("state = 'running'")
      let ended = "state NOT IN ('queued', 'running') AND state ="
      status.done = try count("\(ended) 'done'")
      status.skipped = try count("\(ended) 'skipped'")
      status.dead = try count("\(ended) 'dead'")
      status.pauseReason = try pauseReason(in: db)
      return status
    }
  }

  /// Whether a task could be claimed now.
  func hasDue(now: UTCTime) async throws -> Bool {
    try await read { db in
      guard try pauseReason(in: db) == nil else { return false }
      return try Bool.fetchOne(
        db.cachedStatement(
          sql: "SELECT EXISTS (SELECT 1 FROM sync_task WHERE state = 'queued' AND not_before <= ?)"
        ),
        arguments: [now.microseconds]
      ) ?? false
    }
  }

  /// The tasks of these ids, as they stand; unknown ids are left out.
  ///
  /// - Throws: `DatabaseFileError`.
  public func tasks(ids: [Int64]) async throws -> [SyncTask] {
    try await read { db in
      let statement = try db.cachedStatement(sql: "SELECT \(SyncTask.columns) FROM sync_task WHERE id = ?")
      return try ids.compactMap { id in
        try Row.fetchOne(statement, arguments: [id]).flatMap(SyncTask.init(row:))
      }
    }
  }

  /// The tasks of one state, the newest first.
  ///
  /// - Throws: `DatabaseFileError`.
  public func tasks(state: TaskState, limit: Int = 100) async throws -> [SyncTask] {
    try await read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT \(SyncTask.columns) FROM sync_task WHERE state = ? ORDER BY id DESC LIMIT ?",
        arguments: [state.rawValue, limit]
      ).compactMap(SyncTask.init(row:))
    }
  }
}
