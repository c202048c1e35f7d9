import Foundation
import OpenEdX

/// The time zone in which people read times. What programs read stays in UTC.
package struct DisplayZone: Sendable, Hashable {
  /// Nil for UTC, which needs no table.
  private let zone: TimeZone?

  /// UTC.
  package static let utc = DisplayZone(nil)

  private init(_ zone: TimeZone?) {
    let isUTC = zone.map { ["UTC", "GMT", "Etc/UTC", "Etc/GMT"].contains($0.identifier) } ?? true
    self.zone = isUTC ? nil : zone
  }

  /// The zone of that IANA name, or UTC; nil when there is none.
  package init?(name: String) {
    if name.uppercased() == "UTC" {
      self.init(nil)
    } else {
      guard name.contains("/") || TimeZone.knownTimeZoneIdentifiers.contains(name),
        let zone = TimeZone(identifier: name)
      else { return nil }
      self.init(zone)
    }
  }

  /// The terminal's zone, from `TZ` or the machine's setting.
  package static var ofTerminal: DisplayZone { DisplayZone(TimeZone.current) }

  /// The zone's name.
  package var name: String { zone?.identifier ?? "UTC" }

  /// `2026-06-17T12:09:52+02:00`; in UTC with a `Z`.
  package func text(_ time: UTCTime) -> String {
    guard let minutes = minutesEast(at: time) else { return time.apiText }
    return String(time.adding(seconds: Double(minutes) * 60).apiText.dropLast()) + Self.offset(minutes)
  }

  /// `12:09:52+02:00`: the time of day alone.
  package func clock(_ time: UTCTime) -> String { String(text(time).dropFirst(11)) }

  /// A text with each time in it that is written in UTC told in this zone.
  ///
  /// Answers, log lines and evidence are kept as text in UTC, and each reader sees them in a zone of their own.
  package func text(_ text: String) -> String {
    guard zone != nil, text.utf8.contains(UInt8(ascii: "-")) else { return text }
    return text.replacing(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|\+00:00| UTC)/) { found in
      let written = String(found.0)
      let isISO = !written.hasSuffix(" UTC")
      return UTCTime(isISO ? written : String(written.dropLast(4))).map { self.text($0) } ?? written
    }
  }

  private func minutesEast(at time: UTCTime) -> Int? {
    zone.map { $0.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.microseconds) / 1_000_000)) / 60 }
  }

  private static func offset(_ minutes: Int) -> String {
    let digits = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let magnitude = abs(minutes)
    return "\(minutes < 0 ? "-" : "+")\(digits(magnitude / 60)):\(digits(magnitude % 60))"
  }
}
