import OpenEdX

/// How many tasks are where, and what holds for the queue as a whole.
package struct QueueStatus: Sendable, Hashable {
  /// How many tasks of one kind are in one state.
  package struct Depth: Sendable, Hashable {
    /// The kind, as the table spells it.
    package let kind: String
    /// The state.
    package let state: TaskState
    /// How many, those that wait for another try included.
    package let tasks: Int
  }

  /// Waiting for a worker.
  package var queued = 0
  /// Waiting for another try.
  package var retrying = 0
  /// With a worker.
  package var running = 0
  /// Posted and confirmed, and not yet pruned.
  package var done = 0
  /// Ended without a post, and not yet pruned.
  package var skipped = 0
  /// Given up.
  package var dead = 0
  /// Tasks that are over, in whichever way.
  package var ended: Int { done + skipped + dead }
  /// Why the queue is paused; nil when it is not.
  package var pauseReason: String?
  /// Whether it is paused because something refused, not because an operator wished it.
  package var isRefused = false
  /// Until when the whole queue rests; nil when it does not, or that is over.
  package var slowedUntil: UTCTime?
  /// Why it rests.
  package var restCause: RestCause?
  /// When the oldest of the tasks that wait was enqueued; nil when none waits.
  package var oldestQueued: UTCTime?
  /// Tasks that ended in the last minute, in any process, a second.
  package var endedPerSecond: Double = 0
  /// The counts by kind and state; those of zero are left out.
  package var depths: [Depth] = []

  /// A queue without a task.
  package init() {}
}

/// Why the whole queue rests.
package enum RestCause: String, Sendable, Hashable {
  /// The service asked for it.
  case asked
  /// The service has failed too often in a row.
  case failures

  /// The cause as a clause.
  package var text: String {
    switch self {
    case .asked: "the service asked for a rest"
    case .failures: "the service fails again and again"
    }
  }
}
