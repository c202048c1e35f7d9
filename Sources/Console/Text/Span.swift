import OpenEdX

/// A stretch of time in words: “4 s”, “12 min”, “3 h”, “2 d”, the whole part; never negative.
struct Span {
  let text: String

  init(from start: UTCTime, to end: UTCTime) {
    let seconds = max(0, (end.microseconds - start.microseconds) / 1_000_000)
    text =
      switch seconds {
      case ..<120: "\(seconds) s"
      case ..<7200: "\(seconds / 60) min"
      case ..<172_800: "\(seconds / 3600) h"
      default: "\(seconds / 86_400) d"
      }
  }

  /// Seconds as “45 ms” or “1.2 s”.
  static func short(_ seconds: Double) -> String {
    seconds < 1 ? "\(Int((seconds * 1000).rounded())) ms" : "\(tenths(seconds)) s"
  }

  /// One digit after the point, without a formatter.
  static func tenths(_ value: Double) -> String {
    let tenths = Int((min(max(value, 0), 1e15) * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
