import OpenEdX

/// The `Retry-After` header (RFC 9110, 10.2.3): a number of seconds, or a date.
enum RetryAfter {
  /// The longest wait in seconds that is believed: a service that wants to be left alone for longer has a wrong clock.
  static let longest = 86_400.0

  /// The seconds to wait from now, 0 when the date has passed; nil when the value is of neither form.
  static func seconds(_ value: String, now: UTCTime) -> Double? {
    let text = value.filter { $0 != "\t" }.split(separator: " ").joined(separator: " ")
    if let seconds = UInt32(text) { return min(longest, Double(seconds)) }
    guard let date = date(text) else { return nil }
    return min(longest, max(0, Double(date.microseconds - now.microseconds) / 1_000_000))
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that servers may write today.
  private static func date(_ text: String) -> UTCTime? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", parts[1].count == 2, parts[3].count == 4,
      let month = months.firstIndex(of: String(parts[2]))
    else { return nil }
    let padded = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
    return UTCTime("\(parts[3])-\(padded)-\(parts[1])T\(parts[4])Z")
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
