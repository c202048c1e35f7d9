import DatabaseFile
import OpenEdX

extension TaskQueue {
  /// The moment from which on changes of the site are healed: that of the deployment's first look, whatever was restarted since.
  ///
  /// - Parameter now: the moment of the look that may be the first, by the site's clock.
  /// - Throws: `DatabaseFileError`.
  func followed(since now: UTCTime) async throws -> UTCTime {
    try await write { db in
      let kept = try Self.setting("followed_since", in: db).flatMap { Int64($0) }.flatMap(UTCTime.init(stored:))
      // A clock that was set back must not let changes pass by.
      let since = min(kept ?? now, now)
      if since != kept { try Self.set("followed_since", String(since.microseconds), in: db) }
      return since
    }
  }

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
