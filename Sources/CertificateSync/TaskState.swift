/// Where a task is in its life.
///
///     enqueue ──▶ queued ──claim──▶ running ──▶ done | skipped
///                   ▲                  │
///                   ├── retry at ◀─────┤
///                   ├── lease lost ◀───┤
///                   └── by hand ── dead ◀┘ (refused for good, or no tries left)
///
/// A task that waits for another try is `queued` with a time before which it is not claimed.
public enum TaskState: String, Sendable, Hashable, CaseIterable {
  /// Waiting for a worker, or for its time.
  case queued
  /// Claimed by a worker, under a lease.
  case running
  /// Posted and confirmed.
  case done
  /// Ended without a post, for a reason that the LMS would log.
  case skipped
  /// Given up; kept with the last answer.
  case dead
}
