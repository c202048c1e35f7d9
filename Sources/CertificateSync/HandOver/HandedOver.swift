import DatabaseFile
import GRDB
import OpenEdX

/// Tasks that were handed to the site's workers and whose credential has not been seen yet: the table `sync_handed_over`.
struct HandedOver: Sendable {
  /// One of them.
  struct Task: Sendable, Hashable {
    let key: ExactText
    let username: String?
    let courseRunKey: String?
  }

  let queue: TaskQueue

  /// What is known of a task.
  ///
  /// - Throws: `DatabaseFileError`.
  func rule(_ request: TaskRequest) async throws -> HandOverRule {
    let destination = queue.destination.columnText
    return try await queue.read { db in
      let row = try StoredRow.fetchOne(
        db.cachedStatement(sql: "SELECT tries, last FROM sync_handed_over WHERE destination = ? AND key = ?"),
        arguments: [destination, request.key]
      )
      return HandOverRule(
        count: row?.value(0).count ?? 0,
        last: row?.value(1).integer.flatMap(UTCTime.init(stored:))
      )
    }
  }

  /// Counts that a task is handed over; it may be when this returns.
  ///
  /// - Throws: `DatabaseFileError`.
  func count(_ request: TaskRequest, now: UTCTime) async throws {
    let destination = queue.destination.columnText
    try await queue.write { db in
      try db.cachedStatement(
        sql: """
          INSERT INTO sync_handed_over (destination, key, username, course_run_key, tries, first, last)
          VALUES (?, ?, ?, ?, 1, ?, ?)
          ON CONFLICT DO UPDATE SET tries = tries + 1, last = excluded.last
          """
      ).execute(
        arguments: [
          destination, request.key, request.username, request.courseRunKey, now.microseconds, now.microseconds,
        ]
      )
    }
  }

  /// Takes back that a task was handed over: it was not.
  ///
  /// - Throws: `DatabaseFileError`.
  func uncount(_ request: TaskRequest, before: HandOverRule) async throws {
    guard let last = before.last else { return try await forget([ExactText(request.key)]) }
    let destination = queue.destination.columnText
    try await queue.write { db in
      try db.cachedStatement(
        sql: "UPDATE sync_handed_over SET tries = ?, last = ? WHERE destination = ? AND key = ?"
      ).execute(arguments: [before.count, last.microseconds, destination, request.key])
    }
  }

  /// Forgets tasks: their credential has come, or they were given up.
  ///
  /// - Throws: `DatabaseFileError`.
  func forget(_ keys: [ExactText]) async throws {
    let destination = queue.destination.columnText
    try await queue.write { db in
      let statement = try db.cachedStatement(sql: "DELETE FROM sync_handed_over WHERE destination = ? AND key = ?")
      for key in keys { try statement.execute(arguments: [destination, key.text]) }
    }
  }

  /// All that wait for their credential.
  ///
  /// - Throws: `DatabaseFileError`.
  func waiting() async throws -> [Task] {
    let destination = queue.destination.columnText
    return try await queue.read { db in
      try StoredRow.fetchAll(
        db,
        sql: "SELECT key, username, course_run_key FROM sync_handed_over WHERE destination = ? ORDER BY key",
        arguments: [destination]
      ).map { row in
        Task(key: ExactText(try row.text(0)), username: row.value(1).text, courseRunKey: row.value(2).text)
      }
    }
  }
}

extension QueueReader {
  /// The tasks that were handed to a site's workers and wait for their credential.
  package struct HandedOver: Sendable, Hashable {
    /// How many there are.
    package var tasks = 0
    /// When the oldest was handed over first; nil when there is none.
    package var oldest: UTCTime?
  }

  /// How many tasks lie with a site's workers.
  ///
  /// - Throws: `DatabaseFileError`.
  package func handedOver() async throws -> HandedOver {
    try await read { db in
      guard try db.tableExists("sync_handed_over") else { return HandedOver() }
      let row = try StoredRow.fetchOne(db, sql: "SELECT count(*), min(first) FROM sync_handed_over")
      return HandedOver(
        tasks: row?.value(0).count ?? 0,
        oldest: row?.value(1).integer.flatMap(UTCTime.init(stored:))
      )
    }
  }
}
