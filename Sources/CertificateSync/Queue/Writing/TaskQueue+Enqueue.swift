import DatabaseFile
import GRDB
import OpenEdX

extension TaskQueue {
  /// Enqueues a task inside a transaction that the caller has open.
  ///
  /// A queued task of the same key takes the new one in: it goes by the more urgent origin, at once, and with all its
  /// tries, because what it failed with belongs to an older cause. What a
  /// backfill found stays with it, and so does its destination. Rolled back, the task was never there.
  ///
  /// - Parameters:
  ///   - destination: where it is to be posted; nil for wherever posts go when it runs.
  ///   - plan: the backfill that it belongs to.
  /// - Returns: the id of the row that stands for the task.
  @discardableResult
  static func enqueue(
    _ request: TaskRequest,
    findings: [Finding] = [],
    origin: TaskOrigin,
    destination: QueueDestination? = nil,
    plan: Int64? = nil,
    now: UTCTime,
    in db: Database
  ) throws -> Int64 {
    try db.cachedStatement(
      sql: """
        INSERT INTO sync_task
          (key, kind, username, course_run_key, origin, priority, state, created, not_before, findings,
          destination, plan)
        VALUES (?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?) ON CONFLICT (key) WHERE state = 'queued' DO NOTHING
        """
    ).execute(
      arguments: [
        request.key, request.kind.rawValue, request.username, request.courseRunKey, origin.rawValue, origin.priority,
        now.microseconds, now.microseconds, findings.columnText, destination?.columnText, plan,
      ]
    )
    if db.changesCount > 0 { return db.lastInsertedRowID }
    let id = try StoredRow.fetchOne(
      db.cachedStatement(
        sql: """
          UPDATE sync_task SET
            origin = CASE WHEN ?1 < priority THEN ?2 ELSE origin END,
            priority = min(priority, ?1),
            not_before = min(not_before, ?3),
            attempts = 0,
            findings = coalesce(?4, findings),
            destination = coalesce(destination, ?5),
            plan = coalesce(?6, plan)
          WHERE key = ?7 AND state = 'queued' RETURNING id
          """
      ),
      arguments: [
        origin.priority, origin.rawValue, now.microseconds, findings.columnText, destination?.columnText, plan,
        request.key,
      ]
    )?.integer(0)
    guard let id else { throw DatabaseError(resultCode: .SQLITE_ERROR, message: "the task's row was not returned") }
    return id
  }

  /// Enqueues many tasks in one transaction.
  ///
  /// - Returns: the ids of the rows that stand for them, in the same order.
  /// - Throws: `DatabaseFileError`; nothing is then enqueued.
  package func enqueue(_ requests: [TaskRequest], origin: TaskOrigin, now: UTCTime = .now) async throws -> [Int64] {
    try await enqueue(requests.map { PlannedTask(request: $0) }, origin: origin, now: now)
  }

  /// Enqueues many tasks, each with what it is to repair, in one transaction; for no destination yet.
  func enqueue(_ tasks: [PlannedTask], origin: TaskOrigin, now: UTCTime) async throws -> [Int64] {
    try await write { db in
      try tasks.map { try Self.enqueue($0.request, findings: $0.findings, origin: origin, now: now, in: db) }
    }
  }

  /// Enqueues the tasks of a backfill, each with what it is to repair, in one transaction, but for those that somebody has
  /// posted since the plan was read.
  ///
  /// - Parameter readAt: when the plan was read; nil enqueues all.
  /// - Returns: the number by which the engine claims them, and the ids of their rows in the same order.
  /// - Throws: `DatabaseFileError`, and ``TasksElsewhere`` while tasks wait for another destination; nothing is then enqueued.
  func enqueue(
    plan tasks: [PlannedTask],
    readAt: UTCTime? = nil,
    now: UTCTime
  ) async throws -> (plan: Int64, ids: [Int64]) {
    try await write { db in
      try requireNoneElsewhere(in: db)
      let plan = try Self.nextPlan(now: now, in: db)
      let posted = try readAt.map { try keysDone(after: $0, in: db) } ?? []
      let ids = try tasks.filter { !posted.contains(ExactText($0.request.key)) }.map { task in
        try UndoneRows.forget(task.request, in: db)
        return try Self.enqueue(
          task.request,
          findings: task.findings,
          origin: .backfill,
          destination: destination,
          plan: plan,
          now: now,
          in: db
        )
      }
      return (plan, ids)
    }
  }

  /// What was posted to this destination after a time: each from the LMS as it was then or later, since a later save has a task
  /// of its own.
  private func keysDone(after time: UTCTime, in db: Database) throws -> Set<ExactText> {
    let keys = try StoredRow.fetchAll(
      db,
      sql: """
        SELECT key FROM sync_task
        WHERE state NOT IN ('queued', 'running') AND state = 'done' AND finished > ? AND destination = ?
        """,
      arguments: [time.microseconds, destination.columnText]
    )
    return Set(try keys.map { ExactText(try $0.text(0)) })
  }

  /// The second of the present, by which a run is named (``RunName``), or the next one that no plan has.
  static func nextPlan(now: UTCTime, in db: Database) throws -> Int64 {
    let second = now.microseconds / 1_000_000
    let plan = try StoredRow.fetchOne(
      db,
      sql: """
        INSERT INTO sync_setting (name, value) VALUES ('last_plan', ?1)
        ON CONFLICT DO UPDATE SET value = max(CAST(value AS integer) + 1, ?1) RETURNING CAST(value AS integer)
        """,
      arguments: [second]
    )?.integer(0)
    guard let plan else {
      throw DatabaseError(resultCode: .SQLITE_ERROR, message: "the plan's number was not returned")
    }
    return plan
  }
}
