import DatabaseFile
import GRDB
import OpenEdX

extension TaskQueue {
  /// What came of trying dead tasks again.
  package struct RetryByHand: Sendable, Hashable {
    /// How many wait for a worker now, with all their tries.
    package var queued = 0
    /// How many ended instead, because a newer task of the same key waits already.
    package var superseded = 0
    /// Ids that are not those of dead tasks.
    package var notDead: [Int64] = []
    /// How many tasks that waited for another try are due now, with all their tries.
    package var due = 0
  }

  /// Lets dead tasks run again, in one transaction.
  ///
  /// - Parameter ids: which ones.
  /// - Throws: `DatabaseFileError`; nothing is then changed.
  package func retryDead(_ ids: [Int64], now: UTCTime = .now) async throws -> RetryByHand {
    try await write { db in
      var result = RetryByHand()
      for id in ids { try retry(id, &result, now: now, in: db) }
      return result
    }
  }

  /// Lets every dead task run again, and what waits for another try at once, some hundred in a transaction, so that
  /// nobody waits long for the lock.
  ///
  /// - Throws: `DatabaseFileError`; what was changed before it stays changed.
  package func retryAllDead(now: UTCTime = .now) async throws -> RetryByHand {
    var total = RetryByHand()
    total.due = try await dueNow(now)
    while true {
      let part = try await write { db in
        var part = RetryByHand()
        let ids = try StoredRow.fetchAll(
          db.cachedStatement(
            sql: "SELECT id FROM sync_task WHERE state NOT IN ('queued', 'running') AND state = 'dead' LIMIT 500"
          )
        ).map { try $0.integer(0) }
        for id in ids { try retry(id, &part, now: now, in: db) }
        return part
      }
      if part == RetryByHand() { return total }
      total.queued += part.queued
      total.superseded += part.superseded
    }
  }

  private func dueNow(_ now: UTCTime) async throws -> Int {
    var total = 0
    while true {
      let part = try await write { db in
        try db.cachedStatement(
          sql: """
            UPDATE sync_task SET not_before = ?, attempts = 0, rests = 0 WHERE id IN (
              SELECT id FROM sync_task WHERE state = 'queued' AND attempts > 0 AND not_before > ? LIMIT 500
            )
            """
        ).execute(arguments: [now.microseconds, now.microseconds])
        return db.changesCount
      }
      if part == 0 { return total }
      total += part
    }
  }

  private func retry(_ id: Int64, _ result: inout RetryByHand, now: UTCTime, in db: Database) throws {
    let key = try StoredRow.fetchOne(
      db.cachedStatement(sql: "SELECT key FROM sync_task WHERE id = ? AND state = 'dead'"),
      arguments: [id]
    )?.text(0)
    guard let key else {
      result.notDead.append(id)
      return
    }
    if try Self.isQueued(key, in: db) {
      try db.cachedStatement(
        sql: """
          UPDATE sync_task SET state = 'skipped', finished = ?,
            message = 'superseded by a newer task; before that: ' || coalesce(message, 'nothing')
          WHERE id = ?
          """
      ).execute(arguments: [now.microseconds, id])
      result.superseded += 1
    } else {
      try db.cachedStatement(
        sql: "UPDATE sync_task SET state = 'queued', attempts = 0, not_before = ?, finished = NULL WHERE id = ?"
      ).execute(arguments: [now.microseconds, id])
      result.queued += 1
    }
  }
}
