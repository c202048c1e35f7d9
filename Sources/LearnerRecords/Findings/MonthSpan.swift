/// The months from the earliest to the latest of some, each once, as `2026-06`.
package struct MonthSpan: Sequence, Sendable {
  private let months: [String]

  /// More months are no span that anybody reads: a date of the year 1 in one row must not make ten thousand lines.
  private static let most = 240

  /// Takes months; what is no month is left out, and of a longer span the latest 20 years stay.
  package init(_ months: some Sequence<String>) {
    let numbers = months.compactMap { text -> Int? in
      let parts = text.split(separator: "-").map { Int($0) }
      guard parts.count == 2, let year = parts[0], let month = parts[1], (0...9999).contains(year),
        (1...12).contains(month)
      else { return nil }
      return year * 12 + month - 1
    }
    guard let first = numbers.min(), let last = numbers.max() else {
      self.months = []
      return
    }
    self.months = (Swift.max(first, last - Self.most + 1)...last).compactMap { Month(number: Int64($0))?.text }
  }

  /// The months, the earliest first.
  package func makeIterator() -> Array<String>.Iterator { months.makeIterator() }
}
