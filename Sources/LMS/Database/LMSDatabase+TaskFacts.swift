import DatabaseFile
import GRDB
import OpenEdX

extension LMSDatabase {
  /// Reads, in one snapshot, what the program tasks decide from.
  ///
  /// - Throws: `DatabaseFileError`.
  package func learnerCertificates(username: String) throws(DatabaseFileError) -> LearnerCertificates {
    try reading { db in
      let user = try Self.userID(username, db)
      var certificates: [ExactText: RunFacts.Certificate] = [:]
      if let user {
        let rows = try Row.fetchCursor(
          db.cachedStatement(sql: Self.certificateSQL + " WHERE user_id = ?"),
          arguments: [user]
        )
        while let row = try rows.next() { certificates[ExactText(row[0])] = Self.certificate(row) }
      }
      return LearnerCertificates(
        username: username,
        issuanceEnabled: try LMSGates(db).issuanceEnabled,
        userID: user,
        certificates: certificates
      )
    }
  }

  /// Reads, in one snapshot, what `update_certificate_available_date_on_course_update` decides from.
  ///
  /// - Throws: `DatabaseFileError`.
  package func updateCertificateAvailableDate(
    courseRunKey: String
  ) throws(DatabaseFileError) -> UpdateCertificateAvailableDate {
    try reading { db in
      let modes = try String.fetchAll(
        db.cachedStatement(
          sql: "SELECT coalesce(mode_slug, '') FROM course_modes_coursemode WHERE course_id = ? ORDER BY id"
        ),
        arguments: [courseRunKey]
      )
      return UpdateCertificateAvailableDate(
        courseRunKey: courseRunKey,
        issuanceEnabled: try LMSGates(db).issuanceEnabled,
        settings: try CourseCertificateSettings(courseRunKey: courseRunKey, db),
        modes: modes.map(CourseMode.init(rawValue:))
      )
    }
  }

  /// Reads, in one snapshot, what `send_grade_to_credentials` decides from.
  ///
  /// - Throws: `DatabaseFileError`.
  package func sendGrade(username: String, courseRunKey: String) throws(DatabaseFileError) -> SendGrade {
    try reading { db in
      let gates = try LMSGates(db)
      let user = try Self.userID(username, db)
      var certificate: RunFacts.Certificate?
      var grade: SendGrade.Grade?
      if let user {
        let row = try Row.fetchOne(
          db.cachedStatement(sql: Self.certificateSQL + " WHERE user_id = ? AND course_id = ?"),
          arguments: [user, courseRunKey]
        )
        if let row, CodePoints.equal(row[0], courseRunKey) { certificate = Self.certificate(row) }
        grade = try Self.grade(userID: user, courseRunKey, db)
      }
      return SendGrade(
        username: username,
        courseRunKey: courseRunKey,
        issuanceEnabled: gates.issuanceEnabled,
        recordsEnabled: gates.learnerRecordsEnabled(forOrg: (try? CourseKey(courseRunKey))?.org ?? ""),
        userExists: user != nil,
        certificate: certificate,
        grade: grade
      )
    }
  }

  private func reading<Value>(_ body: (Database) throws -> Value) throws(DatabaseFileError) -> Value {
    try DatabaseFile.translating(path: file.path) { try file.reader.read(body) }
  }

  /// SQL matches names without case; what differs from the given spelling counts as absent
  /// (<doc:LMSDatabase#Text-is-compared-without-case>).
  private static func userID(_ username: String, _ db: Database) throws -> Int64? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT id, username FROM auth_user WHERE username = ?"),
      arguments: [username]
    ).flatMap { CodePoints.equal($0[1], username) ? $0[0] : nil }
  }

  private static func grade(userID: Int64, _ courseRunKey: String, _ db: Database) throws -> SendGrade.Grade? {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT course_id, coalesce(letter_grade, ''), coalesce(percent_grade, 0), modified
          FROM grades_persistentcoursegrade WHERE user_id = ? AND course_id = ?
          """
      ),
      arguments: [userID, courseRunKey]
    )
    guard let row, CodePoints.equal(row[0], courseRunKey) else { return nil }
    return SendGrade.Grade(letter: row[1], percent: row[2], modified: (row[3] as String?).flatMap { UTCTime($0) })
  }

  private static let certificateSQL = """
    SELECT coalesce(course_id, ''), coalesce(status, ''), coalesce(mode, ''), certificates_certificatedateoverride.date
    FROM certificates_generatedcertificate AS certificate
    LEFT JOIN certificates_certificatedateoverride ON generated_certificate_id = certificate.id
    """

  private static func certificate(_ row: Row) -> RunFacts.Certificate {
    RunFacts.Certificate(
      status: CertificateStatus(rawValue: row[1]),
      mode: CourseMode(rawValue: row[2]),
      dateOverride: (row[3] as String?).flatMap { UTCTime($0) }
    )
  }
}
