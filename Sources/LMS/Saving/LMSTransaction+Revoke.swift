import GRDB
import OpenEdX

extension LMSTransaction {
  /// Marks the certificate of a learner whose grade fell as `notpassing` (<doc:CertificatesAndModes#Statuses>).
  ///
  /// - Parameters:
  ///   - grade: the new grade as text; "" and any spelling of zero are stored as "".
  ///   - mode: the mode to save; nil keeps the certificate's.
  /// - Throws: `LMSError` for an unknown user or certificate; `DatabaseError`; what a receiver throws.
  @discardableResult
  package func markNotPassing(
    username: String,
    courseRunKey: CourseKey,
    grade: String,
    mode: CourseMode? = nil
  ) throws -> GeneratedCertificate {
    let isZero = Double(grade) == 0
    return try revoke(username, courseRunKey, .notPassing, mode: mode, grade: isZero ? "" : grade)
  }

  /// Marks the certificate as `unavailable`, as staff's invalidation does; its grade is cleared
  /// (<doc:CertificatesAndModes#Statuses>).
  ///
  /// - Throws: as ``markNotPassing(username:courseRunKey:grade:mode:)`` does.
  @discardableResult
  package func invalidate(
    username: String,
    courseRunKey: CourseKey,
    mode: CourseMode? = nil
  ) throws -> GeneratedCertificate {
    try revoke(username, courseRunKey, .unavailable, mode: mode, grade: "")
  }

  /// Marks the certificate as `unverified`, for want of an ID verification; its grade is cleared
  /// (<doc:CertificatesAndModes#Statuses>).
  ///
  /// - Throws: as ``markNotPassing(username:courseRunKey:grade:mode:)`` does.
  @discardableResult
  package func markUnverified(
    username: String,
    courseRunKey: CourseKey,
    mode: CourseMode? = nil
  ) throws -> GeneratedCertificate {
    try revoke(username, courseRunKey, .unverified, mode: mode, grade: "")
  }

  /// The LMS's `_revoke_certificate`: a whole save with its `COURSE_CERT_CHANGED` first, then `COURSE_CERT_REVOKED`.
  private func revoke(
    _ username: String,
    _ courseRunKey: CourseKey,
    _ status: CertificateStatus,
    mode: CourseMode?,
    grade: String
  ) throws -> GeneratedCertificate {
    let old = try requireCertificate(username, courseRunKey)
    let name = try requireUser(username).name
    let mode = mode ?? old.mode
    try db.cachedStatement(
      sql: """
        UPDATE certificates_generatedcertificate SET status = ?, mode = ?, grade = ?, name = ?, modified_date = ?,
          error_reason = '', download_uuid = '', download_url = ''
        WHERE id = ?
        """
    ).execute(arguments: [status.rawValue, mode.rawValue, grade, name, now.databaseText, old.id])
    try writeHistory(certificateID: old.id, type: "~")
    let saved = GeneratedCertificate(
      id: old.id,
      userID: old.userID,
      username: old.username,
      courseRunKey: old.courseRunKey,
      verifyUUID: old.verifyUUID,
      status: status,
      mode: mode,
      grade: grade,
      created: old.created,
      modified: now
    )
    try send(.changed(saved.subject))
    try send(.revoked(saved.subject))
    return saved
  }
}
