import OpenEdX

/// How a backfill's run is called: by the second in which it was enqueued, such as `2026-11-29T23:57:04Z`.
///
/// The number of its plan is that second, and no two plans of a deployment have the same.
enum RunName {
  /// The name by the plan's number; nil for a number that is no time.
  static func text(_ plan: Int64) -> String? {
    let (microseconds, overflows) = plan.multipliedReportingOverflow(by: 1_000_000)
    return overflows ? nil : UTCTime(stored: microseconds)?.apiText
  }
}

extension SyncTask {
  /// The run that its posts belong to. What a change in the LMS asks for is nobody's run, also where a backfill had it
  /// enqueued before.
  var run: String? { origin == .backfill ? plan.flatMap(RunName.text) : nil }
}
