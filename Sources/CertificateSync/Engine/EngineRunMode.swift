/// Until when the engine runs.
package enum EngineRunMode: Sendable {
  /// Until it is stopped.
  case untilStopped
  /// Until nothing is due: tasks that wait for another try are left for later.
  case untilIdle
  /// Until these tasks have ended, whichever process runs them, or the queue is paused.
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

/// How hard the engine may work, and how it looks after its queue.
package struct EngineLimits: Sendable {
  /// Tasks in flight at once.
  package var concurrency: Int
  /// Requests to the service a second, of this engine; nil for as many as it takes.
  package var requestsPerSecond: Double?
  /// Seconds between looks for tasks that have come due or that another process enqueued.
  package var pollSeconds: Double
  /// When leases are renewed and taken back, and what is removed.
  package var maintenance: Maintenance

  /// The embedded service writes one at a time, so a few tasks in flight keep it busy.
  package init(
    concurrency: Int = 4,
    requestsPerSecond: Double? = nil,
    pollSeconds: Double = 0.05,
    maintenance: Maintenance = Maintenance()
  ) {
    self.concurrency = concurrency
    self.requestsPerSecond = requestsPerSecond
    self.pollSeconds = pollSeconds
    self.maintenance = maintenance
  }
}
