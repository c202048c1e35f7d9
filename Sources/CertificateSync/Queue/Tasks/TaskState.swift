/// Where a task is in its life.
///
///     enqueue ──▶ queued ──claim──▶ running ──▶ done | skipped
///                   ▲                  │
///                   ├── retry at ◀─────┤
///                   ├── paused ◀───────┤ (401, 403, a redirect: the queue pauses, the try does not count)
///                   ├── handed back ◀──┤ (the engine stopped before an answer came, the try does not count)
///                   ├── lease lost ◀───┤
///                   └── by hand ── dead ◀┘ (refused for good, or no tries left)
///
/// A task that waits for another try is `queued` with a time before which it is not claimed. Where a move would lead back
/// to `queued` while a newer task of the same key waits there already, the older one is `skipped` as superseded: the
/// newer one reads the LMS later and so says all that the older could. Done and skipped rows are removed after a time
/// (``Maintenance/keepSeconds``); dead ones stay, of each key the last, until a later task of the key has ended.
package enum TaskState: String, Sendable, Hashable, CaseIterable {
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

/// What a task was enqueued for; live changes go before a backfill.
package enum TaskOrigin: String, Sendable, Hashable {
  /// A certificate was saved.
  case live
  /// An operator repairs what is missing.
  case backfill

  /// Lower goes first.
  var priority: Int { self == .live ? 0 : 1 }
}
