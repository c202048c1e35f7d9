import DatabaseFile
import GRDB
import OpenEdX

extension TaskQueue {
  /// The same queue, to look at only.
  package var reader: QueueReader { QueueReader(file: file) }

  /// Counts the tasks by state; see ``QueueReader/status(now:)``.
  ///
  /// - Throws: `DatabaseFileError`.
  package func status(now: UTCTime = .now) async throws -> QueueStatus { try await reader.status(now: now) }

  /// Whether a task could be claimed now, but for one of its key that runs already.
  ///
  /// - Parameter plan: the backfill whose tasks alone count; nil for all.
  func hasDue(plan: Int64? = nil, now: UTCTime) async throws -> Bool {
    try await read { db in
      guard try Self.isOpen(now: now, in: db) else { return false }
      let statement = try db.cachedStatement(
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM sync_task AS due
            WHERE state = 'queued' AND \(Self.isOfPlan(plan)) AND priority = :priority AND not_before <= :now
            AND \(Self.isForHere)
          )
          """
      )
      return try TaskOrigin.byUrgency.contains { origin in
        let arguments: StatementArguments = [
          "priority": origin.priority, "now": now.microseconds, "destination": destination.columnText,
        ]
        return try StoredRow.fetchOne(
          statement,
          arguments: plan.map { arguments &+ ["plan": $0] } ?? arguments
        )?.flag(0) ?? false
      }
    }
  }

  /// When the next of a backfill's tasks is tried; nil while one of them runs, and when none is left.
  func nextTry(plan: Int64) async throws -> UTCTime? {
    try await read { db in
      try StoredRow.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT min(not_before) FROM sync_task WHERE state = 'queued' AND plan = :plan
            AND NOT EXISTS (SELECT 1 FROM sync_task WHERE state = 'running' AND plan = :plan)
            """
        ),
        arguments: ["plan": plan]
      )?.integerOrNil(0).map { UTCTime(microseconds: $0) }
    }
  }

  /// How many of these tasks have not ended.
  func unended(_ ids: Set<Int64>) async throws -> Int {
    try await read { db in
      let statement = try db.cachedStatement(sql: "SELECT state FROM sync_task WHERE id = ?")
      return try ids.count { id in
        let state = try StoredRow.fetchOne(statement, arguments: [id])?.text(0)
        return state == "queued" || state == "running"
      }
    }
  }

  /// The tasks of these ids, as they stand; unknown ids are left out.
  ///
  /// - Throws: `DatabaseFileError`.
  package func tasks(ids: [Int64]) async throws -> [SyncTask] {
    try await read { db in
      let statement = try db.cachedStatement(sql: "SELECT \(SyncTask.columns) FROM sync_task WHERE id = ?")
      return try ids.compactMap { id in
        try StoredRow.fetchOne(statement, arguments: [id]).flatMap(SyncTask.init(row:))
      }
    }
  }

  /// The tasks of one state, the newest first.
  ///
  /// - Throws: `DatabaseFileError`.
  package func tasks(state: TaskState, limit: Int = 100) async throws -> [SyncTask] {
    let isOpenState = state == .queued || state == .running
    // Spelled as the partial indexes are, or SQLite would walk the table; ended ones by the time of their end.
    let condition =
      isOpenState
      ? "state = '\(state.rawValue)' ORDER BY id DESC"
      : "state NOT IN ('queued', 'running') AND state = '\(state.rawValue)' ORDER BY finished DESC"
    return try await read { db in
      try StoredRow.fetchAll(
        db,
        sql: "SELECT \(SyncTask.columns) FROM sync_task WHERE \(condition) LIMIT ?",
        arguments: [limit]
      ).compactMap(SyncTask.init(row:))
    }
  }
}
