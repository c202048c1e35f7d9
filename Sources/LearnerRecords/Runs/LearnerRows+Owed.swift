import DatabaseFile
import GRDB
import OpenEdX

/// The LMS's tables that tell what it owes a learner; a copy may lack them.
struct OwedTables {
  /// Whether grades and enrolments are there.
  let hasGrades: Bool
  let hasExceptions: Bool
  let hasInvalidations: Bool

  init(_ db: Database) throws {
    func has(_ table: String) throws -> Bool { try db.tableExists(table, in: "main") }
    hasGrades = try has("grades_persistentcoursegrade") && has("student_courseenrollment")
    hasExceptions = try has("certificates_certificateallowlist")
    hasInvalidations = try has("certificates_certificateinvalidation")
  }

  /// Runs that somebody has perhaps passed and is enrolled in, without a certificate: the columns that were asked for, then
  /// those that ``PassedRun`` reads.
  ///
  /// SQL leaves out only what is plainly no: it would take a word for false, and bytes for a letter.
  ///
  /// - Parameter source: grades as `g`.
  static func uncertifiedSQL(_ columns: String, from source: String) -> String {
    """
    SELECT \(columns), g.course_id, e.mode, g.letter_grade, e.is_active FROM \(source)
    CROSS JOIN main.student_courseenrollment e ON e.user_id = g.user_id AND e.course_id = g.course_id
    CROSS JOIN main.auth_user u ON u.id = g.user_id
    WHERE g.letter_grade <> '' AND e.is_active IS NOT 0 AND NOT EXISTS (
      SELECT 1 FROM main.certificates_generatedcertificate c WHERE c.user_id = g.user_id AND c.course_id = g.course_id)
    """
  }

  /// The same with a certificate of the audit track.
  ///
  /// - Parameter source: certificates as `c`.
  static func auditedSQL(_ columns: String, from source: String) -> String {
    """
    SELECT \(columns), c.course_id, e.mode, g.letter_grade, e.is_active FROM \(source)
    CROSS JOIN main.student_courseenrollment e ON e.user_id = c.user_id AND e.course_id = c.course_id
    CROSS JOIN main.grades_persistentcoursegrade g ON g.user_id = c.user_id AND g.course_id = c.course_id
    CROSS JOIN main.auth_user u ON u.id = c.user_id
    WHERE c.status IN ('audit_passing', 'audit_notpassing') AND g.letter_grade <> '' AND e.is_active IS NOT 0
    """
  }

  /// Both of all users, or of those whose ids are given as a JSON list, twice.
  static func passedSQL(_ columns: String, ofUsers: Bool) -> String {
    let (grades, certificates) = ("main.grades_persistentcoursegrade", "main.certificates_generatedcertificate")
    let sources =
      ofUsers
      ? [
        "json_each(?) j CROSS JOIN \(grades) g ON g.user_id = j.value",
        "json_each(?) j CROSS JOIN \(certificates) c ON c.user_id = j.value",
      ]
      : ["\(grades) g", "\(certificates) c"]
    return uncertifiedSQL(columns, from: sources[0]) + " UNION ALL " + auditedSQL(columns, from: sources[1])
  }
}

/// A run that somebody has passed, in which they are enrolled in a mode whose certificates the LMS sends.
struct PassedRun {
  let courseRun: String
  let mode: CourseMode

  /// Reads the columns of ``OwedTables/uncertifiedSQL(_:from:)`` behind the one that was asked for.
  ///
  /// - Returns: nil when it is not passed, or the enrolment is not active or of another mode.
  /// - Throws: `DatabaseFileError` for a value that cannot be meant.
  init?(_ row: StoredRow, _ reader: RecordReader) throws {
    guard try row.flag(4), try !row.text(3).isEmpty, let mode = reader.sentMode(try row.text(2)) else { return nil }
    (courseRun, self.mode) = (try row.text(1), mode)
  }
}

extension RecordReader {
  /// The mode, if the LMS sends certificates of it to Credentials.
  func sentMode(_ text: String) -> CourseMode? {
    let mode = CourseMode(rawValue: text)
    return mode.isSent(honorCertificatesDisabled: lms.honorCertificatesDisabled) ? mode : nil
  }

