import DatabaseFile
import GRDB
import OpenEdX

extension TaskQueue {
  /// The keys of all tasks that wait, run or were refused for good.
  ///
  /// - Throws: `DatabaseFileError`.
  func unfinishedKeys() async throws -> Set<ExactText> {
    try await read { db in
      let sql = "SELECT key FROM sync_task WHERE state IN ('queued', 'running', 'dead')"
      return Set(try StoredRow.fetchAll(db, sql: sql).map { ExactText(try $0.text(0)) })
    }
  }
}
