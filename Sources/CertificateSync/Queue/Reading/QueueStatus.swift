import OpenEdX

/// How many tasks are where, and what holds for the queue as a whole.
public struct QueueStatus: Sendable, Hashable {
  /// How many tasks of one kind are in one state.
  public struct Depth: Sendable, Hashable {
    /// The kind, as the table spells it.
    public let kind: String
    /// The state.
    public let state: TaskState
    /// How many, those that wait for another try included.
    public let tasks: Int
  }

  /// Waiting for a worker.
  public var queued = 0
  /// Waiting for another try.
  public var retrying = 0
  /// With a worker.
  public var running = 0
  /// Posted and confirmed, and not yet pruned.
  public var done = 0
  /// Ended without a post, and not yet pruned.
  public var skipped = 0
  /// Given up.
  public var dead = 0
  /// Tasks that are over, in whichever way.
  public var ended: Int { done + skipped + dead }
  /// Why the queue is paused; nil when it is not.
  public var pauseReason: String?
  /// Until when the service asked the whole queue to rest; nil when it did not, or that is over.
  public var slowedUntil: UTCTime?
  /// When the oldest of the tasks that wait was enqueued; nil when none waits.
  public var oldestQueued: UTCTime?
  /// Tasks that ended in the last minute, in any process, a second.
  public var endedPerSecond: Double = 0
  /// The counts by kind and state; those of nought are left out.
  public var depths: [Depth] = []

  /// A queue without a task.
  public init() {}
}
