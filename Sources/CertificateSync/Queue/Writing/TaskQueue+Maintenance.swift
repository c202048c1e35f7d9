import DatabaseFile
import GRDB
import OpenEdX

extension TaskQueue {
  /// Seconds that a claimed task belongs to its worker; the engine renews it long before it runs out.
  static let leaseSeconds: Double = 120

  /// Keeps the tasks that are still being run: a post may take longer than a lease.
  ///
  /// A task that was taken away in the meantime stays with the process that has it.
  func renew(_ tasks: [SyncTask], now: UTCTime) async throws {
    try await write { db in
      let statement = try db.cachedStatement(
        sql: "UPDATE sync_task SET lease_until = ? WHERE id = ? AND state = 'running' AND claims = ?"
      )
      for task in tasks {
        try statement.execute(
          arguments: [now.adding(seconds: Self.leaseSeconds).microseconds, task.id, task.claim]
        )
      }
    }
  }

  /// Takes the tasks back whose lease has run out or whose process is gone.
  ///
  /// - Returns: how many were taken back.
  @discardableResult
  func rescue(now: UTCTime) async throws -> Int {
    try await write { db in
      let rows = try StoredRow.fetchAll(
        db.cachedStatement(sql: "SELECT id, key, lease_owner, lease_until FROM sync_task WHERE state = 'running'")
      )
      var rescued = 0
      for row in rows {
        let owner = row.value(2).text
        let lapsed = (row.value(3).integer ?? 0) < now.microseconds
        // An owner that this version cannot read may well live: only its lease says when it does not.
        let isDead = owner.map { LeaseOwner(text: $0)?.isDead ?? false } ?? true
        guard lapsed || isDead else { continue }
        try takeBack(id: row.integer(0), key: row.text(1), now: now, in: db)
        rescued += 1
      }
      return rescued
    }
  }

  private func takeBack(id: Int64, key: String, now: UTCTime, in db: Database) throws {
    let sql =
      try Self.isQueued(key, in: db)
      ? """
      UPDATE sync_task SET state = 'skipped', finished = ?, lease_owner = NULL, lease_until = NULL,
        message = 'superseded by a newer task; its process ended while it ran'
      WHERE id = ?
      """
      : "UPDATE sync_task SET state = 'queued', not_before = ?, lease_owner = NULL, lease_until = NULL WHERE id = ?"
    try db.cachedStatement(sql: sql).execute(arguments: [now.microseconds, id])
  }
}

extension TaskQueue {
  /// Removes done and skipped tasks that ended before a time, a few at once so that nobody waits long for the lock.
  ///
  /// Dead tasks stay until they are tried again by hand.
  ///
  /// - Returns: how many were removed; as many as the limit means that there may be more.
  /// - Throws: `DatabaseFileError`; nothing is then removed.
  func prune(endedBefore time: UTCTime, limit: Int) async throws -> Int {
    try await write { db in
      var removed = 0
      for state in ["done", "skipped"] where removed < limit {
        // The condition names the ended states as the index does; without it SQLite would walk the table.
        try db.cachedStatement(
          sql: """
            DELETE FROM sync_task WHERE id IN (
              SELECT id FROM sync_task
              WHERE state NOT IN ('queued', 'running') AND state = '\(state)' AND finished < ? LIMIT ?
            )
            """
        ).execute(arguments: [time.microseconds, limit - removed])
        removed += db.changesCount
      }
      return removed
    }
  }
}
