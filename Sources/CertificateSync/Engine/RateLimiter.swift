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

/// A service that is asked no more often than so many times a second.
///
/// The limit stands before the service and not before the claim, because a task may make several requests.
final class RateLimitedService: CredentialsService {
  private let inner: any CredentialsService
  private let clock: @Sendable () -> UTCTime
  private let limiter: Mutex<RateLimiter>

  init(_ inner: any CredentialsService, requestsPerSecond: Double, clock: @escaping @Sendable () -> UTCTime) {
    self.inner = inner
    self.clock = clock
    limiter = Mutex(RateLimiter(requestsPerSecond: requestsPerSecond))
  }

  var destination: String { inner.destination }

  func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    try await wait()
    return try await inner.post(request)
  }

  func awardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await wait()
    return try await inner.awardedProgramUUIDs(username: username)
  }

  func allAwardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await wait()
    return try await inner.allAwardedProgramUUIDs(username: username)
  }

  func programs(containing courseRunKeys: [String]) async throws(CredentialsTransportError) -> [ProgramOutline] {
    try await inner.programs(containing: courseRunKeys)
  }

  private func wait() async throws(CredentialsTransportError) {
    let seconds = limiter.withLock { $0.reserve(now: clock()) }
    guard seconds > 0 else { return }
    do {
      try await Task.sleep(for: .seconds(seconds))
    } catch {
      throw CredentialsTransportError("the request was cancelled before it was sent")
    }
  }
}
