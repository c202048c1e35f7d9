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

/// The awards of a backfill that learners do not see yet, because of their configurations' available dates.
package struct HiddenAwards: Sendable, Hashable {
  private var count = 0
  private var dates: ClosedRange<UTCTime>?

  init() {}

  mutating func add(until date: UTCTime) {
    count += 1
    dates = dates.map { min($0.lowerBound, date)...max($0.upperBound, date) } ?? date...date
  }

  /// How many of the posts that were told before stay hidden, until when and why; nil when all are seen at once.
  package var text: String? { text("of these", "of these") }

  /// The same of awards that nobody posts now.
  var textOfStanding: String? { text("award that was posted before", "awards that were posted before") }

  private func text(_ noun: String, _ nouns: String) -> String? {
    guard let dates else { return nil }
    let (first, last) = (dates.lowerBound.dateText, dates.upperBound.dateText)
    let until = first == last ? first : "\(first)..\(last)"
    return count == 1
      ? "1 \(noun) stays hidden until \(until), as its configuration's available date says."
      : "\(count) \(nouns) stay hidden until \(until), as their configurations' available dates say."
  }
}
