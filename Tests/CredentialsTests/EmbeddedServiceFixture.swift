import Credentials
import DatabaseFile
import Foundation
import GRDB
import OpenEdX
import Synchronization
import TestSupport

/// An embedded service on a copy of the database from which the recorded exchanges started.
struct EmbeddedServiceFixture {
  let folder: TemporaryFolder
  let database: CredentialsDatabase
  let service: EmbeddedCredentialsService

  /// - Parameter source: the file to copy; the recorded exchanges' start unless named.
  init(source: String = Fixtures.contract("seeded_credentials.sqlite")) throws {
    folder = try TemporaryFolder()
    let path = try folder.copy(source, as: "credentials.sqlite")
    database = try CredentialsDatabase(path: path, access: .readWrite)
    service = try EmbeddedCredentialsService(database: database, clock: Self.steppingClock())
  }

  /// The text of one value in the database, "NULL" included.
  func value(_ sql: String, _ arguments: StatementArguments = []) throws -> String {
    try database.file.reader.read { db in
      try String.fetchOne(db, sql: "SELECT coalesce(CAST((\(sql)) AS TEXT), 'NULL')", arguments: arguments) ?? "NULL"
    }
  }

  /// The identities of all awards, as 32 digits.
  func uuids() throws -> Set<String> {
    try database.file.reader.read { db in
      try String.fetchSet(db, sql: "SELECT uuid FROM credentials_usercredential")
    }
  }

  /// Every row of the tables that posts write, as text.
  func rows() throws -> [String] {
    try database.file.reader.read { db in
      try Self.written.flatMap { table, columns in
        let shown = columns.map { "ifnull(\($0), 'NULL')" }.joined(separator: " || '|' || ")
        return try String.fetchAll(db, sql: "SELECT '\(table)|' || \(shown) FROM \(table)")
      }
    }
  }

  private static let written: [(String, [String])] = [
    ("credentials_usercredential", ["id", "username", "status", "uuid", "modified"]),
    ("credentials_usercredentialattribute", ["id", "name", "value", "modified"]),
    ("credentials_usercredentialdateoverride", ["id", "user_credential_id", "date", "modified"]),
    (
      "credentials_coursecertificate",
      [
        "id", "course_id", "certificate_type", "is_active", "course_run_id", "certificate_available_date", "modified",
      ]
    ),
    ("records_usergrade", ["id", "username", "course_run_id", "letter_grade", "percent_grade", "modified"]),
  ]

  /// Posts an award of a course run, with more members of the body where they are given.
  @discardableResult
  func award(_ username: String, _ key: String, _ more: [String: JSONValue] = [:]) async throws -> CredentialsAnswer {
    let body: [String: JSONValue] = [
      "username": .string(username), "credential": ["course_run_key": .string(key), "mode": "verified"],
    ]
    return try await service.answer(.credential(.object(body.merging(more) { _, new in new })))
  }

  /// 2026-11-22 20:09:00.000001 UTC, then 1.000001 s later at each reading.
  static func steppingClock() -> @Sendable () -> UTCTime {
    let start = UTCTime("2026-11-22 20:09:00")?.microseconds ?? 0
    let reading = Atomic<Int64>(0)
    return {
      let step = reading.add(1, ordering: .relaxed).newValue
      return UTCTime(microseconds: start + step * 1_000_001)
    }
  }
}
