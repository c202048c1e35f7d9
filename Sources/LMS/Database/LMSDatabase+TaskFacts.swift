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
        let rows = try StoredRow.fetchCursor(
          db.cachedStatement(sql: Self.certificateSQL + " WHERE user_id = ?"),
          arguments: [user]
        )
        while let row = try rows.next() { certificates[ExactText(try row.text(0))] = try Self.certificate(row) }
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
      let modes = try StoredRow.fetchAll(
        db.cachedStatement(
          sql: "SELECT mode_slug FROM course_modes_coursemode WHERE course_id = ? ORDER BY id"
        ),
        arguments: [courseRunKey]
      )
      return UpdateCertificateAvailableDate(
        courseRunKey: courseRunKey,
        issuanceEnabled: try LMSGates(db).issuanceEnabled,
        settings: try CourseCertificateSettings(courseRunKey: courseRunKey, db),
        modes: try modes.map { CourseMode(rawValue: try $0.text(0)) }
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
        let row = try StoredRow.fetchOne(
          db.cachedStatement(sql: Self.certificateSQL + " WHERE user_id = ? AND course_id = ?"),
          arguments: [user, courseRunKey]
        )
        if let row, CodePoints.equal(try row.text(0), courseRunKey) { certificate = try Self.certificate(row) }
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

  /// Reads, in one snapshot, the ids of accounts by their usernames; names without an account are left out.
  ///
  /// - Throws: `DatabaseFileError`.
  package func userIDs(of usernames: [String]) throws(DatabaseFileError) -> [ExactText: Int64] {
    try reading { db in
      var ids: [ExactText: Int64] = [:]
      for name in usernames where ids[ExactText(name)] == nil { ids[ExactText(name)] = try Self.userID(name, db) }
      return ids
    }
  }

  /// SQL matches names without case; what differs from the given spelling counts as absent
  /// (<doc:LMSDatabase#Text-is-compared-without-case>).
  private static func userID(_ username: String, _ db: Database) throws -> Int64? {
    try StoredRow.fetchOne(
      db.cachedStatement(sql: "SELECT id, username FROM auth_user WHERE username = ?"),
      arguments: [username]
    ).flatMap { CodePoints.equal(try $0.text(1), username) ? try $0.integer(0) : nil }
  }

  private static func grade(userID: Int64, _ courseRunKey: String, _ db: Database) throws -> SendGrade.Grade? {
    let row = try StoredRow.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT course_id, letter_grade, percent_grade, modified
          FROM grades_persistentcoursegrade WHERE user_id = ? AND course_id = ?
          """
      ),
      arguments: [userID, courseRunKey]
    )
    guard let row, CodePoints.equal(try row.text(0), courseRunKey) else { return nil }
    return try SendGrade.Grade(letter: row.text(1), percent: row.grade(2), modified: row.time(3))
  }

  private static let certificateSQL = """
    SELECT course_id, status, mode, certificates_certificatedateoverride.date
    FROM certificates_generatedcertificate AS certificate
    LEFT JOIN certificates_certificatedateoverride ON generated_certificate_id = certificate.id
    """

  private static func certificate(_ row: StoredRow) throws -> RunFacts.Certificate {
    try RunFacts.Certificate(
      status: CertificateStatus(rawValue: row.text(1)),
      mode: CourseMode(rawValue: row.text(2)),
      dateOverride: row.time(3)
    )
  }
}
