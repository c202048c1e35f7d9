import DatabaseFile

/// When a task is tried again: 30 s doubling to 600 s, full jitter, 10 times, as the LMS's newest tasks do
/// (<doc:SyncFlow#Retries>).
package struct Backoff: Sendable {
  /// Seconds of the first wait, at most.
  package var base: Double = 30
  /// Seconds that no wait exceeds.
  package var cap: Double = 600
  /// How often a task is tried again before it is given up.
  package var retries = 10
  /// Draws the jitter; a test that is to be replayed puts its own generator here.
  var draw: @Sendable (ClosedRange<Double>) -> Double = { Double.random(in: $0) }

  /// The policy of the design.
  package init() {}

  /// Seconds to wait after this many attempts; nil when there are no tries left.
  ///
  /// - Parameters:
  ///   - attempts: how often the task was started, 1 or more.
  ///   - after: the service's own wish, which the wait is never shorter than.
  package func wait(afterAttempts attempts: Int, atLeast after: Double? = nil) -> Double? {
    guard attempts <= retries else { return nil }
    var bound = base
    for _ in 1..<max(attempts, 1) where bound < cap { bound *= 2 }
    return max(after ?? 0, draw(0...min(bound, cap)))
  }
}

/// A database that cannot be written for a while: when to try again. Pure: it is told the time.
struct WriteBackoff {
  private var since = 0
  private var nextTry: ContinuousClock.Instant?

  /// Counts a failure and puts the next try off, from half a second up to ten.
  ///
  /// - Returns: whether it is the first in a row, which is the one to tell of.
  mutating func add(_ now: ContinuousClock.Instant) -> Bool {
    since += 1
    nextTry = now + min(.milliseconds(500) * (1 << min(since - 1, 5)), .seconds(10))
    return since == 1
  }

  func isOver(_ now: ContinuousClock.Instant) -> Bool { nextTry.map { now >= $0 } ?? true }

  /// Forgets the trouble.
  ///
  /// - Returns: whether there was any.
  mutating func clear() -> Bool {
    defer { self = WriteBackoff() }
    return since > 0
  }
}

extension DatabaseFileError {
  /// Whether it may pass without anybody touching the deployment's files.
  var isPassing: Bool { code == .busy || code == .full }
}
