/// How hard the engine may work, and how it looks after its queue.
public struct EngineLimits: Sendable {
  /// Tasks in flight at once.
  public var concurrency: Int
  /// Requests to the service a second, of this engine; nil for as many as it takes.
  public var requestsPerSecond: Double?
  /// Seconds between looks for tasks that have come due or that another process enqueued.
  public var pollSeconds: Double
  /// When leases are renewed and taken back, and what is removed.
  public var upkeep: EngineUpkeep

  /// The embedded service writes one at a time, so a few tasks in flight keep it busy.
  public init(
    concurrency: Int = 4,
    requestsPerSecond: Double? = nil,
    pollSeconds: Double = 0.5,
    upkeep: EngineUpkeep = EngineUpkeep()
  ) {
    self.concurrency = concurrency
    self.requestsPerSecond = requestsPerSecond
    self.pollSeconds = pollSeconds
    self.upkeep = upkeep
  }
}
