import DatabaseFile
import GRDB
import OpenEdX

extension QueueReader {
  /// How many tasks wait that are not a plan's, and that its backfill therefore leaves in the queue.
  ///
  /// - Throws: `DatabaseFileError`.
  package func waiting(beside plan: BackfillPlan) async throws -> Int {
    let keys = plan.tasks.map(\.request.key)
    return try await read { db in
      guard try db.tableExists("sync_count") else { return 0 }
      let sum = try StoredRow.fetchOne(db, sql: "SELECT sum(tasks) FROM sync_count WHERE state = 'queued'")
      let waiting = try sum?.count(0) ?? 0
      guard waiting > 0 else { return 0 }
      return try waiting - keys.count { try TaskQueue.isQueued($0, in: db) }
    }
  }
}
