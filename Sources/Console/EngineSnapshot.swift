import CertificateSync

/// What the engine pane shows.
public struct EngineSnapshot: Sendable, Hashable {
  /// How many tasks are where; nil when the deployment is open for reading only.
  public var queue: QueueStatus?
  /// Tasks ended a second, over the last ten seconds.
  public var rate: Double
  /// The last log lines, the oldest first.
  public var log: [RecentLog.Line]
  /// Why the engine has stopped; nil while it runs.
  public var failure: String?

  /// Takes a snapshot.
  public init(queue: QueueStatus? = nil, rate: Double = 0, log: [RecentLog.Line] = [], failure: String? = nil) {
    self.queue = queue
    self.rate = rate
    self.log = log
    self.failure = failure
  }
}
