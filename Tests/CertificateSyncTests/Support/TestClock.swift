import OpenEdX
import Synchronization

/// A clock that stands still until a test moves it.
final class TestClock: Sendable {
  private let time: Mutex<UTCTime>

  init(_ time: UTCTime) { self.time = Mutex(time) }

  var now: UTCTime { time.withLock { $0 } }

  func advance(seconds: Double) { time.withLock { $0 = $0.adding(seconds: seconds) } }

  /// Moves forward to a time; never back.
  func advance(to later: UTCTime) { time.withLock { $0 = max($0, later) } }
}
