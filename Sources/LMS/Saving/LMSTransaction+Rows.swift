import DatabaseFile
import GRDB
import OpenEdX

extension LMSTransaction {
  /// One history row per save or deletion, as django-simple-history writes it; `history_id` is the change feed's cursor.
  ///
  /// - Parameter type: “+” for an insert, “~” for an update, “-” for a deletion, before which it is written.
  func writeHistory(certificateID: Int64, type: String) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO certificates_historicalgeneratedcertificate
          (id, course_id, verify_uuid, grade, key, distinction, status, mode, name, created_date, modified_date,
           download_uuid, download_url, error_reason, history_date, history_type, user_id)
        SELECT id, course_id, verify_uuid, grade, key, distinction, status, mode, name, created_date, modified_date,
           download_uuid, download_url, error_reason, ?, ?, user_id
        FROM certificates_generatedcertificate WHERE id = ?
        """
    ).execute(arguments: [now.databaseText, type, certificateID])
  }

  /// The user of exactly that name, with the profile's name.
  func requireUser(_ username: String) throws -> (id: Int64, username: String, name: String) {
    let row = try StoredRow.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT auth_user.id, username, auth_userprofile.name
          FROM auth_user LEFT JOIN auth_userprofile ON auth_userprofile.user_id = auth_user.id
          WHERE username = ?
          """
      ),
      arguments: [username]
    )
    guard let row, CodePoints.equal(try row.text(1), username) else {
      throw LMSError(code: .unknownUser, description: "the LMS has no user “\(username)”")
    }
    return (try row.integer(0), try row.text(1), try row.text(2))
  }

  /// The certificate of (user, run) as it stands.
  func requireCertificate(_ username: String, _ courseRunKey: CourseKey) throws -> GeneratedCertificate {
    let user = try requireUser(username)
    let row = try StoredRow.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT id, course_id, verify_uuid, status, mode, grade, created_date, modified_date
          FROM certificates_generatedcertificate WHERE user_id = ? AND course_id = ?
          """
      ),
      arguments: [user.id, courseRunKey.stored]
    )
    guard let row else {
      throw LMSError(
        code: .unknownCertificate,
        description: "the LMS has no certificate of “\(username)” in \(courseRunKey.stored)"
      )
    }
    return try GeneratedCertificate(
      id: row.integer(0),
      userID: user.id,
      username: user.username,
      courseRunKey: row.text(1),
      verifyUUID: row.text(2),
      status: CertificateStatus(rawValue: row.text(3)),
      mode: CourseMode(rawValue: row.text(4)),
      grade: row.text(5),
      created: row.time(6) ?? now,
      modified: row.time(7) ?? now
    )
  }
}

extension GeneratedCertificate {
  /// What a signal says about it.
  var subject: CertificateSubject {
    CertificateSubject(username: username, courseRunKey: courseRunKey, mode: mode, status: status)
  }
}
