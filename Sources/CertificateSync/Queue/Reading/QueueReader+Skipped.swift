import DatabaseFile
import GRDB

extension QueueReader {
  /// Tasks that ended without a post for one reason.
  package struct Skipped: Sendable, Hashable {
    /// The reason, as the LMS would log it.
    package let reason: String
    /// How many.
    package let tasks: Int
  }

  /// Why tasks that are not pruned yet were skipped, the most frequent reasons first. Walks all that were skipped.
  ///
  /// - Throws: `DatabaseFileError`.
  package func skipped(limit: Int = 10) async throws -> [Skipped] {
    try await read { db in
      guard try db.tableExists("sync_count") else { return [] }
      return try StoredRow.fetchAll(
        db,
        sql: """
          SELECT CAST(message AS TEXT), count(*) AS tasks FROM sync_task
          WHERE state NOT IN ('queued', 'running') AND state = 'skipped' GROUP BY 1 ORDER BY tasks DESC, 1 LIMIT ?
          """,
        arguments: [limit]
      ).map { Skipped(reason: $0.value(0).text ?? "", tasks: try $0.count(1)) }
    }
  }
}
