import Credentials
import OpenEdX
import Synchronization

/// A service before which every post stops until the scheduler of a model check says what becomes of it.
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
  private let onParked: @Sendable (JSONValue) -> Void

  init(_ inner: any CredentialsService, onParked: @escaping @Sendable (JSONValue) -> Void) {
    self.inner = inner
    self.onParked = onParked
  }

  /// The place of a post: a learner and a run can have only one under way.
  static func place(_ body: JSONValue) -> String {
    "\(body["username"]?.string ?? "")/\(body["credential"]?["course_run_key"]?.string ?? "")"
  }

  func isTaken(_ place: String) -> Bool { parked.withLock { $0[place] != nil } }

  func release(_ place: String, _ fate: Fate) {
    parked.withLock { $0.removeValue(forKey: place) }?.resume(returning: fate)
  }

  func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    guard case .credential(let body) = request else { return try await inner.post(request) }
    let fate = await withCheckedContinuation { continuation in
      parked.withLock { $0[Self.place(body)] = continuation }
      onParked(body)
    }
    switch fate {
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
}
