import Credentials
import OpenEdX
import Synchronization

/// A Credentials service that a test tells what to answer; without a script it is the embedded one.
final class ScriptedService: ForwardingService {
  enum Step: Sendable {
    /// Answers this; nothing is carried out.
    case answer(CredentialsAnswer)
    /// No answer, and nothing is carried out.
    case lost(String)
    /// Carried out, but the answer never arrives.
    case carriedOutThenLost(String)
    /// Waits for the latch, then carries it out.
    case heldBack(Latch)
  }

  let inner: any CredentialsService
  private let state = Mutex(State())

  private struct State {
    var script: [Step] = []
    var always: Step?
    var posts: [CredentialsRequest] = []
  }

  init(_ inner: any CredentialsService) { self.inner = inner }

  /// All posts, those refused included.
  var posts: [CredentialsRequest] { state.withLock { $0.posts } }

  /// The statuses of all posts of courses' credentials, in order.
  var postedStatuses: [CredentialStatus] { posts.compactMap(\.courseStatus) }

  /// What the next posts meet, one step each.
  func next(_ steps: Step...) { state.withLock { $0.script += steps } }

  /// What every post meets for which there is no step; nil carries it out.
  func always(_ step: Step?) { state.withLock { $0.always = step } }

  func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    let step = state.withLock { state -> Step? in
      state.posts.append(request)
      return state.script.isEmpty ? state.always : state.script.removeFirst()
    }
    switch step {
    case nil: return try await inner.post(request)
    case .answer(let answer): return answer
    case .lost(let reason): throw CredentialsTransportError(reason)
    case .carriedOutThenLost(let reason):
      _ = try await inner.post(request)
      throw CredentialsTransportError(reason)
    case .heldBack(let latch):
      await latch.pass()
      guard !Task.isCancelled else { throw CredentialsTransportError("the request was cancelled") }
      return try await inner.post(request)
    }
  }
}

extension CredentialsRequest {
  /// The status that is posted of a course's credential.
  var courseStatus: CredentialStatus? {
    if case .courseCredential(let post) = self { post.status } else { nil }
  }
}

extension ScriptedService.Step {
  static func status(_ status: Int, _ body: JSONValue = .null, retryAfter: Double? = nil) -> Self {
    .answer(CredentialsAnswer(status: status, body: body, retryAfter: retryAfter))
  }
}
