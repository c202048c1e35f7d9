import Credentials
import OpenEdX
import Synchronization

/// Spreads requests evenly: each is given the next free moment. Pure: it is told the time.
struct RateLimiter {
  private let seconds: Double
  private var free: UTCTime?

  init(requestsPerSecond: Double) { seconds = 1 / requestsPerSecond }

  /// Takes the next moment and says how many seconds it is away.
  mutating func reserve(now: UTCTime) -> Double {
    let moment = max(free ?? now, now)
    free = moment.adding(seconds: seconds)
    return Double(moment.microseconds - now.microseconds) / 1_000_000
  }
}

/// Lets requests pass no more often than so many times a second.
///
/// It stands before each request and not before the claim, because a task may make several.
final class RequestGate: Sendable {
  private let clock: @Sendable () -> UTCTime
  private let limiter: Mutex<RateLimiter>

  init(requestsPerSecond: Double, clock: @escaping @Sendable () -> UTCTime) {
    self.clock = clock
    limiter = Mutex(RateLimiter(requestsPerSecond: requestsPerSecond))
  }

  /// Waits for the next moment.
  ///
  /// - Throws: `CredentialsTransportError` when the task is cancelled meanwhile; nothing was sent then.
  func pass() async throws(CredentialsTransportError) {
    let seconds = limiter.withLock { $0.reserve(now: clock()) }
    guard seconds > 0 else { return }
    do {
      try await Task.sleep(for: .seconds(seconds))
    } catch {
      throw CredentialsTransportError("the request was cancelled before it was sent", isUnsent: true)
    }
  }
}
