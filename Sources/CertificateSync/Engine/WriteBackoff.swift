import DatabaseFile

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
