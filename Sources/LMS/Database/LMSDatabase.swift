import DatabaseFile
import GRDB
import OpenEdX

/// `lms.sqlite`: certificates, grades and configuration in the LMS's own schema.
package struct LMSDatabase: Sendable {
  /// The opened file.
  package let file: DatabaseFile
  /// Those who are told of each save, inside its transaction.
  package let receivers: [any SignalReceiver]
  private let clock: @Sendable () -> UTCTime

  /// Opens an existing database.
  ///
  /// - Parameters:
  ///   - receivers: told of each save, inside its transaction; see ``SignalReceiver``.
  ///   - clock: the time that saves are stamped with.
  /// - Throws: `DatabaseFileError` that names the file, and the table or column that is missing.
  package init(
    path: String,
    access: DatabaseAccess,
    receivers: [any SignalReceiver] = [],
    clock: @escaping @Sendable () -> UTCTime = { .now }
  ) throws(DatabaseFileError) {
    file = try DatabaseFile(path: path, access: access, requires: LMSSchema.requiredTables, not: .ofCredentials)
    self.receivers = receivers
    self.clock = clock
  }

  private init(file: DatabaseFile, receivers: [any SignalReceiver], clock: @escaping @Sendable () -> UTCTime) {
    self.file = file
    self.receivers = receivers
    self.clock = clock
  }

  /// Makes a new file with the LMS's tables, empty.
  ///
  /// - Throws: `DatabaseFileError`; what was begun is removed.
  package static func create(path: String) throws(DatabaseFileError) {
    try DatabaseFile.create(path: path, schema: LMSSchema.sql + LMSSchema.changeLog)
  }

  /// The same database, which tells other receivers of its saves.
  package func telling(_ receivers: [any SignalReceiver]) -> LMSDatabase {
    LMSDatabase(file: file, receivers: receivers, clock: clock)
  }

  /// Runs one transaction of changes (BEGIN IMMEDIATE).
  ///
  /// All of it is committed when `body` returns, and none of it when `body` throws or the process dies: rows, history
  /// and what the receivers wrote.
  ///
  /// - Throws: `DatabaseFileError` for what SQLite reports; `LMSError` and others as `body` throws them.
  package func transaction<Value>(_ body: (LMSTransaction) throws -> Value) throws -> Value {
    let writer = try requireWriter()
    do {
      return try writer.write { db in try body(LMSTransaction(db: db, receivers: receivers, now: clock())) }
    } catch let error as DatabaseError {
      throw DatabaseFileError(error, path: file.path)
    }
  }

  /// Runs one transaction of changes without blocking the caller's thread.
  ///
  /// Cancelling the surrounding task before the commit rolls the transaction back.
  ///
  /// - Throws: as the blocking form does, and `CancellationError`.
  package func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (LMSTransaction) throws -> Value
  ) async throws -> Value {
    let writer = try requireWriter()
    do {
      return try await writer.write { db in try body(LMSTransaction(db: db, receivers: receivers, now: clock())) }
    } catch let error as DatabaseError {
      throw DatabaseFileError(error, path: file.path)
    }
  }

  private func requireWriter() throws(DatabaseFileError) -> DatabasePool {
    guard let writer = file.writer else {
      throw DatabaseFileError(
        .unwritable,
        path: file.path,
        reason: "the deployment is open for reading only",
        remedy: "Start without \(OptionName.readOnly) to change it."
      )
    }
    return writer
  }
}

/// A change that the LMS's data does not allow.
package struct LMSError: Error, Sendable, CustomStringConvertible {
  /// What kind of trouble it is.
  package enum Code: Sendable {
    /// No user of that name.
    case unknownUser
    /// No certificate of that user in that run.
    case unknownCertificate
    /// No course overview of that run.
    case unknownCourseRun
  }

  /// What kind of trouble it is.
  package let code: Code
  /// One line that names the thing and the reason.
  package let description: String
}

/// The tables of the LMS that this room makes, reads and writes.
package enum LMSSchema {
  /// The statements that make an empty LMS database.
  package static var sql: String { String(decoding: PackageResources.lms_schema_sql, as: UTF8.self) }

  /// What a database must hold to be opened; other tables and columns are ignored.
  package static let requiredTables: [RequiredTable] = [
    RequiredTable("auth_user", ["id", "username", "email"]),
    RequiredTable("auth_userprofile", ["user_id", "name"]),
    RequiredTable(
      "certificates_generatedcertificate",
      ["id", "user_id", "course_id", "status", "mode", "grade", "verify_uuid", "created_date", "modified_date"]
    ),
    RequiredTable("certificates_certificatedateoverride", ["date", "generated_certificate_id"]),
    RequiredTable("course_overviews_courseoverview", ["id", "org", "display_name", "self_paced"]),
    RequiredTable(
      "credentials_credentialsapiconfig",
      ["id", "change_date", "enabled", "enable_learner_issuance"]
    ),
    RequiredTable("site_configuration_siteconfiguration", ["id", "enabled", "site_values"]),
    RequiredTable("grades_persistentcoursegrade", ["user_id", "course_id", "percent_grade", "letter_grade"]),
  ]
}
