import LoopbackSupport
import OpenEdX
import Synchronization

/// The tokens that requests carried, and a site that answers them badly in turn.
final class Carried: Sendable {
  private let state = Mutex((tokens: Set<String>(), posts: 0))

  /// All tokens so far.
  var tokens: [String] { state.withLock { $0.tokens.sorted() } }

  /// Gives tokens as the LMS does, and answers the first posts with a trouble each.
  func reply(to request: ReceivedRequest, from site: FakeSite) -> LoopbackReply {
    if request.uri == "/oauth2/access_token/" {
      return .json(
        200,
        ["access_token": .string(FakeToken.jwt("hunter2-given")), "expires_in": 3600, "token_type": "JWT"]
      )
    }
    let post = state.withLock { state in
      for header in request.authorization {
        state.tokens.formUnion(header.split(separator: " ").dropFirst().map(String.init))
      }
      if request.method == "POST", request.body != "{}" { state.posts += 1 }
      return state.posts
    }
    guard request.method == "POST" else { return site.answer(request) }
    // Each repeats what it was sent.
    let token = request.authorization.first?.split(separator: " ").last.map(String.init) ?? ""
    switch post {
    case 1: return .json(400, ["detail": .string("you sent \(token)"), token: ["a bad post"]])
    case 2: return .answer(status: 302, headers: [("Location", "http://elsewhere.invalid/\(token)/")], body: "")
    case 3: return .json(401, ["detail": "Invalid token."])
    case 4: return .close
    default: return site.answer(request)
    }
  }
}
