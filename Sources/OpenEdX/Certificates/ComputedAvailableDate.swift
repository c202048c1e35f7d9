/// The certificate available date that the LMS computes for a course run and sends to Credentials (<doc:SyncFlow#Dates>).
package enum ComputedAvailableDate: Sendable, Hashable {
  /// Certificates are shown from this date on, UTC; at once without one.
  case date(UTCTime?)
  /// The LMS sends none that Credentials takes.
  case unknown(Gap)

  /// Why no date can be computed.
  package enum Gap: Sendable, Hashable {
    /// The copy lacks the course modes, or the columns of the course overviews that decide.
    case notInCopy
    /// The LMS has no course overview of the run.
    case noOverview
    /// The display behavior is none that the LMS knows; empty in old rows.
    case unknownBehavior
    /// The date on which the behavior rests is empty: the LMS sends the text "None", which Credentials refuses.
    case noDate
    /// The run has another number of certificate modes than one.
    case modes(Int)
  }

  /// Computes the date.
  ///
  /// - Parameters:
  ///   - settings: what the run's overview says; nil when the LMS has none.
  ///   - modes: the slugs of the run's `coursemode` rows, expired ones too, one for each currency.
  package init(_ settings: CourseCertificateSettings?, modes: [CourseMode], honorCertificatesDisabled: Bool = false) {
    guard let settings else {
      self = .unknown(.noOverview)
      return
    }
    let certified = modes.count { $0.isSent(honorCertificatesDisabled: honorCertificatesDisabled) }
    self = certified == 1 ? settings.computedDate : .unknown(.modes(certified))
  }

  /// Whether a stored date is another than the computed one; false where none can be computed.
  ///
  /// - Parameter stored: that of the run's configuration in Credentials; whole seconds are compared.
  package func differs(from stored: UTCTime?) -> Bool {
    guard case .date(let date) = self else { return false }
    return date?.wholeSeconds != stored?.wholeSeconds
  }

  /// Whether the row of an awarded credential would show something else, now or later, by this date than by a stored one.
  ///
  /// - Parameter hasOverride: whether the credential has a date override, which is shown in place of the date. The date
  ///   then only hides.
  package func changesPage(from stored: UTCTime?, hasOverride: Bool, now: UTCTime) -> Bool {
    guard case .date(let date) = self, differs(from: stored) else { return false }
    let isHidden = [date, stored].contains { $0.map { $0 > now } ?? false }
    return isHidden || !hasOverride
  }
}

extension CourseCertificateSettings {
  /// The date that the settings alone imply, whatever the run's modes.
  var computedDate: ComputedAvailableDate {
    if isSelfPaced { return .date(nil) }
    switch displayBehavior {
    case .earlyNoInfo: return .date(nil)
    case .endWithDate: return availableDate.map { .date($0) } ?? .unknown(.noDate)
    case .end: return end.map { .date($0) } ?? .unknown(.noDate)
    default: return .unknown(.unknownBehavior)
    }
  }

  /// What decides about the date, as a clause for a person.
  package var pacingText: String {
    isSelfPaced ? "self-paced" : "instructor-paced, \(displayBehavior?.rawValue ?? "without a display behavior")"
  }
}

extension ComputedAvailableDate.Gap {
  /// The gap as a clause for a person.
  package var text: String {
    switch self {
    case .notInCopy: "the copy lacks course_modes_coursemode or columns of course_overviews_courseoverview"
    case .noOverview: "the LMS has no course overview of the run"
    case .unknownBehavior: "the run's certificates_display_behavior is none that the LMS knows"
    case .noDate: "the date on which its certificates_display_behavior rests is empty in the LMS"
    case .modes(let count): "the run has \(count) certificate modes, and the LMS needs exactly one"
    }
  }
}
