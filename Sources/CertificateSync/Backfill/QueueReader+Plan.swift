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

  /// How many tasks of a plan are queued already: another enqueuing adds none of these.
  ///
  /// - Throws: `DatabaseFileError`.
  package func queued(of plan: BackfillPlan) async throws -> Int {
    let keys = plan.tasks.map(\.request.key)
    return try await read { db in
      guard try db.tableExists("sync_task") else { return 0 }
      let statement = try db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM sync_task WHERE state = 'queued' AND key = ?)"
      )
      return try keys.count { try StoredRow.fetchOne(statement, arguments: [$0])?.flag(0) ?? false }
    }
  }
}
