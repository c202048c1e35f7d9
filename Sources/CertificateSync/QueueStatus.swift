/// How many tasks are where.
public struct QueueStatus: Sendable, Hashable {
  /// Waiting for a worker.
  public var queued = 0
  /// Waiting for another try.
  public var retrying = 0
  /// With a worker.
  public var running = 0
  /// Posted and confirmed.
  public var done = 0
  /// Ended without a post.
  public var skipped = 0
  /// Given up.
  public var dead = 0
  /// Tasks that are over, in whichever way.
  public var ended: Int { done + skipped + dead }
  /// Why the queue is paused; nil when it is not.
  public var pauseReason: String?

  /// A queue without a task.
  public init() {}
}
