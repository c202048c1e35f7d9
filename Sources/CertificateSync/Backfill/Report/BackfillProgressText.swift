import OpenEdX

/// How far a backfill is, as one line. Pure: it is told the counts and the rate.
package struct BackfillProgressText: Sendable, Hashable {
  /// How many tasks there are.
  package var total = 0
  /// Tasks that end a second now.
  package var ratePerSecond: Double = 0
  /// Seconds for which everybody waits, because the service asked for it or failed too often; nil, or less than 0,
  /// for none.
  package var waitSeconds: Double?
  /// Seconds to the next try where all tasks that are left wait for theirs; nil, or less than 0, where one can run now.
  package var nextTrySeconds: Double?
  private var posted = 0
  private var skipped = 0
  private var refused = 0
  private var retried = 0

  /// Begins with nothing done.
  package init() {}

  /// Counts what came of a task.
  package mutating func count(_ outcome: TaskOutcome) {
    switch outcome {
    case .done: posted += 1
    case .skipped: skipped += 1
    case .dead: refused += 1
    case .retry, .pause: retried += 1
    }
  }

  /// How many tasks are over.
  package var ended: Int { posted + skipped + refused }

  /// The line, no longer than so many columns: a narrow terminal loses the bar first, then the end of the line.
  package func line(width: Int) -> String {
    let words = words
    let barWidth = min(30, width - words.count - 3)
    let line = barWidth >= 5 ? "[\(bar(barWidth))] \(words)" : words
    return String(line.prefix(max(0, width)))
  }

  private func bar(_ width: Int) -> String {
    let filled = total == 0 ? width : min(width, width * ended / total)
    return String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
  }

  private var words: String {
    var parts = ["\(ended)/\(total)"]
    // Before everything else, because it says why nothing moves.
    if let waitSeconds, waitSeconds > 0 {
      parts.append("waiting for the service \(Self.duration(waitSeconds.rounded(.up)))")
    } else if let nextTrySeconds, nextTrySeconds > 0 {
      parts.append("next try in \(Self.duration(nextTrySeconds.rounded(.up)))")
    } else {
      parts.append("\(Self.rate(ratePerSecond))/s")
      if ratePerSecond > 0, ended < total {
        parts.append("ETA \(Self.duration((Double(total - ended) / ratePerSecond).rounded(.up)))")
      }
    }
    parts.append("posted \(posted)")
    for (word, count) in [("skipped", skipped), ("refused", refused), ("tried again", retried)] where count > 0 {
      parts.append("\(word) \(count)")
    }
    return parts.joined(separator: "  ")
  }

  private static func rate(_ perSecond: Double) -> String {
    let tenths = Int(min(perSecond * 10, 1e9).rounded())
    return tenths >= 100 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  /// “12 s”, “3 m 05 s”, “2 h 07 m”.
  private static func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 1e9))
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) m \(padded(whole % 60)) s" }
    return "\(whole / 3600) h \(padded(whole % 3600 / 60)) m"
  }
}
