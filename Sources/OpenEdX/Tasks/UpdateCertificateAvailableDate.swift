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
  /// Where the date that counts is empty the LMS sends the text "None", which Credentials refuses ten times; here it is
  /// sent as what it means, no date. A behaviour that the LMS does not know ends its task in an error each time; here
  /// it is a reason to skip.
  ///
  /// - Throws: `TaskObstacle` for the step that ends the task.
  package func post() throws(TaskObstacle) -> CourseCertificatePost {
    try TaskObstacle.requireIssuance(issuanceEnabled)
    _ = try TaskObstacle.requireKey(courseRunKey)
    guard let settings else { throw .skip("the LMS has no course overview of \(courseRunKey)") }
    let date = try availableDate(settings)
    let certified = modes.filter { $0.isSent(honorCertificatesDisabled: honorCertificatesDisabled) }
    guard let mode = certified.first, certified.count == 1 else {
      throw .skip("course run \(courseRunKey) has \(certified.count) certificate modes, and exactly one is needed")
    }
    return CourseCertificatePost(courseRunKey: courseRunKey, mode: mode, availableDate: date)
  }

  private func availableDate(_ settings: CourseCertificateSettings) throws(TaskObstacle) -> UTCTime? {
    if settings.isSelfPaced { return nil }
    switch settings.displayBehavior {
    case .earlyNoInfo: return nil
    case .endWithDate: return settings.availableDate
    case .end: return settings.end
    default:
      let word = settings.displayBehavior?.rawValue ?? ""
      throw .skip("the display behavior “\(word)” of \(courseRunKey) is none that the LMS knows")
    }
  }
}

/// The body of the LMS's post for a run's certificate configuration (<doc:SyncFlow#Dates>).
package struct CourseCertificatePost: Sendable, Hashable {
  /// The run.
  package let courseRunKey: String
  /// The run's one certificate mode.
  package let mode: CourseMode
  /// From when on certificates are shown, UTC; nil for at once.
  package let availableDate: UTCTime?

  /// Takes the parts of the body.
  package init(courseRunKey: String, mode: CourseMode, availableDate: UTCTime?) {
    self.courseRunKey = courseRunKey
    self.mode = mode
    self.availableDate = availableDate
  }

  /// The body as JSON.
  package var json: JSONValue {
    [
      "course_id": .string(courseRunKey), "certificate_type": .string(mode.rawValue),
      "certificate_available_date": availableDate.map { .string($0.isoFormat) } ?? nil, "is_active": true,
    ]
  }
}
