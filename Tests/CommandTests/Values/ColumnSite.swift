import CertificateSync
import DatabaseFile
import Foundation
import GRDB
import LMS
import TestSupport

@testable import LearnerRecords

/// A small deployment whose columns take any value: of its tables only the columns' types are left, no constraint and no
/// index, as in a copy that a converter has made.
final class ColumnSite {
  /// A column that the program reads.
  struct Column: CustomStringConvertible, Sendable {
    /// What is kept in it, as the tables of Open edX have it.
    enum Kind { case text, integer, flag, grade, time, uuid }

    let schema: String
    let table: String
    let name: String
    let kind: Kind

    var description: String { "\(schema).\(table).\(name)" }
    var file: String { schema == "main" ? "lms.sqlite" : "credentials.sqlite" }

    /// The name for SQL.
    var quoted: String { "\"\(name)\"" }
    private var quotedTable: String { "\(schema).\"\(table)\"" }
    /// The last row, as what a `SELECT` reads from.
    var lastRow: String { "\(quotedTable) WHERE rowid = (SELECT max(rowid) FROM \(quotedTable))" }

    /// The statement that changes the last row.
    func update(_ value: String) -> String {
      "UPDATE \(quotedTable) SET \(quoted) = \(value) WHERE rowid = (SELECT max(rowid) FROM \(quotedTable))"
    }
  }

  let folder: TemporaryFolder
  let columns: [Column]
  private let queue: DatabaseQueue

