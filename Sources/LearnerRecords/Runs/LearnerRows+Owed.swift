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

  /// Runs that somebody has passed and is enrolled in, without a certificate: the columns that were asked for, then the
  /// run's key and the enrolment's mode.
  ///
  /// - Parameter source: grades as `g`.
  static func uncertifiedSQL(_ columns: String, from source: String) -> String {
    """
    SELECT \(columns), g.course_id, e.mode FROM \(source)
    CROSS JOIN main.student_courseenrollment e ON e.user_id = g.user_id AND e.course_id = g.course_id
    CROSS JOIN main.auth_user u ON u.id = g.user_id
    WHERE g.letter_grade <> '' AND e.is_active AND NOT EXISTS (
      SELECT 1 FROM main.certificates_generatedcertificate c WHERE c.user_id = g.user_id AND c.course_id = g.course_id)
    """
  }

  /// The same with a certificate of the audit track.
  ///
  /// - Parameter source: certificates as `c`.
  static func auditedSQL(_ columns: String, from source: String) -> String {
    """
    SELECT \(columns), c.course_id, e.mode FROM \(source)
    CROSS JOIN main.student_courseenrollment e ON e.user_id = c.user_id AND e.course_id = c.course_id
    CROSS JOIN main.grades_persistentcoursegrade g ON g.user_id = c.user_id AND g.course_id = c.course_id
    CROSS JOIN main.auth_user u ON u.id = c.user_id
    WHERE c.status IN ('audit_passing', 'audit_notpassing') AND g.letter_grade <> '' AND e.is_active
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
      let statement = try db.cachedStatement(sql: "SELECT id, course_id, mode FROM (\(passed)) WHERE \(isWanted)")
      let rows = try StoredRow.fetchCursor(
        statement,
        arguments: StatementArguments([users, users, keys].compactMap { $0 })
      )
      while let row = try rows.next() {
        if try sentMode(row.text(2)) != nil { owed.insert(try row.integer(0)) }
      }
    }
    if owedTables.hasExceptions {
      let exceptions = try StoredRow.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT a.user_id FROM main.certificates_certificateallowlist a WHERE a.allowlist AND a.\(isWanted)
            """
        ),
        arguments: [keys]
      )
      while let row = try exceptions.next() { owed.insert(try row.integer(0)) }
    }
    return owed
  }

  /// Loads which learners with a certificate of the audit track have passed and are enrolled in another one by now.
  func loadUpgrades(_ rows: inout [LearnerRows]) throws {
    guard owedTables.hasGrades else { return }
    let ids = rows.map { row in
      row.certificates.contains { $0.status.isAudit } ? row.learner.lmsUserID.map(String.init) ?? "null" : "null"
    }
    guard ids.contains(where: { $0 != "null" }) else { return }
    let source = "json_each(?) j CROSS JOIN main.certificates_generatedcertificate c ON c.user_id = j.value"
    let statement = try db.cachedStatement(sql: OwedTables.auditedSQL("j.key", from: source))
    let cursor = try StoredRow.fetchCursor(statement, arguments: ["[" + ids.joined(separator: ",") + "]"])
    while let row = try cursor.next() {
      guard let mode = sentMode(try row.text(2)) else { continue }
      try rows[row.count(0)].owe(row.text(1), passedMode: mode)
    }
  }

  /// Loads what the LMS perhaps owes some learners.
  func loadOwed(_ learners: [Learner], into result: inout [LearnerRows]) throws {
    let ids = "[" + learners.map { $0.lmsUserID.map(String.init) ?? "null" }.joined(separator: ",") + "]"
    if owedTables.hasGrades {
      let statement = try db.cachedStatement(sql: OwedTables.passedSQL("j.key", ofUsers: true))
      let rows = try StoredRow.fetchCursor(statement, arguments: [ids, ids])
      while let row = try rows.next() {
        guard let mode = sentMode(try row.text(2)) else { continue }
        try result[row.count(0)].owe(row.text(1), passedMode: mode)
      }
    }
    if owedTables.hasExceptions {
      let statement = try db.cachedStatement(
        sql: """
          SELECT j.key, a.course_id FROM json_each(?) j
          CROSS JOIN main.certificates_certificateallowlist a ON a.user_id = j.value WHERE a.allowlist
          """
      )
      let rows = try StoredRow.fetchCursor(statement, arguments: [ids])
      while let row = try rows.next() { try result[row.count(0)].owe(row.text(1), isException: true) }
    }
    guard owedTables.hasInvalidations else { return }
    let certificates = RecordReader.json(result.flatMap(\.certificates).filter { !$0.status.isValid }.map(\.id))
    guard certificates != "[]" else { return }
    let rows = try StoredRow.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT i.generated_certificate_id FROM json_each(?) j
          CROSS JOIN main.certificates_certificateinvalidation i ON i.generated_certificate_id = j.value WHERE i.active
          """
      ),
      arguments: [certificates]
    )
    let invalidated = Set(try rows.map { try $0.integer(0) })
    guard !invalidated.isEmpty else { return }
    for place in result.indices {
      for index in result[place].certificates.indices
      where invalidated.contains(result[place].certificates[index].id) {
        result[place].certificates[index].isInvalidated = true
      }
    }
  }
}
