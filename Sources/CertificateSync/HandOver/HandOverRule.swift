import OpenEdX

/// Decides whether a task that may have been handed over before is handed over now. Pure: it is told the time.
///
/// Handing over proves nothing: a worker that is killed loses the task that it runs. So a task is handed over again when its
/// drift is still there after a while, but not for ever: what does not come after some tries has a cause that a person finds.
struct HandOverRule: Sendable, Hashable {
  enum Decision: Sendable, Hashable {
    case handOver
    /// It was handed over a moment ago.
    case wait
    /// It was handed over too often.
    case giveUp
  }

  /// How often a task is handed over at most.
  static let tries = 5
  /// Seconds that the site's workers have each time. A follower leaves them more (`FollowLedger.again`).
  static let patience = 300.0

  /// How often it was handed over, and has not been confirmed.
  let count: Int
  /// When it was last; nil when it was not.
  let last: UTCTime?

  func decide(now: UTCTime) -> Decision {
    guard let last, count > 0 else { return .handOver }
    // A clock that was set back must not hold a task for ever.
    guard last > now || last.adding(seconds: Self.patience) <= now else { return .wait }
    return count >= Self.tries ? .giveUp : .handOver
  }
}