  init() throws {
    let folder = try Fixtures.harbour(Self.oddities)
    self.folder = folder
    _ = try TaskQueue(lms: LMSDatabase(path: folder.file("lms.sqlite"), access: .readWrite))
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let credentials = folder.file("credentials.sqlite")
    configuration.prepareDatabase { try $0.execute(sql: "ATTACH ? AS credentials", arguments: [credentials]) }
    let queue = try DatabaseQueue(path: folder.file("lms.sqlite"), configuration: configuration)
    self.queue = queue
    columns = try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA main.journal_mode = DELETE; PRAGMA credentials.journal_mode = DELETE")
      try db.execute(sql: Self.tasks)
      return try ["main", "credentials"].flatMap { try Self.withoutConstraints($0, db) }
    }
    try queue.inDatabase { db in
      for schema in ["main", "credentials"] { try db.execute(sql: "VACUUM \(schema)") }
    }
  }

  deinit { try? queue.close() }

  /// The storage class and the text of the value of the last row that has one.
  func value(_ column: Column) throws -> (type: String, text: String) {
    try queue.read { db in
      let row = try Row.fetchOne(
        db,
        sql: "SELECT typeof(\(column.quoted)), CAST(\(column.quoted) AS TEXT) FROM \(column.lastRow)"
      )
      return (row?[0] ?? "null", (row?[1] as DatabaseValue?).flatMap { String.fromDatabaseValue($0) } ?? "")
    }
  }

  /// Puts a value into the last row of a table while the body runs.
  ///
  /// - Parameter sql: the value as SQL; `old` stands for what is there.
  func with<Value>(_ column: Column, _ sql: String, _ body: () async throws -> Value) async throws -> Value {
    try put(column, sql)
    let result: Result<Value, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    try takeBack(column)
    return try result.get()
  }

  private func put(_ column: Column, _ sql: String) throws {
    try queue.inDatabase { db in
      try db.execute(sql: "CREATE TEMP TABLE kept AS SELECT \(column.quoted) AS value FROM \(column.lastRow)")
      try db.execute(sql: column.update(sql.replacing("old", with: column.quoted)))
    }
  }

  private func takeBack(_ column: Column) throws {
    try queue.inDatabase { db in
      try db.execute(sql: column.update("(SELECT value FROM temp.kept)"))
      try db.execute(sql: "DROP TABLE temp.kept")
    }
  }

  /// The same where the body only looks at the database.
  func with<Value>(_ column: Column, _ sql: String, _ body: () throws -> Value) throws -> Value {
    try put(column, sql)
    let result = Result { try body() }
    try takeBack(column)
    return try result.get()
  }

  /// Makes each table anew with its columns alone, and lists those of tables that are read and have a row.
  private static func withoutConstraints(_ schema: String, _ db: Database) throws -> [Column] {
    var columns: [Column] = []
    let triggers = try String.fetchAll(db, sql: "SELECT name FROM \(schema).sqlite_schema WHERE type = 'trigger'")
    for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(schema).\"\(trigger)\"") }
    let tables = try String.fetchAll(
      db,
      sql: "SELECT name FROM \(schema).sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    for table in tables {
      let rows = try Row.fetchAll(db, sql: "SELECT name, type FROM pragma_table_info('\(table)', '\(schema)')")
      let named = rows.map { ($0[0] as String, ($0[1] as String).lowercased()) }
      let list = named.map { "\"\($0)\" \($1)" }.joined(separator: ", ")
      try db.execute(
        sql: """
          CREATE TABLE \(schema)."\(table) new" (\(list));
          INSERT INTO \(schema)."\(table) new" SELECT * FROM \(schema)."\(table)";
          DROP TABLE \(schema)."\(table)";
          ALTER TABLE \(schema)."\(table) new" RENAME TO "\(table)";
          """
      )
      guard let wanted = read[table], try Int.fetchOne(db, sql: "SELECT count(*) FROM \(schema).\"\(table)\"") ?? 0 > 0
      else {
        continue
      }
      columns += named.filter { wanted.contains($0.0) }.map {
        Column(schema: schema, table: table, name: $0, kind: kind($1))
      }
    }
    return columns
  }

  private static func kind(_ type: String) -> Column.Kind {
    if type.contains("bool") { return .flag }
    if type.contains("int") { return .integer }
    if type.contains("date") || type.contains("time") { return .time }
    if type.contains("decimal") || type.contains("real") || type.contains("double") { return .grade }
    return type == "char(32)" ? .uuid : .text
  }

  /// The columns that the commands name, by their tables.
  private static let read: [String: Set<String>] = {
    var read: [String: Set<String>] = [
      "grades_persistentcoursegrade": [
        "user_id", "course_id", "percent_grade", "letter_grade", "passed_timestamp", "modified",
      ],
      "student_courseenrollment": ["user_id", "course_id", "mode", "is_active", "created"],
      "certificates_certificateallowlist": ["user_id", "course_id", "allowlist"],
      "certificates_certificateinvalidation": [
        "generated_certificate_id", "invalidated_by_id", "active", "created", "notes",
      ],
      "certificates_certificatedateoverride": ["created", "reason"],
      "certificates_historicalgeneratedcertificate": [
        "history_date", "history_id", "history_type", "course_id", "id", "status", "mode", "grade", "user_id",
      ],
      "course_overviews_courseoverview": [
        "org", "start", "end", "certificate_available_date", "certificates_display_behavior", "cert_html_view_enabled",
      ],
      "course_modes_coursemode": ["id", "course_id", "mode_slug"],
      "user_api_userretirementstatus": ["user_id"], "django_site": ["domain"],
      "core_siteconfiguration": ["records_enabled"], "records_usergrade": ["lms_last_updated_at"],
      "sync_task": [
        "id", "key", "kind", "username", "course_run_key", "origin", "state", "attempts", "created", "not_before",
        "started", "finished", "message", "destination",
      ],
      "sync_count": ["state", "kind", "tasks"],
    ]
    for table in RecordStore.lmsTables + RecordStore.credentialsTables {
      read[table.name, default: []].formUnion(table.columns)
    }
    return read
  }()

  /// What makes the commands read more: something is owed, overridden, invalid, lost, stale, shared and historical.
  private static let oddities = """
    DELETE FROM c.credentials_usercredential WHERE id IN (5, 6);
    UPDATE c.records_usergrade SET percent_grade = '0.70' WHERE username = 'tomas' AND course_run_id = 2;
    UPDATE certificates_generatedcertificate SET status = 'audit_passing', mode = 'audit' WHERE id = 21;
    INSERT INTO certificates_certificateallowlist (allowlist, course_id, created, modified, notes, user_id)
      VALUES (1, 'course-v1:NqiX+HP101+2026T1', '2026-05-01 00:00:00', '2026-05-01 00:00:00', 'as agreed', 502);
    UPDATE certificates_generatedcertificate SET status = 'unavailable' WHERE id = 21;
    INSERT INTO certificates_certificateinvalidation (active, created, generated_certificate_id, invalidated_by_id,
      modified, notes) VALUES (1, '2026-06-01 00:00:00', 21, 1, '2026-06-01 00:00:00', 'a copy');
    INSERT INTO certificates_certificatedateoverride (date, generated_certificate_id, created, modified, reason,
      overridden_by_id) VALUES ('2026-06-20 00:00:00', 22, '2026-06-19 00:00:00', '2026-06-19 00:00:00', 'asked', 1);
    INSERT INTO c.credentials_usercredentialdateoverride (created, modified, date, user_credential_id)
      VALUES ('2026-06-19 00:00:00', '2026-06-19 00:00:00', '2026-06-21 00:00:00', 4);
    DELETE FROM course_overviews_courseoverview WHERE id NOT LIKE 'course-v1:NqiX%';
    """

  private static let tasks = """
    INSERT INTO sync_task (key, kind, username, course_run_key, origin, priority, state, attempts, created, not_before,
      started, finished, message) VALUES
      ('award-course/tomas/course-v1:NqiX+HP102+2026T1', 'award_course_certificate', 'tomas',
        'course-v1:NqiX+HP102+2026T1', 'live', 0, 'dead', 1, 1780000000000000, 1780000000000000, 1780000001000000,
        1780000002000000, '400 no such run');
    """
}
