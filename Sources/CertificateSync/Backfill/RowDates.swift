import OpenEdX

/// The dates that decide from when a row's award is shown, and with which Date Earned.
package struct RowDates: Sendable, Hashable {
  /// The available date of the run's configuration; nil without a date, or without a configuration.
  package var stored: UTCTime?
  /// The one that the LMS computes.
  package var computed: ComputedAvailableDate
  /// Whether the LMS has a date override, which is shown in place of either.
  package var hasOverride: Bool
  /// When the LMS last saved the certificate; nil without one.
  package var certificate: UTCTime?
  /// The clock by which the row was judged.
  package var now: UTCTime

  /// Takes the dates.
  package init(
    stored: UTCTime? = nil,
    computed: ComputedAvailableDate = .unknown(.notInCopy),
    hasOverride: Bool = false,
    certificate: UTCTime? = nil,
    now: UTCTime
  ) {
    self.stored = stored
    self.computed = computed
    self.hasOverride = hasOverride
    self.certificate = certificate
    self.now = now
  }

  /// Whether a new award will show another date than the LMS computes, which is a finding only once it is there.
  var willDrift: Bool { computed.changesPage(from: stored, hasOverride: hasOverride, now: now) }

  /// The configuration's date once the row's posts are made.
  ///
  /// - Parameter isSent: whether the LMS's date is among them.
  func available(isSent: Bool) -> UTCTime? {
    guard isSent, case .date(let date) = computed else { return stored }
    return date
  }
}
