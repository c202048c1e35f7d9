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

  @Test func `whose moment has passed when the connection is ready is asked for again, and then holds`() async throws {
    try await LoopbackServer.run { _ in
      .json(201, CredentialsRequest.award().row())
    } _: { server in
      var service = try Site.service(server)
      let asked = Mutex(0)
      service.permit = { _ in
        let number = asked.withLock { asked in
          asked += 1
          return asked
        }
        return number == 1 ? .now : .now + .seconds(3600)
      }
      #expect(try await service.post(.award()).status == 201)
      #expect(asked.withLock { $0 } == 2 && server.requests.count == 1)
    }
  }

  @Test(arguments: [false, true])
  func `that is not given again, or has run out again, keeps the body from being sent`(isRefused: Bool) async throws {
    try await LoopbackServer.run { request in
      request.json == nil ? .json(400, [:]) : .json(201, CredentialsRequest.award().row())
    } _: { server in
      var service = try Site.service(server)
      let asked = Mutex(0)
      service.permit = { _ throws(CredentialsTransportError) in
        let number = asked.withLock { asked in
          asked += 1
          return asked
        }
        guard isRefused, number.isMultiple(of: 2) else { return .now }
        throw CredentialsTransportError("another has it", isUnsent: true, isElsewhere: true)
      }
      let late = service
      for _ in 0..<3 {
        let error = await #expect(throws: CredentialsTransportError.self) { try await late.post(.award()) }
        #expect(error?.isUnsent == true && error?.isElsewhere == isRefused, "\(error?.reason ?? "")")
      }
      #expect(asked.withLock { $0 } == 6)
      #expect(server.requests.allSatisfy { $0.json == nil })
      // Connections that ended so are in nobody's way.
      service.permit = { _ in .now + .seconds(3600) }
      #expect(try await service.post(.award()).status == 201)
    }
  }
}
