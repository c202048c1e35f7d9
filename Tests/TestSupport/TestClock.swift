import OpenEdX
import Synchronization

/// A clock that stands still until a test moves it.
public final class TestClock: Sendable {
  private let time: Mutex<UTCTime>

  /// Stands at a time.
  public init(_ time: UTCTime) { self.time = Mutex(time) }

  /// Where it stands.
  public var now: UTCTime { time.withLock { $0 } }

  /// Moves forward.
  public func advance(seconds: Double) { time.withLock { $0 = $0.adding(seconds: seconds) } }

  /// Moves forward to a time; never back.
  public func advance(to later: UTCTime) { time.withLock { $0 = max($0, later) } }
}
