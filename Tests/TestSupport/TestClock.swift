import OpenEdX
import Synchronization

/// A clock that stands still until a test moves it.
package final class TestClock: Sendable {
  private let time: Mutex<UTCTime>

  /// Stands at a time.
  package init(_ time: UTCTime) { self.time = Mutex(time) }

  /// Where it stands.
  package var now: UTCTime { time.withLock { $0 } }

  /// Moves forward.
  package func advance(seconds: Double) { time.withLock { $0 = $0.adding(seconds: seconds) } }

  /// Moves forward to a time; never back.
  package func advance(to later: UTCTime) { time.withLock { $0 = max($0, later) } }
}
