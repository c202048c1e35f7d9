/// How hard the engine may work.
public struct EngineLimits: Sendable {
  /// Tasks in flight at once.
  public var concurrency: Int
  /// Seconds between looks for tasks that have come due or that another process enqueued.
  public var pollSeconds: Double

  /// The embedded service writes one at a time, so a few tasks in flight keep it busy.
  public init(concurrency: Int = 4, pollSeconds: Double = 0.5) {
    self.concurrency = concurrency
    self.pollSeconds = pollSeconds
  }
}
