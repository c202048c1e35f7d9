import DatabaseFile
import GRDB
import OpenEdX

extension LMSTransaction {
  /// Saves the date override of a certificate, with its history row, and tells of the certificate's change.
  ///
  /// The certificate itself is not touched, not even its modification time (<doc:CertificatesAndModes#Date-overrides>).
  ///
  /// - Parameters:
  ///   - date: the date to show, UTC; midnight by custom, which nothing enforces.
  ///   - reason: why, for the staff.
  ///   - overriddenBy: the username of the member of staff.
  /// - Throws: `LMSError` for an unknown user or certificate; `DatabaseError`; what a receiver throws.
  package func saveDateOverride(
    username: String,
    courseRunKey: CourseKey,
    date: UTCTime,
    reason: String,
    overriddenBy: String
  ) throws {
    let certificate = try requireCertificate(username, courseRunKey)
    let staff = try requireUser(overriddenBy).id
    let old = try StoredRow.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM certificates_certificatedateoverride WHERE generated_certificate_id = ?"),
      arguments: [certificate.id]
    )?.integer(0)
    if let old {
      try db.cachedStatement(
        sql: """
          UPDATE certificates_certificatedateoverride SET modified = ?, date = ?, reason = ?, overridden_by_id = ?
          WHERE id = ?
          """
      ).execute(arguments: [now.databaseText, date.databaseText, reason, staff, old])
    } else {
      try db.cachedStatement(
        sql: """
          INSERT INTO certificates_certificatedateoverride
            (created, modified, date, reason, generated_certificate_id, overridden_by_id)
          VALUES (?1, ?1, ?2, ?3, ?4, ?5)
          """
      ).execute(arguments: [now.databaseText, date.databaseText, reason, certificate.id, staff])
    }
    try writeOverrideHistory(overrideID: old ?? db.lastInsertedRowID, type: old == nil ? "+" : "~")
    try send(.changed(certificate.subject))
  }

  /// Deletes the date override of a certificate, with its history row, and tells of the certificate's change.
  ///
  /// - Returns: whether there was one; without one nothing is written or told.
  /// - Throws: `LMSError` for an unknown user or certificate; `DatabaseError`; what a receiver throws.
  @discardableResult
  package func deleteDateOverride(username: String, courseRunKey: CourseKey) throws -> Bool {
    let certificate = try requireCertificate(username, courseRunKey)
    guard try removeDateOverride(certificateID: certificate.id) else { return false }
    try send(.changed(certificate.subject))
    return true
  }

  /// Deletes the row and leaves its history; tells nobody.
  func removeDateOverride(certificateID: Int64) throws -> Bool {
    let id = try StoredRow.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM certificates_certificatedateoverride WHERE generated_certificate_id = ?"),
      arguments: [certificateID]
    )?.integer(0)
    guard let id else { return false }
    try writeOverrideHistory(overrideID: id, type: "-")
    try db.cachedStatement(sql: "DELETE FROM certificates_certificatedateoverride WHERE id = ?").execute(arguments: [id]
    )
    return true
  }

  private func writeOverrideHistory(overrideID: Int64, type: String) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO certificates_historicalcertificatedateoverride
          (id, created, modified, date, reason, generated_certificate_id, overridden_by_id, history_date, history_type)
        SELECT id, created, modified, date, reason, generated_certificate_id, overridden_by_id, ?, ?
        FROM certificates_certificatedateoverride WHERE id = ?
        """
    ).execute(arguments: [now.databaseText, type, overrideID])
  }
}
