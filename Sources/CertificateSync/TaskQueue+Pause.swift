import GRDB

extension TaskQueue {
  /// Why the queue is paused; nil when it is not. Kept in the database, so it holds for every process and after a start.
  func pauseReason(in db: Database) throws -> String? {
    try String.fetchOne(db.cachedStatement(sql: "SELECT value FROM sync_setting WHERE name = 'paused'"))
  }

  func setPaused(_ reason: String, in db: Database) throws {
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO sync_setting (name, value) VALUES ('paused', ?)")
      .execute(arguments: [reason])
  }

  /// Stops claiming, in every process, until ``resume()``.
  ///
  /// - Throws: `DatabaseFileError`.
  public func pause(reason: String) async throws {
    try await write { db in try setPaused(reason, in: db) }
  }

  /// Lets tasks be claimed again.
  ///
  /// - Throws: `DatabaseFileError`.
  public func resume() async throws {
    try await write { db in try db.execute(sql: "DELETE FROM sync_setting WHERE name = 'paused'") }
  }
}
