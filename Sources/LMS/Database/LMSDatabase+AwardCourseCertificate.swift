import DatabaseFile
import GRDB
import OpenEdX

extension LMSDatabase {
  /// Reads, in one snapshot, what `award_course_certificate` decides from.
  ///
  /// SQL matches names without case, as MySQL does; what differs from the given spelling counts as absent, as it does
  /// in the LMS, which then compares in Python (<doc:LMSDatabase#Text-is-compared-without-case>).
  ///
  /// - Throws: `DatabaseFileError`.
  package func awardCourseCertificate(
    username: String,
    courseRunKey: String
  ) throws(DatabaseFileError) -> AwardCourseCertificate {
    try DatabaseFile.translating(path: file.path) {
      try file.reader.read { db in
        let gates = try LMSGates(db)
        let user = try StoredRow.fetchOne(
          db.cachedStatement(sql: "SELECT id, username FROM auth_user WHERE username = ?"),
          arguments: [username]
        ).flatMap { CodePoints.equal(try $0.text(1), username) ? $0 : nil }
        let overview = try StoredRow.fetchOne(
          db.cachedStatement(sql: "SELECT id FROM course_overviews_courseoverview WHERE id = ?"),
          arguments: [courseRunKey]
        )
        return AwardCourseCertificate(
          username: username,
          courseRunKey: courseRunKey,
          issuanceEnabled: gates.issuanceEnabled,
          userExists: user != nil,
          certificate: try user.flatMap { try Self.certificate(db, userID: $0.integer(0), courseRunKey: courseRunKey) },
          hasOverview: try overview.map { CodePoints.equal(try $0.text(0), courseRunKey) } ?? false
        )
      }
    }
  }

  private static func certificate(
    _ db: Database,
    userID: Int64,
    courseRunKey: String
  ) throws -> RunFacts.Certificate? {
    let row = try StoredRow.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT course_id, status, mode, certificates_certificatedateoverride.date
          FROM certificates_generatedcertificate AS certificate
          LEFT JOIN certificates_certificatedateoverride ON generated_certificate_id = certificate.id
          WHERE user_id = ? AND course_id = ?
          """
      ),
      arguments: [userID, courseRunKey]
    )
    guard let row, CodePoints.equal(try row.text(0), courseRunKey) else { return nil }
    return try RunFacts.Certificate(
      status: CertificateStatus(rawValue: row.text(1)),
      mode: CourseMode(rawValue: row.text(2)),
      dateOverride: row.time(3)
    )
  }
}
