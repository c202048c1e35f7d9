import DatabaseFile
import GRDB
import OpenEdX

extension LMSTransaction {
  /// Publishes a run's certificate settings: its end, pacing, display behaviour and certificate available date.
  ///
  /// They are stored as the LMS's `validate_certificate_settings` leaves them. `COURSE_CERT_DATE_CHANGE` is sent when
  /// the stored date or behaviour changed, or the end did while it is what counts; `COURSE_PACING_CHANGED` when the
  /// pacing did (<doc:LMSDatabase#Course-overviews>, <doc:CertificatesAndModes#When-certificates-are-shown>). The LMS
  /// sends the latter before its commit; here both are part of it.
  ///
  /// - Returns: the settings as stored.
  /// - Throws: `LMSError` when the LMS has no overview of exactly that run; `DatabaseError`; what a receiver throws.
  @discardableResult
  package func publishCourse(
    _ courseRunKey: CourseKey,
    settings: CourseCertificateSettings
  ) throws -> CourseCertificateSettings {
    let key = courseRunKey.stored
    let old = try certificateSettings(of: courseRunKey)
    let new = settings.normalized
    try db.cachedStatement(
      sql: """
        UPDATE course_overviews_courseoverview SET modified = ?, self_paced = ?, certificates_display_behavior = ?,
          certificate_available_date = ?, "end" = ?
        WHERE id = ?
        """
    ).execute(
      arguments: [
        now.databaseText, new.isSelfPaced, new.displayBehavior?.rawValue, new.availableDate?.databaseText,
        new.end?.databaseText, key,
      ]
    )
    if new.changesDate(from: old) { try send(.dateChanged(courseRunKey: key)) }
    if new.isSelfPaced != old.isSelfPaced { try send(.pacingChanged(courseRunKey: key)) }
    return new
  }

  /// A run's certificate settings as they are stored.
  ///
  /// - Throws: `LMSError` when the LMS has no overview of exactly that run; `DatabaseError`.
  package func certificateSettings(of courseRunKey: CourseKey) throws -> CourseCertificateSettings {
    let key = courseRunKey.stored
    guard let settings = try CourseCertificateSettings(courseRunKey: key, db) else {
      throw LMSError(code: .unknownCourseRun, description: "the LMS has no course overview of \(key)")
    }
    return settings
  }
}

extension CourseCertificateSettings {
  /// The settings of the run's overview; nil when there is none of exactly that key.
  init?(courseRunKey: String, _ db: Database) throws {
    let row = try StoredRow.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT id, self_paced, certificates_display_behavior, certificate_available_date, "end"
          FROM course_overviews_courseoverview WHERE id = ?
          """
      ),
      arguments: [courseRunKey]
    )
    guard let row, CodePoints.equal(try row.text(0), courseRunKey) else { return nil }
    try self.init(
      isSelfPaced: row.flag(1),
      displayBehavior: row.textOrNil(2).map(DisplayBehavior.init(rawValue:)),
      availableDate: row.time(3),
      end: row.time(4)
    )
  }
}
