import CertificateSync
import Credentials
import CredentialsHTTP
import Foundation
import LoopbackSupport
import OpenEdX
import SiteNetwork
import Synchronization
import TestSupport
import Testing

@Suite("A token that must not be sent", .timeLimit(.minutes(30)))
struct UnfitTokenTests {
  private static let now = UTCTime(microseconds: 1_800_000_000_000_000)

  private static let unfit: [(token: String, finding: String)] = [
    (FakeToken.jwt("a", ["administrator": nil]), "the token lacks administrator: true, so it was not sent"),
    (FakeToken.jwt("a", ["administrator": false]), "the token lacks administrator: true"),
    (FakeToken.jwt("a", ["administrator": "true"]), "the token lacks administrator: true"),
    (FakeToken.jwt("a", ["exp": 1_799_999_999]), "the token expired at 2027-01-15T07:59:59Z, so it was not sent"),
    (FakeToken.jwt("a", ["exp": 1_800_000_000]), "the token expired at 2027-01-15T08:00:00Z"),
    (FakeToken.jwt("a", ["iat": nil]), "the token lacks iat"), ("opaque", "the token is no JWT, so it was not sent"),
    ("a.b.c", "the token is no JWT"),
  ]

  /// Every request that carries a token.
  private static func requests(_ service: RemoteCredentialsService) -> [@Sendable () async throws -> Void] {
    [
      { _ = try await service.post(.award()) }, { _ = try await service.post(.grade()) },
      { _ = try await service.post(.configuration) }, { _ = try await service.credentials(username: "dana") },
      { _ = try await service.awardedProgramUUIDs(username: "dana") },
    ]
  }

  @Test("is sent with no request, and the reason is the doctor's", arguments: unfit)
  func never(token: String, finding: String) async throws {
    try await LoopbackServer.run({ _ in .json(200, ["overall_status": "OK"]) }) { server in
      let tokens = FixedToken(try AccessToken(Secret(token)), origin: "the test")
      let service = try Site.service(server, tokens: tokens, clock: { Self.now })
      let doctor = try #require(await SiteCheck(service).run().last)
      #expect(doctor.step == .token && doctor.finding.hasPrefix(finding) && !doctor.remedies.isEmpty)
      for request in Self.requests(service) {
        let error = await #expect(throws: CredentialsTransportError.self) { try await request() }
        let found = try #require(error)
        #expect(found.reason == doctor.finding && found.isConfiguration && found.isUnsent)
        #expect(TaskOutcome(unanswered: found) == .pause(doctor.finding))
      }
      #expect(server.requests.map(\.uri) == ["/health/"])
    }
  }

  @Test("is asked for again where its source may have a better one", arguments: unfit)
  func renewed(token: String, finding: String) async throws {
    let good = FakeToken.jwt("good")
    let given = Mutex([token, good])
    let site: @Sendable (ReceivedRequest) -> LoopbackReply = { request in
      request.uri == "/oauth2/access_token/"
        ? .json(200, ["access_token": .string(given.withLock { $0.removeFirst() }), "expires_in": 3600])
        : .json(201, CredentialsRequest.award().row())
    }
    try await LoopbackServer.run(site) { server in
      let client = try OAuth2Client(
        lms: ServiceURL(server.address),
        identifier: "worker",
        secret: Secret("s"),
        clock: { Self.now }
      )
      let service = try Site.service(server, tokens: client.tokens(), clock: { Self.now })
      #expect(try await service.post(.award()).status == 201)
      #expect(server.requests.flatMap(\.authorization) == ["JWT \(good)"])
    }
  }

  @Test("is not sent either when it comes in place of one that the service has refused")
  func replaced() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data(FakeToken.jwt("first").utf8), as: "token")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let worse = FakeToken.jwt("second", ["administrator": false])
    let site: @Sendable (ReceivedRequest) -> LoopbackReply = { _ in
      try? Data(worse.utf8).write(to: URL(fileURLWithPath: path))
      return .json(401, ["detail": "Invalid token."])
    }
    try await LoopbackServer.run(site) { server in
      let service = try Site.service(server, tokens: FileToken(path: path))
      let error = await #expect(throws: CredentialsTransportError.self) { try await service.post(.award()) }
      #expect(try #require(error).reason.contains("lacks administrator"))
      #expect(server.requests.flatMap(\.authorization) == ["JWT \(FakeToken.jwt("first"))"])
    }
  }
}
