import Credentials
import OpenEdX
import Synchronization

/// The embedded service, which answers otherwise where a test says so, and keeps what was posted.
final class OverruledService: CredentialsService {
  private struct State {
    var posts: [CredentialsRequest] = []
    var answers: [Int: CredentialsAnswer] = [:]
    var lostAnswers: Set<Int> = []
    var failsReading = false
    var beforePost: @Sendable (Int) throws -> Void = { _ in }
  }

  let inner: EmbeddedCredentialsService
  private let state = Mutex(State())

  init(_ inner: EmbeddedCredentialsService) { self.inner = inner }

  var destination: String { inner.destination }
  var posts: [CredentialsRequest] { state.withLock { $0.posts } }

  /// Answers the post of this number, counted from 0, without carrying it out.
  func answer(_ number: Int, _ status: Int, retryAfter: Double? = nil) {
    let answer = CredentialsAnswer(status: status, body: ["detail": "scripted"], retryAfter: retryAfter)
    state.withLock { $0.answers[number] = answer }
  }

  /// Loses the post of this number.
  func lose(_ number: Int) { state.withLock { _ = $0.lostAnswers.insert(number) } }

  /// Fails all reads from now on.
  func failReading() { state.withLock { $0.failsReading = true } }

  /// Does something while a post is on its way.
  func beforePost(_ body: @escaping @Sendable (Int) throws -> Void) { state.withLock { $0.beforePost = body } }

  func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    let (number, scripted, isLost, before) = state.withLock { state in
      let number = state.posts.count
      state.posts.append(request)
      return (number, state.answers[number], state.lostAnswers.contains(number), state.beforePost)
    }
    do { try before(number) } catch { throw CredentialsTransportError("\(error)") }
    if isLost { throw CredentialsTransportError("scripted loss") }
    if let scripted { return scripted }
    return try await inner.post(request)
  }

  func awardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try checkReading()
    return try await inner.awardedProgramUUIDs(username: username)
  }

  func allAwardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try checkReading()
    return try await inner.allAwardedProgramUUIDs(username: username)
  }

  func programs(containing runs: [String]) async throws(CredentialsTransportError) -> [ProgramOutline] {
    try await inner.programs(containing: runs)
  }

  private func checkReading() throws(CredentialsTransportError) {
    if state.withLock({ $0.failsReading }) { throw CredentialsTransportError("scripted failure of a read") }
  }
}

extension CredentialsRequest {
  /// The body, whichever endpoint it goes to.
  var body: JSONValue {
    switch self {
    case .credential(let body), .grade(let body), .courseCertificate(let body): body
    }
  }
}
