import OpenEdX
import Synchronization

/// What was posted and accepted, the last post of each credential.
package final class PostedCredentials: Sendable {
  private struct State {
    var posts: [ExactText: PostedCredential] = [:]
    var grades: Set<ExactText> = []
  }

  private let state = Mutex(State())

  /// Begins with nothing.
  package init() {}

  /// The last accepted post of each credential, by learner.
  package var posts: [PostedCredential] {
    state.withLock { $0.posts.sorted { $0.key < $1.key }.map(\.value) }
  }

  /// How many grades were accepted, each once.
  package var gradeCount: Int { state.withLock { $0.grades.count } }

  func keep(_ request: CredentialsRequest) {
    switch request {
    case .credential(let body):
      guard let post = PostedCredential(body) else { return }
      state.withLock { $0.posts[post.key] = post }
    case .grade(let body):
      let name = "\(body["username"]?.string ?? "")\u{0}\(body["course_run"]?.string ?? "")"
      state.withLock { _ = $0.grades.insert(ExactText(name)) }
    case .courseCertificate: return
    }
  }
}

/// Keeps what another service has accepted, so that it can be read back.
package struct RememberingCredentialsService: CredentialsService {
  private let service: any CredentialsService
  private let ledger: PostedCredentials

  /// Takes the service that posts.
  package init(_ service: any CredentialsService, ledger: PostedCredentials) {
    self.service = service
    self.ledger = ledger
  }

  /// That of the service.
  package var destination: String { service.destination }

  /// Posts, and keeps what was accepted; see `CredentialsService`.
  package func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    let answer = try await service.post(request)
    if answer.isSuccess { ledger.keep(request) }
    return answer
  }

  /// Asks the service.
  package func awardedProgramUUIDs(
    username: String
  ) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await service.awardedProgramUUIDs(username: username)
  }

  /// Asks the service.
  package func allAwardedProgramUUIDs(
    username: String
  ) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await service.allAwardedProgramUUIDs(username: username)
  }

  /// Asks the service.
  package func programs(
    containing courseRunKeys: [String]
  ) async throws(CredentialsTransportError) -> [ProgramOutline] {
    try await service.programs(containing: courseRunKeys)
  }
}
