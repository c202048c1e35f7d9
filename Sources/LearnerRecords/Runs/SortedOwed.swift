import DatabaseFile
import GRDB
import OpenEdX

/// What the LMS perhaps owes, by username, for a walk over all learners.
///
/// The tables are read once, each in its own order; SQLite sorts the few rows that matter outside memory.
struct SortedOwed {
  private var passed: SortedRows?
  private var exceptions: SortedRows?
  private let reader: RecordReader
  /// The certificates with an active invalidation.
  let invalidated: Set<Int64>

  init(_ reader: RecordReader) throws {
    self.reader = reader
    let (db, tables) = (reader.db, reader.owedTables)
    if tables.hasGrades {
      let sql = OwedTables.uncertifiedSQL("u.username", from: "main.grades_persistentcoursegrade g")
      passed = try SortedRows(db, sql + " ORDER BY u.username COLLATE BINARY")
    }
    if tables.hasExceptions {
      exceptions = try SortedRows(
        db,
        """
        SELECT u.username, a.course_id, a.allowlist FROM main.certificates_certificateallowlist a
        CROSS JOIN main.auth_user u ON u.id = a.user_id WHERE a.allowlist IS NOT 0
        ORDER BY u.username COLLATE BINARY
        """
      )
    }
    invalidated =
      try tables.hasInvalidations
      ? Set(
        StoredRow.fetchAll(
          db,
          sql: "SELECT generated_certificate_id, active FROM main.certificates_certificateinvalidation"
        ).compactMap { try $0.flag(1) ? try $0.integer(0) : nil }
      ) : []
  }

  /// Takes the rows of a name, which must not come before one that was taken already.
  mutating func take(_ name: String, into rows: inout LearnerRows) throws {
    while try passed?.advance(to: name) ?? false {
      if let passed, let run = try PassedRun(passed.text, isActive: passed.flag(4), reader) {
        rows.owe(run.courseRun, passedMode: run.mode)
      }
      try passed?.next()
    }
    while try exceptions?.advance(to: name) ?? false {
      if let exceptions, try exceptions.flag(2) { rows.owe(try exceptions.text(1), isException: true) }
      try exceptions?.next()
    }
  }
}
