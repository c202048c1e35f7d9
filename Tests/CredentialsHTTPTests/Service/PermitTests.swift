import Credentials
import LoopbackSupport
import OpenEdX
import Synchronization
import Testing

@testable import CredentialsHTTP

@Suite("A permit for each post", .timeLimit(.minutes(30)))
struct PermitTests {
  private struct Renewing: TokenSource {
    let origin = "the test"
    let isRenewedHere = true

    func token() async throws(TokenError) -> AccessToken { try AccessToken(Secret(FakeToken.jwt("old"))) }

    func token(after refused: AccessToken) async throws(TokenError) -> AccessToken? {
      try AccessToken(Secret(FakeToken.jwt("new")))
    }
  }

  @Test func `is asked for right before each sending, also with a newer token, and never for a question`() async throws
  {
    let post = CredentialsRequest.award()
    try await LoopbackServer.run { request in
      if request.method == "GET" { return .json(200, ["count": 0, "next": nil, "previous": nil, "results": []]) }
      return request.authorization.first?.hasSuffix("new") == true
        ? .json(201, post.row()) : .json(401, ["detail": "Expired."])
    } _: { server in
      var service = try Site.service(server, tokens: Renewing())
      let asked = Mutex<[CredentialsRequest]>([])
      service.permit = { request in
        asked.withLock { $0.append(request) }
        return .now + .seconds(3600)
      }
      #expect(try await service.post(post).status == 201)
      #expect(asked.withLock { $0 } == [post, post])
      _ = try await service.credentials(username: "dana")
      #expect(asked.withLock { $0.count } == 2)
    }
  }

  @Test func `that is refused keeps a post from being sent`() async throws {
    try await LoopbackServer.run { _ in
      .json(500, [:])
    } _: { server in
      var service = try Site.service(server)
      service.permit = { _ throws(CredentialsTransportError) in
        throw CredentialsTransportError("another has it", isUnsent: true, isElsewhere: true)
      }
      let refused = service
      let error = await #expect(throws: CredentialsTransportError.self) { try await refused.post(.award()) }
      #expect(error?.isElsewhere == true)
      #expect(server.requests.isEmpty)
    }
  }

  @Test func `whose moment has passed when the post is written keeps its body from being sent`() async throws {
    try await LoopbackServer.run { request in
      request.json == nil ? .json(400, [:]) : .json(201, CredentialsRequest.award().row())
    } _: { server in
      var service = try Site.service(server)
      service.permit = { _ in .now }
      let late = service
      for _ in 0..<3 {
        let error = await #expect(throws: CredentialsTransportError.self) { try await late.post(.award()) }
        #expect(error?.isUnsent == true, "\(error?.reason ?? "")")
      }
      #expect(server.requests.allSatisfy { $0.json == nil })
      service.permit = { _ in .now + .seconds(3600) }
      #expect(try await service.post(.award()).status == 201)
    }
  }
}
