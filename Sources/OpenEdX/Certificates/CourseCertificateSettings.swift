/// What a course run's overview says about when its certificates are shown.
package struct CourseCertificateSettings: Sendable, Hashable {
  /// When an instructor-paced run shows its certificates; unknown words of old rows are kept.
  package struct DisplayBehavior: RawRepresentable, Sendable, Hashable {
    /// The word as the database holds it.
    package let rawValue: String

    /// Takes any word.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// At the end of the run.
    package static let end = DisplayBehavior(rawValue: "end")
    /// At the certificate available date.
    package static let endWithDate = DisplayBehavior(rawValue: "end_with_date")
    /// As soon as they are earned.
    package static let earlyNoInfo = DisplayBehavior(rawValue: "early_no_info")
  }

  /// Whether the run is self-paced; its certificates are then shown at once.
  package var isSelfPaced: Bool
  /// The display behaviour; nil in old rows.
  package var displayBehavior: DisplayBehavior?
  /// The certificate available date.
  package var availableDate: UTCTime?
  /// When the run ends.
  package var end: UTCTime?

  /// Takes the settings as they are.
  package init(isSelfPaced: Bool, displayBehavior: DisplayBehavior?, availableDate: UTCTime?, end: UTCTime?) {
    self.isSelfPaced = isSelfPaced
    self.displayBehavior = displayBehavior
    self.availableDate = availableDate
    self.end = end
  }

  /// The settings as a publish stores them: the LMS's `validate_certificate_settings`
  /// (<doc:LMSDatabase#Course-overviews>).
  package var normalized: CourseCertificateSettings {
    var result = self
    if displayBehavior == .earlyNoInfo {
      result.availableDate = nil
    } else {
      result.displayBehavior = availableDate == nil ? .end : .endWithDate
    }
    return result
  }

  /// Whether a publish tells of a date change: the available date or the behaviour changed, or the end did while it is
  /// what counts (<doc:CertificatesAndModes#When-certificates-are-shown>).
  package func changesDate(from old: CourseCertificateSettings) -> Bool {
    availableDate != old.availableDate || displayBehavior != old.displayBehavior
      || (displayBehavior == .end && end != old.end)
  }
}
