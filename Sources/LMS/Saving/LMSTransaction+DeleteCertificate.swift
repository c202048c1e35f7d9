import GRDB
import OpenEdX

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
