import DatabaseFile
import Foundation
import GRDB
import OpenEdX

extension LMSTransaction {
  /// Creates or updates the certificate of (user, run), as the LMS's generation does.
  ///
  /// Writes the row and its history row and sends `COURSE_CERT_CHANGED`, then `COURSE_CERT_AWARDED` when the status is a
  /// passing one. An existing row keeps its `verify_uuid` and its creation time.
  ///
  /// - Throws: `LMSError` for an unknown user; `DatabaseError`; what a receiver throws.
  @discardableResult
  package func saveCertificate(
    username: String,
    courseRunKey: CourseKey,
    values: CertificateValues
  ) throws -> GeneratedCertificate {
    let user = try requireUser(username)
    let key = courseRunKey.stored
    let old = try StoredRow.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT id, course_id, verify_uuid, created_date
          FROM certificates_generatedcertificate
          WHERE user_id = ? AND course_id = ?
          """
      ),
      arguments: [user.id, key]
    )
    let created = try old?.timeText(3) ?? now.databaseText
    let uuid = try old?.text(2) ?? Self.newUUID()
    let id: Int64
    if let old {
      id = try old.integer(0)
      try db.cachedStatement(
        sql: """
          UPDATE certificates_generatedcertificate SET status = ?, mode = ?, grade = ?, name = ?, modified_date = ?,
            key = '', download_url = '', error_reason = ''
          WHERE id = ?
          """
      ).execute(
        arguments: [
          values.status.rawValue, values.mode.rawValue, values.grade, user.name, now.databaseText, id,
        ]
      )
    } else {
      try db.cachedStatement(
        sql: """
          INSERT INTO certificates_generatedcertificate
            (user_id, course_id, verify_uuid, status, mode, grade, name, created_date, modified_date,
             key, distinction, download_uuid, download_url, error_reason)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, '', '', '')
          """
      ).execute(
        arguments: [
          user.id, key, uuid, values.status.rawValue, values.mode.rawValue, values.grade, user.name, created,
          now.databaseText,
        ]
      )
      id = db.lastInsertedRowID
    }
    try writeHistory(certificateID: id, type: old == nil ? "+" : "~")
    let subject = CertificateSubject(
      username: user.username,
      courseRunKey: try old?.text(1) ?? key,
      mode: values.mode,
      status: values.status
    )
    try send(.changed(subject))
    if values.status.isPassing { try send(.awarded(subject)) }
    return GeneratedCertificate(
      id: id,
      userID: user.id,
      username: user.username,
      courseRunKey: subject.courseRunKey,
      verifyUUID: uuid,
      status: values.status,
      mode: values.mode,
      grade: values.grade,
      created: UTCTime(created) ?? now,
      modified: now
    )
  }

  private static func newUUID() -> String {
    UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased()
  }
}

extension LMSTransaction {
  /// Deletes the certificate of (user, run) with what hangs on it; its history rows stay
  /// (<doc:LMSDatabase#What-a-change-leaves-behind>).
  ///
  /// Nobody is told: the LMS sends nothing for a deleted certificate, and what the deletion of its override would send
  /// finds no certificate any more (<doc:CertificatesAndModes#Date-overrides>). Credentials keeps what it holds, as
  /// `credential-orphaned`.
  ///
  /// - Throws: `LMSError` for an unknown user or certificate; `DatabaseError`.
  package func deleteCertificate(username: String, courseRunKey: CourseKey) throws {
    let certificate = try requireCertificate(username, courseRunKey)
    _ = try removeDateOverride(certificateID: certificate.id)
    try db.cachedStatement(sql: "DELETE FROM certificates_certificateinvalidation WHERE generated_certificate_id = ?")
      .execute(arguments: [certificate.id])
    try writeHistory(certificateID: certificate.id, type: "-")
    try db.cachedStatement(sql: "DELETE FROM certificates_generatedcertificate WHERE id = ?")
      .execute(arguments: [certificate.id])
  }
}
