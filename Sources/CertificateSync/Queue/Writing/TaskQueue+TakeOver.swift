import DatabaseFile
import GRDB
import OpenEdX

extension TaskQueue {
  /// Takes due tasks over into a backfill from a later one that they went to as well.
  ///
  /// A task is in one plan at a time, the latest, so that a claim need not look at more. Two backfills of the same rows
  /// share them so, and neither waits for one that has ended.
  ///
  /// - Parameter limit: how many at most, so that much is left to the other.
  /// - Returns: how many were taken.
  func takeOver(_ ids: Set<Int64>, into plan: Int64, limit: Int, now: UTCTime) async throws -> Int {
    let due: [Int64] = try await read { db in
      guard try Self.isOpen(now: now, in: db) else { return [] }
      let statement = try db.cachedStatement(
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM sync_task WHERE id = ? AND state = 'queued' AND not_before <= ? AND plan IS NOT ?
          )
          """
      )
      return try ids.lazy.filter { id in
        try StoredRow.fetchOne(statement, arguments: [id, now.microseconds, plan])?.flag(0) ?? false
      }.prefix(limit).map { $0 }
    }
    guard !due.isEmpty else { return 0 }
    return try await write { db in
      try due.reduce(0) { taken, id in
        try db.cachedStatement(sql: "UPDATE sync_task SET plan = ? WHERE id = ? AND state = 'queued'")
          .execute(arguments: [plan, id])
        return taken + db.changesCount
      }
    }
  }
}
