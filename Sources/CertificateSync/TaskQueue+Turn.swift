import GRDB
import OpenEdX

extension TaskQueue {
  /// A task that has been run, with what came of it.
  struct Finished: Sendable {
    let task: SyncTask
    let outcome: TaskOutcome
  }

  /// Records what has ended and claims what is due, in one short transaction.
  ///
  /// One transaction for both, because each costs a sync of the disk. A task whose lease was taken by another process in
  /// the meantime is left alone: that process records it.
  func turn(record finished: [Finished], claimUpTo limit: Int, now: UTCTime) async throws -> [SyncTask] {
    try await write { db in
      for item in finished { try record(item, now: now, in: db) }
      guard limit > 0, try pauseReason(in: db) == nil else { return [] }
      return try claim(limit, now: now, in: db)
    }
  }

  private func record(_ item: Finished, now: UTCTime, in db: Database) throws {
    let move = TaskTransition(item.outcome, attempts: item.task.attempts, now: now, policy: policy)
    if let reason = move.pauses { try setPaused(reason, in: db) }
    if move.state == .queued {
      // A newer task of the same key is waiting: it will read the LMS then, so this one has nothing left to do.
      let newer = try Bool.fetchOne(
        db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM sync_task WHERE key = ? AND state = 'queued')"),
        arguments: [item.task.request.key]
      )
      if newer == true {
        try end(item.task, .skipped, "superseded by a newer task; before that: \(move.message)", now: now, in: db)
        return
      }
      try db.cachedStatement(
        sql: """
          UPDATE sync_task SET state = 'queued', not_before = ?, attempts = attempts - ?, message = ?,
            lease_owner = NULL, lease_until = NULL
          WHERE id = ? AND state = 'running' AND lease_owner = ?
          """
      ).execute(
        arguments: [
          (move.notBefore ?? now).microseconds, move.countsAttempt ? 0 : 1, move.message, item.task.id, owner.text,
        ]
      )
    } else {
      try end(item.task, move.state, move.message, now: now, in: db)
    }
  }

  private func end(_ task: SyncTask, _ state: TaskState, _ message: String, now: UTCTime, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        UPDATE sync_task SET state = ?, message = ?, finished = ?, lease_owner = NULL, lease_until = NULL
        WHERE id = ? AND state = 'running' AND lease_owner = ?
        """
    ).execute(arguments: [state.rawValue, message, now.microseconds, task.id, owner.text])
  }

  private func claim(_ limit: Int, now: UTCTime, in db: Database) throws -> [SyncTask] {
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          UPDATE sync_task SET state = 'running', attempts = attempts + 1, started = :now, lease_owner = :owner,
            lease_until = :until
          WHERE id IN (
            SELECT id FROM sync_task AS due
            WHERE state = 'queued' AND not_before <= :now AND NOT EXISTS (
              SELECT 1 FROM sync_task AS other WHERE other.key = due.key AND other.state = 'running'
            )
            ORDER BY priority, not_before, id LIMIT :limit
          )
          RETURNING \(SyncTask.columns)
          """
      ),
      arguments: [
        "now": now.microseconds, "owner": owner.text, "until": now.adding(seconds: Self.leaseSeconds).microseconds,
        "limit": limit,
      ]
    )
    return rows.compactMap(SyncTask.init(row:))
  }

  /// Gives the tasks back whose lease has run out or whose process is gone.
  ///
  /// - Returns: how many were taken back.
  @discardableResult
  func rescue(now: UTCTime) async throws -> Int {
    try await write { db in
      let rows = try Row.fetchAll(
        db,
        sql: "SELECT id, key, lease_owner, lease_until FROM sync_task WHERE state = 'running'"
      )
      var rescued = 0
      for row in rows {
        let holder = (row[2] as String?).flatMap(LeaseOwner.init(text:))
        let lapsed = (row[3] as Int64? ?? 0) < now.microseconds
        guard lapsed || (holder?.isDead ?? true) else { continue }
        let newer = try Bool.fetchOne(
          db,
          sql: "SELECT EXISTS (SELECT 1 FROM sync_task WHERE key = ? AND state = 'queued')",
          arguments: [row[1] as String]
        )
        try db.execute(
          sql: newer == true
            ? """
            UPDATE sync_task SET state = 'skipped', finished = ?, lease_owner = NULL, lease_until = NULL,
              message = 'superseded by a newer task; its process ended while it ran'
            WHERE id = ?
            """
            : "UPDATE sync_task SET state = 'queued', not_before = ?, lease_owner = NULL, lease_until = NULL WHERE id = ?",
          arguments: [now.microseconds, row[0] as Int64]
        )
        rescued += 1
      }
      return rescued
    }
  }
}
