import GRDB
import OpenEdX

extension TaskQueue {
  /// Enqueues a task inside a transaction that the caller has open.
  ///
  /// A queued task of the same key takes the new one in: it goes by the more urgent origin, at once, and with all its
  /// tries, because what it failed with belongs to an older cause. What a
  /// backfill found stays with it. Rolled back, the task was never there.
  ///
  /// - Returns: the id of the row that stands for the task.
  @discardableResult
  static func enqueue(
    _ request: TaskRequest,
    findings: [Finding] = [],
    origin: TaskOrigin,
    now: UTCTime,
    in db: Database
  ) throws -> Int64 {
    let id = try Int64.fetchOne(
      db.cachedStatement(
        sql: """
          INSERT INTO sync_task
            (key, kind, username, course_run_key, origin, priority, state, created, not_before, findings)
          VALUES (?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?)
          ON CONFLICT (key) WHERE state = 'queued' DO UPDATE SET
            origin = CASE WHEN excluded.priority < priority THEN excluded.origin ELSE origin END,
            priority = min(priority, excluded.priority),
            not_before = min(not_before, excluded.not_before),
            attempts = 0,
            findings = coalesce(excluded.findings, findings)
          RETURNING id
          """
      ),
      arguments: [
        request.key, request.kind.rawValue, request.username, request.courseRunKey, origin.rawValue, origin.priority,
        now.microseconds, now.microseconds, findings.columnText,
      ]
    )
    guard let id else { throw DatabaseError(resultCode: .SQLITE_ERROR, message: "the task's row was not returned") }
    return id
  }

  /// Enqueues many tasks in one transaction.
  ///
  /// - Returns: the ids of the rows that stand for them, in the same order.
  /// - Throws: `DatabaseFileError`; nothing is then enqueued.
  public func enqueue(_ requests: [TaskRequest], origin: TaskOrigin, now: UTCTime = .now) async throws -> [Int64] {
    try await enqueue(requests.map { PlannedTask(request: $0) }, origin: origin, now: now)
  }

  /// Enqueues many tasks, each with what it is to mend, in one transaction.
  func enqueue(_ tasks: [PlannedTask], origin: TaskOrigin, now: UTCTime) async throws -> [Int64] {
    try await write { db in
      try tasks.map { try Self.enqueue($0.request, findings: $0.findings, origin: origin, now: now, in: db) }
    }
  }
}
