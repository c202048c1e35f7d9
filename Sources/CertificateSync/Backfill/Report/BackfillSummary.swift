import OpenEdX

/// What a backfill came to, in words.
///
/// Names and messages come from outside and are not made safe here; who shows the lines does that.
package struct BackfillSummary: Sendable {
  /// The lines, without a line's end.
  package private(set) var lines: [String] = []

  /// Writes the summary.
  ///
  /// - Parameters:
  ///   - counted: what this process posted.
  ///   - progress: where the plan's tasks stand; nil when the queue could not be read.
  ///   - pauseReason: why the queue is paused, if it is; a line of its own tells it.
  ///   - isHandedOver: whether tasks went to the site's workers, and nothing was posted here.
  package init(
    _ counted: BackfillTally.Count,
    _ progress: BackfillRun.Progress?,
    pauseReason: String?,
    isHandedOver: Bool = false
  ) {
    let kinds = counted.kinds.text
    lines.append(
      isHandedOver
        ? "handed    \(PlanText.count(counted.done, "task")) to the LMS's workers"
        : "posted    \(counted.kinds.total)\(kinds.isEmpty ? "" : ": \(kinds)")"
    )
    if let hidden = progress?.hidden.text { lines.append(hidden) }
    if let progress { add(progress, counted, pauseReason) }
    for (reason, names) in counted.refused.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
      lines.append("refused   \(names.count)  \(reason)")
      lines.append(Self.names(Array(names.prefix(3)), of: names.count))
    }
    guard counted.retries > 0 else { return }
    let throttled =
      counted.throttles == 0 ? "" : ", \(counted.throttles) of them because the service asked to wait (429)"
    lines.append("tried again \(PlanText.count(counted.retries, "time"))\(throttled)")
  }

  private mutating func add(_ progress: BackfillRun.Progress, _ counted: BackfillTally.Count, _ pauseReason: String?) {
    if progress.done > counted.done {
      lines.append(
        "          and \(PlanText.count(progress.done - counted.done, "task")) of the plan by another process"
      )
    }
    // A program's refusal is told with its learner, below.
    let skipped = progress.skipped.filter { counted.skippedAsRefused[$0.key] == nil }
    for (word, outcomes) in [("skipped", skipped), ("refused", progress.dead), ("waiting", progress.waiting)] {
      for (reason, count) in outcomes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        // The reason of the pause stands in the line about it.
        lines.append("\(word)   \(count)  \(reason == pauseReason ? "for the queue to be resumed" : reason)")
        if let names = progress.examples[reason], word != "skipped" { lines.append(Self.names(names, of: count)) }
      }
    }
  }

  private static func names(_ names: [String], of count: Int) -> String {
    let more = count > names.count ? ", and \(count - names.count) more" : ""
    return "          \(names.joined(separator: ", "))\(more)"
  }
}
