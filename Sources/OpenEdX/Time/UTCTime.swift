/// An instant in UTC with microseconds, as Django keeps and writes it.
///
/// The databases hold UTC text without a zone; the service's API writes whole seconds and `Z`; the learner record writes
/// Python's `isoformat()`. All four are here, without a formatter: Foundation's costs milliseconds at start-up.
package struct UTCTime: Sendable, Hashable {
  /// Microseconds since 1970-01-01 00:00:00 UTC; negative before.
  package let microseconds: Int64

  /// Takes microseconds since 1970-01-01 00:00:00 UTC.
  package init(microseconds: Int64) { self.microseconds = microseconds }

  /// Takes microseconds that somebody else wrote down: nil outside the years 1 to 9999, which cannot be calculated with.
  package init?(stored microseconds: Int64) {
    guard CivilDate.writableSeconds.contains(Self.floorDiv(microseconds, 1_000_000)) else { return nil }
    self.microseconds = microseconds
  }

  /// The same instant with its fraction of a second cut off, as the service's requests and answers carry it.
  package var wholeSeconds: UTCTime {
    UTCTime(microseconds: microseconds - Self.floorMod(microseconds, 1_000_000))
  }

  /// The instant that lies this many seconds later; at most about 146,000 years from 1970.
  package func adding(seconds: Double) -> UTCTime {
    let later = Double(microseconds) + seconds * 1_000_000
    guard later.magnitude < 0x1p62 else { return UTCTime(microseconds: later < 0 ? -1 << 62 : 1 << 62) }
    return UTCTime(microseconds: microseconds + Int64((seconds * 1_000_000).rounded()))
  }

  /// `2026-06-17 10:09:52[.572000]`: a datetime column of Django on SQLite.
  package var databaseText: String { text(separator: " ", suffix: "", fraction: true) }

  /// `2026-06-17T10:09:52[.572000]+00:00`: Python's `isoformat()` of an aware time.
  package var isoFormat: String { text(separator: "T", suffix: "+00:00", fraction: true) }

  /// `2026-06-17T10:09:52Z`: the API's whole seconds; a fraction is cut off, not rounded.
  package var apiText: String { text(separator: "T", suffix: "Z", fraction: false) }

  /// `2026-06-17`: the date in UTC.
  package var dateText: String { String(databaseText.prefix(10)) }

  /// The year and the month, 1 to 12, in UTC.
  package var yearAndMonth: (year: Int64, month: Int64) {
    let date = CivilDate.date(days: Self.floorDiv(microseconds, 86_400_000_000))
    return (date.year, date.month)
  }

  /// `10:09:52.572`: the time of day in UTC with milliseconds, for log lines and timelines.
  package var clockText: String {
    let milliseconds = Self.floorMod(microseconds, 1_000_000) / 1000
    return String(apiText.dropFirst(11).dropLast()) + "." + Self.padded(milliseconds, 3)
  }

  private func text(separator: String, suffix: String, fraction: Bool) -> String {
    let seconds = Self.floorDiv(microseconds, 1_000_000)
    let rest = Self.floorMod(microseconds, 1_000_000)
    let days = Self.floorDiv(seconds, 86_400)
    let clock = Self.floorMod(seconds, 86_400)
    let (year, month, day) = CivilDate.date(days: days)
    var result = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))\(separator)"
    result += "\(Self.padded(clock / 3600, 2)):\(Self.padded(clock / 60 % 60, 2)):\(Self.padded(clock % 60, 2))"
    if fraction, rest != 0 { result += "." + Self.padded(rest, 6) }
    return result + suffix
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  static func floorDiv(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }

  static func floorMod(_ value: Int64, _ divisor: Int64) -> Int64 {
    let remainder = value % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}

extension UTCTime: Comparable {
  /// Orders by time.
  package static func < (left: UTCTime, right: UTCTime) -> Bool { left.microseconds < right.microseconds }
}

extension UTCTime: CustomStringConvertible {
  /// The `isoformat()` spelling.
  package var description: String { isoFormat }
}

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension UTCTime {
  /// The present moment by the system's clock.
  package static var now: UTCTime {
    UTCTime(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
  }
}
