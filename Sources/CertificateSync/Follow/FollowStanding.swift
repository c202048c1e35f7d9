import OpenEdX
import Synchronization

/// How a follower stands, for those who watch it from other threads.
package final class FollowStanding: Sendable {
  /// What is known of its looks.
  package struct State: Sendable, Hashable {
    /// The moment of the data of the last look that worked; nil before the first.
    package var moment: UTCTime?
    /// Why the last look failed; nil when it worked, and before the first.
    package var trouble: String?
    /// How many rows drift and are left to the site's own task.
    package var waiting = 0
    /// How many tasks that were handed to the site's workers have shown what they were for.
    package var confirmed = 0
    /// How many tasks lie with the site's workers.
    package var handedOver = 0
    /// Looks that worked.
    package var worked = 0
    /// Looks that failed.
    package var failed = 0
  }

  private let kept = Mutex(State())

  /// Begins before the first look.
  package init() {}

  /// How it stands now.
  package var state: State { kept.withLock { $0 } }

  func worked(_ look: Follower.Look, moment: UTCTime) {
    kept.withLock { state in
      state.worked += 1
      state.confirmed += look.confirmed
      state.handedOver = look.handedOver
      (state.moment, state.trouble, state.waiting) = (moment, nil, look.waiting)
    }
  }

  func failed(_ reason: String) {
    kept.withLock { state in
      state.failed += 1
      state.trouble = reason
    }
  }
}