  /// The LMS users to whom the LMS perhaps owes a certificate of some runs.
  ///
  /// - Parameters:
  ///   - keys: the runs' keys, as a JSON list; compared without case.
  ///   - users: the ids of the users to look at, as a JSON list; nil for all.
  func owedUsers(keys: String, users: String? = nil) throws -> Set<Int64> {
    var owed: Set<Int64> = []
    let isWanted = "course_id COLLATE NOCASE IN (SELECT value FROM json_each(?))"
    if owedTables.hasGrades {
      let passed = OwedTables.passedSQL("u.id", ofUsers: users != nil)
      let statement = try db.cachedStatement(
        sql: "SELECT id, course_id, mode, letter_grade, is_active FROM (\(passed)) WHERE \(isWanted)"
      )
      let rows = try StoredRow.fetchCursor(
        statement,
        arguments: StatementArguments([users, users, keys].compactMap { $0 })
      )
      while let row = try rows.next() {
        if try PassedRun(row, self) != nil { owed.insert(try row.integer(0)) }
      }
    }
    if owedTables.hasExceptions {
      let exceptions = try StoredRow.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT a.user_id, a.allowlist FROM main.certificates_certificateallowlist a
            WHERE a.allowlist IS NOT 0 AND a.\(isWanted)
            """
        ),
        arguments: [keys]
      )
      while let row = try exceptions.next() {
        if try row.flag(1) { owed.insert(try row.integer(0)) }
      }
    }
    return owed
  }

  /// Loads which learners with a certificate of the audit track have passed and are enrolled in another one by now.
  ///
  /// - Parameter rows: with their certificates, which are not read again.
  func loadUpgrades(_ rows: [LearnerRows]) throws {
    guard owedTables.hasGrades else { return }
    var audited: [(rows: LearnerRows, courseRun: String)] = []
    for row in rows {
      for place in row.certificates.indices where row.certificates[place].status.isAudit {
        audited.append((row, row.certificates[place].courseRun))
      }
    }
    guard !audited.isEmpty else { return }
    let statement = try db.cachedStatement(
      sql: """
        SELECT j.key, '', e.mode, g.letter_grade, e.is_active FROM json_each(?) j
        CROSS JOIN main.student_courseenrollment e
          ON e.user_id = CAST(json_extract(j.value, '$[0]') AS INTEGER) AND e.course_id = json_extract(j.value, '$[1]')
        CROSS JOIN main.grades_persistentcoursegrade g
          ON g.user_id = e.user_id AND g.course_id = json_extract(j.value, '$[1]')
        WHERE g.letter_grade <> '' AND e.is_active IS NOT 0
        """
    )
    let pairs = try Self.json(audited.map { ["\($0.rows.learner.lmsUserID ?? 0)", $0.courseRun] })
    let cursor = try StoredRow.fetchCursor(statement, arguments: [pairs])
    while let row = try cursor.next() {
      guard let run = try PassedRun(row, self) else { continue }
      let (rows, courseRun) = audited[try row.count(0)]
      rows.owe(courseRun, passedMode: run.mode)
    }
  }

  /// Loads what the LMS perhaps owes some learners.
  func loadOwed(_ learners: [Learner], into result: inout [LearnerRows]) throws {
    let ids = "[" + learners.map { $0.lmsUserID.map(String.init) ?? "null" }.joined(separator: ",") + "]"
    if owedTables.hasGrades {
      let statement = try db.cachedStatement(sql: OwedTables.passedSQL("j.key", ofUsers: true))
      let rows = try StoredRow.fetchCursor(statement, arguments: [ids, ids])
      while let row = try rows.next() {
        guard let run = try PassedRun(row, self) else { continue }
        result[try row.count(0)].owe(run.courseRun, passedMode: run.mode)
      }
    }
    if owedTables.hasExceptions {
      let statement = try db.cachedStatement(
        sql: """
          SELECT j.key, a.course_id, a.allowlist FROM json_each(?) j
          CROSS JOIN main.certificates_certificateallowlist a ON a.user_id = j.value WHERE a.allowlist IS NOT 0
          """
      )
      let rows = try StoredRow.fetchCursor(statement, arguments: [ids])
      while let row = try rows.next() {
        if try row.flag(2) { result[try row.count(0)].owe(try row.text(1), isException: true) }
      }
    }
    guard owedTables.hasInvalidations else { return }
    let certificates = RecordReader.json(result.flatMap(\.certificates).filter { !$0.status.isValid }.map(\.id))
    guard certificates != "[]" else { return }
    let rows = try StoredRow.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT i.generated_certificate_id, i.active FROM json_each(?) j
          CROSS JOIN main.certificates_certificateinvalidation i ON i.generated_certificate_id = j.value
          WHERE i.active IS NOT 0
          """
      ),
      arguments: [certificates]
    )
    let invalidated = Set(try rows.compactMap { try $0.flag(1) ? try $0.integer(0) : nil })
    guard !invalidated.isEmpty else { return }
    for place in result.indices {
      for index in result[place].certificates.indices
      where invalidated.contains(result[place].certificates[index].id) {
        result[place].certificates[index].isInvalidated = true
      }
    }
  }
}
