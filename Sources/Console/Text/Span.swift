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

/// A course run's key without the part that all keys begin with, for columns; details show it whole.
struct CourseRunText {
  let short: String

  init(_ key: String) {
    let lead = "course-v1:"
    short = key.hasPrefix(lead) ? String(key.dropFirst(lead.count)) : key
  }
}

/// Numbers as a row of bars, one column each; zero is the lowest bar and no number is a space.
struct Sparkline {
  let text: String

  private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  init(_ values: [Double?]) {
    let highest = values.compactMap { $0 }.max() ?? 0
    text = String(
      values.map { value -> Character in
        guard let value else { return " " }
        guard highest > 0, value > 0 else { return Self.bars[0] }
        // What is more than nothing is seen to be.
        let level = Int((value / highest * Double(Self.bars.count - 1)).rounded())
        return Self.bars[min(max(1, level), Self.bars.count - 1)]
      }
    )
  }
}
