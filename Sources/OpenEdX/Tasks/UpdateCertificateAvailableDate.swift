/// The decision of the LMS's task `update_certificate_available_date_on_course_update` (<doc:SyncFlow#Dates>).
///
/// The task that it starts in the LMS, which picks the mode and posts, is a part of it here.
package struct UpdateCertificateAvailableDate: Sendable {
  /// The run as the task carries it.
  package var courseRunKey: String
  /// `CredentialsApiConfig`: enabled and with learner issuance.
  package var issuanceEnabled: Bool
  /// The settings of the run's overview; nil when the LMS has none.
  package var settings: CourseCertificateSettings?
  /// The slugs of the run's `coursemode` rows, expired ones too, one for each currency.
  package var modes: [CourseMode]
  /// The LMS setting `DISABLE_HONOR_CERTIFICATES`.
  package var honorCertificatesDisabled = false

  /// Takes the facts.
  package init(
    courseRunKey: String,
    issuanceEnabled: Bool,
    settings: CourseCertificateSettings?,
    modes: [CourseMode]
  ) {
    self.courseRunKey = courseRunKey
    self.issuanceEnabled = issuanceEnabled
    self.settings = settings
    self.modes = modes
  }

  /// What the task posts.
  ///
  /// The LMS sends its own mode, and always true for `is_active`. Another type than the stored one answers 500, because
  /// a run has one configuration, and true would activate what somebody has switched off; so both are kept as they are
  /// stored. Where the date that counts is empty the LMS sends the text "None", which Credentials refuses ten times; here
  /// it is sent as what it means, no date. A behaviour that the LMS does not know ends its task in an error each time;
  /// here it is a reason to skip.
  ///
  /// - Parameter stored: the run's configuration in Credentials; nil when there is none yet.
  /// - Throws: `TaskObstacle` for the step that ends the task.
  package func post(stored: StoredCourseCertificate? = nil) throws(TaskObstacle) -> CourseCertificatePost {
    try TaskObstacle.requireIssuance(issuanceEnabled)
    _ = try TaskObstacle.requireKey(courseRunKey)
    guard let settings else { throw .skip("the LMS has no course overview of \(courseRunKey)") }
    let date = try availableDate(settings)
    let certified = modes.filter { $0.isSent(honorCertificatesDisabled: honorCertificatesDisabled) }
    guard let mode = certified.first, certified.count == 1 else {
      throw .skip("course run \(courseRunKey) has \(certified.count) certificate modes, and exactly one is needed")
    }
    return CourseCertificatePost(
      courseRunKey: courseRunKey,
      mode: stored?.mode ?? mode,
      availableDate: date,
      isActive: stored?.isActive ?? true
    )
  }

  private func availableDate(_ settings: CourseCertificateSettings) throws(TaskObstacle) -> UTCTime? {
    switch settings.computedDate {
    case .date(let date): return date
    case .unknown(.noDate): return nil
    case .unknown:
      let word = settings.displayBehavior?.rawValue ?? ""
      throw .skip("the display behavior “\(word)” of \(courseRunKey) is none that the LMS knows")
    }
  }
}

/// A run's certificate configuration as Credentials holds it (`credentials_coursecertificate`).
package struct StoredCourseCertificate: Sendable, Hashable {
  /// Its certificate type.
  package let mode: CourseMode
  /// Whether awards are taken for it.
  package let isActive: Bool
  /// From when on certificates are shown, UTC; nil for at once.
  package let availableDate: UTCTime?

  /// Takes the configuration's values.
  package init(mode: CourseMode, isActive: Bool, availableDate: UTCTime?) {
    self.mode = mode
    self.isActive = isActive
    self.availableDate = availableDate
  }
}

/// The body of the LMS's post for a run's certificate configuration (<doc:SyncFlow#Dates>).
package struct CourseCertificatePost: Sendable, Hashable {
  /// The run.
  package let courseRunKey: String
  /// The configuration's type: the run's one certificate mode, or what is stored.
  package let mode: CourseMode
  /// From when on certificates are shown, UTC; nil for at once.
  package let availableDate: UTCTime?
  /// Whether awards are taken for the configuration.
  package let isActive: Bool

  /// Takes the parts of the body.
  package init(courseRunKey: String, mode: CourseMode, availableDate: UTCTime?, isActive: Bool = true) {
    self.courseRunKey = courseRunKey
    self.mode = mode
    self.availableDate = availableDate
    self.isActive = isActive
  }

  /// The body as JSON.
  package var json: JSONValue {
    [
      "course_id": .string(courseRunKey), "certificate_type": .string(mode.rawValue),
      "certificate_available_date": availableDate.map { .string($0.isoFormat) } ?? nil, "is_active": .bool(isActive),
    ]
  }
}
