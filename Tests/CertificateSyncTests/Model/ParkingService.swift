import Credentials
import OpenEdX
import Synchronization

/// A service before which every post, and every question for a learner's programs, stops until the scheduler of a model check says what becomes of it.
final class ParkingService: ForwardingService {
  /// What becomes of a parked post.
  enum Fate: CaseIterable {
    case carriedOut
    case lost
    case carriedOutThenLost
    case internalError
    case throttled
    case badRequest
    case unauthorized

    /// Whether the task will not be confirmed by it, so that another post is allowed.
    var isFault: Bool { self != .carriedOut }
  }

  let inner: any CredentialsService
  private let parked = Mutex<[String: CheckedContinuation<Fate, Never>]>([:])
  private let onParked: @Sendable (Parked) -> Void

  /// What stands before the service.
  struct Parked: Sendable {
    let place: String
    /// Nil for a question.
    let request: CredentialsRequest?
    /// Whether another one stands at the same place; this one is then lost at once.
    let isSecond: Bool
  }

  init(_ inner: any CredentialsService, onParked: @escaping @Sendable (Parked) -> Void) {
    self.inner = inner
    self.onParked = onParked
  }

  /// The place of a post: of what it changes only one can be under way.
  static func place(_ request: CredentialsRequest) -> String {
    switch request {
    case .courseCredential(let post): "\(post.username)/\(post.courseRunKey)"
    case .programCredential(let post): "\(post.username)/\(post.program)"
    case .grade(let post): "grade/\(post.username)/\(post.courseRunKey)"
    case .courseCertificate(let post): "date/\(post.courseRunKey)"
    }
  }

  func release(_ place: String, _ fate: Fate) {
    parked.withLock { $0.removeValue(forKey: place) }?.resume(returning: fate)
  }

  func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    switch await park(Self.place(request), request) {
    case .carriedOut: return try await inner.post(request)
    case .lost: throw CredentialsTransportError("connection refused")
    case .carriedOutThenLost:
      _ = try await inner.post(request)
      throw CredentialsTransportError("connection reset by peer")
    case .internalError: return CredentialsAnswer(status: 500, body: "deadlock")
    case .throttled: return CredentialsAnswer(status: 429, body: .null, retryAfter: 45)
    case .badRequest: return CredentialsAnswer(status: 400, body: ["username": "no"])
    case .unauthorized: return CredentialsAnswer(status: 401, body: ["detail": "no"])
    }
  }

  func awardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await parkReading(username)
    return try await inner.awardedProgramUUIDs(username: username)
  }

  func allAwardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await parkReading(username)
    return try await inner.allAwardedProgramUUIDs(username: username)
  }

  func courseCertificate(courseRunKey: String) async throws(CredentialsTransportError) -> StoredCourseCertificate? {
    try await inner.courseCertificate(courseRunKey: courseRunKey)
  }

  private func parkReading(_ username: String) async throws(CredentialsTransportError) {
    guard await park("programs of \(username)", nil) != .carriedOut else { return }
    throw CredentialsTransportError("connection refused")
  }

  private func park(_ place: String, _ request: CredentialsRequest?) async -> Fate {
    await withCheckedContinuation { continuation in
      let isSecond = parked.withLock { parked in
        if parked[place] != nil { return true }
        parked[place] = continuation
        return false
      }
      onParked(Parked(place: place, request: request, isSecond: isSecond))
      if isSecond { continuation.resume(returning: .lost) }
    }
  }
}
