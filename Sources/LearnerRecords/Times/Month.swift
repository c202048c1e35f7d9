import OpenEdX

/// A month in UTC, of a year that has four digits.
struct Month: Hashable, Sendable {
  /// Months since the beginning of the year 0.
  let number: Int32

  init?(number: Int64) {
    guard (0..<120_000).contains(number) else { return nil }
    self.number = Int32(number)
  }

  /// The month in which a moment lies.
  init?(_ time: UTCTime) {
    let (year, month) = time.yearAndMonth
    self.init(number: year * 12 + month - 1)
  }

  /// The month as `2026-06`.
  var text: String {
    let (year, month) = (String(number / 12), String(number % 12 + 1))
    return String(repeating: "0", count: 4 - year.utf8.count) + year + (month.utf8.count < 2 ? "-0" : "-") + month
  }
}
