/// Until when the engine runs.
package enum EngineRunMode: Sendable {
  /// Until it is stopped.
  case untilStopped
  /// Until nothing is due: tasks that wait for another try are left for later.
  case untilIdle
  /// Until these tasks have ended, whoever runs them, or the queue is paused.
  case untilEnded(Set<Int64>)
  /// The same for the tasks of a backfill, and nothing else is claimed.
  case backfill(plan: Int64, Set<Int64>)
}

extension EngineRunMode {
  /// Whether it ends only when it is stopped.
  var isEndless: Bool {
    if case .untilStopped = self { true } else { false }
  }

  /// The backfill whose tasks alone are claimed; nil for all.
  var plan: Int64? {
    if case .backfill(let plan, _) = self { plan } else { nil }
  }
}
