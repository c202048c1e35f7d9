import DatabaseFile
import GRDB
import OpenEdX

/// What holds for the whole queue, kept in the database: for every process, and after a start.
extension TaskQueue {
  /// Whether tasks may be claimed at all: the queue is not paused, and the service has not asked for a rest.
  static func isOpen(now: UTCTime, in db: Database) throws -> Bool {
    try pauseReason(in: db) == nil && (slowedUntil(in: db).map { $0 <= now } ?? true)
  }

  static func pauseReason(in db: Database) throws -> String? { try setting("paused", in: db) }

  static func slowedUntil(in db: Database) throws -> UTCTime? {
    try setting("slowed_until", in: db).flatMap { Int64($0) }.flatMap(UTCTime.init(stored:))
  }

  /// Whether the queue is paused because something refused, not because an operator wished it.
  static func isRefused(in db: Database) throws -> Bool {
    try pauseReason(in: db) != nil && setting("paused_by", in: db) != "operator"
  }

  /// Pauses, unless the queue is paused already: the operator who resumes it must know the first reason, and a later one that
  /// still holds pauses it again.
  ///
  /// - Returns: the reason that holds.
  @discardableResult
  static func setPaused(_ reason: String, byOperator: Bool = false, in db: Database) throws -> String {
    if let before = try pauseReason(in: db) { return before }
    try set("paused", reason, in: db)
    try set("paused_by", byOperator ? "operator" : "refusal", in: db)
    return reason
  }

  /// Keeps the later of two times, and who wants it.
  static func slow(until time: UTCTime, by cause: RestCause, in db: Database) throws {
    if let kept = try slowedUntil(in: db), kept >= time { return }
    try set("slowed_until", String(time.microseconds), in: db)
    try set("slowed_by", cause.rawValue, in: db)
  }

  static func restCause(in db: Database) throws -> RestCause? {
    try setting("slowed_by", in: db).flatMap(RestCause.init)
  }

  /// Whether the queue is paused.
  func isPaused() async throws -> Bool { try await read { db in try Self.pauseReason(in: db) != nil } }

  static func setting(_ name: String, in db: Database) throws -> String? {
    try StoredRow.fetchOne(
      db.cachedStatement(sql: "SELECT CAST(value AS TEXT) FROM sync_setting WHERE name = ?"),
      arguments: [name]
    )?.textOrNil(0)
  }

  static func set(_ name: String, _ value: String, in db: Database) throws {
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO sync_setting (name, value) VALUES (?, ?)")
      .execute(arguments: [name, value])
  }

  /// Stops claiming, in every process and over restarts, until ``resume(now:)``. Posts in flight end and are recorded.
  ///
  /// - Returns: the reason that holds: that of an earlier pause stays.
  /// - Throws: `DatabaseFileError`.
  @discardableResult
  package func pause(reason: String) async throws -> String {
    try await write { db in try Self.setPaused(reason, byOperator: true, in: db) }
  }

  /// Lets tasks be claimed again, ends a rest of the whole queue, and makes the tasks due now that wait because the
  /// service asked them to.
  ///
  /// - Returns: how many tasks became due.
  /// - Throws: `DatabaseFileError`.
  @discardableResult
  package func resume(now: UTCTime = .now) async throws -> Int {
    try await write { db in
      try db.execute(sql: "DELETE FROM sync_setting WHERE name IN ('paused', 'paused_by', 'slowed_until', 'slowed_by')")
      try db.execute(
        sql: """
          UPDATE sync_task SET not_before = :now, rests = 0
          WHERE state = 'queued' AND attempts > 0 AND rests AND not_before > :now
          """,
        arguments: ["now": now.microseconds]
      )
      return db.changesCount
    }
  }
}
