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
        let user = try Row.fetchOne(
          db.cachedStatement(sql: "SELECT id, username FROM auth_user WHERE username = ?"),
          arguments: [username]
        ).flatMap { CodePoints.equal($0[1], username) ? $0 : nil }
        let overview = try String.fetchOne(
          db.cachedStatement(sql: "SELECT id FROM course_overviews_courseoverview WHERE id = ?"),
          arguments: [courseRunKey]
        )
        return AwardCourseCertificate(
          username: username,
          courseRunKey: courseRunKey,
          issuanceEnabled: gates.issuanceEnabled,
          userExists: user != nil,
          certificate: try user.flatMap { try Self.certificate(db, userID: $0[0], courseRunKey: courseRunKey) },
          hasOverview: overview.map { CodePoints.equal($0, courseRunKey) } ?? false
        )
      }
    }
  }

  private static func certificate(
    _ db: Database,
    userID: Int64,
    courseRunKey: String
  ) throws -> RunFacts.Certificate? {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT course_id, coalesce(status, ''), coalesce(mode, ''), certificates_certificatedateoverride.date
          FROM certificates_generatedcertificate AS certificate
          LEFT JOIN certificates_certificatedateoverride ON generated_certificate_id = certificate.id
          WHERE user_id = ? AND course_id = ?
          """
      ),
      arguments: [userID, courseRunKey]
    )
    guard let row, CodePoints.equal(row[0], courseRunKey) else { return nil }
    return RunFacts.Certificate(
      status: CertificateStatus(rawValue: row[1]),
      mode: CourseMode(rawValue: row[2]),
      dateOverride: (row[3] as String?).flatMap { UTCTime($0) }
    )
  }
}
