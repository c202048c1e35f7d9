/// Until when the engine runs.
public enum EngineRunMode: Sendable {
  /// Until it is stopped.
  case untilStopped
  /// Until nothing is due: tasks that wait for another try are left for later.
  case untilIdle
  /// Until these tasks have ended, whoever runs them, or the queue is paused.
  case untilEnded(Set<Int64>)
}

extension EngineRunMode {
  /// Whether it ends only when it is stopped.
  var isEndless: Bool {
    if case .untilStopped = self { true } else { false }
  }
}
