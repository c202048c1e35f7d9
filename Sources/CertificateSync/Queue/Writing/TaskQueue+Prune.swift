import GRDB
import OpenEdX

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
