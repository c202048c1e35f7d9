import OpenEdX

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
