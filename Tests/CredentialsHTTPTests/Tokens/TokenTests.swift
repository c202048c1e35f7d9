import Credentials
import Foundation
import JWTKit
import LoopbackSupport
import OpenEdX
import Synchronization
import TestSupport
import Testing

@testable import CredentialsHTTP
@testable import SiteNetwork

@Suite("Tokens", .timeLimit(.minutes(30)))
struct TokenTests {
  private static let start = UTCTime(microseconds: 1_800_000_000_000_000)

  /// An LMS that gives one token after the other, each good for an hour.
  private static func lms(_ count: borrowing Mutex<Int>) -> LoopbackReply {
    let number = count.withLock { value in
      value += 1
      return value
    }
    return .json(200, ["access_token": .string(Self.given(number)), "expires_in": 3600, "token_type": "JWT"])
  }

  private static func given(_ number: Int) -> String { FakeToken.jwt("t\(number)") }

  private final class Counter: Sendable { let count = Mutex(0) }

  @Test("are asked for at the LMS as a client, once for all tasks that wait")
  func clientCredentials() async throws {
    let counter = Counter()
    try await LoopbackServer.run({ _ in Self.lms(counter.count) }) { server in
      let client = try OAuth2Client(lms: ServiceURL(server.address), identifier: "worker", secret: Secret("hunter2&"))
      let tokens = client.tokens()
      let got = try await withThrowingTaskGroup(of: AccessToken.self) { group in
        for _ in 0..<50 { group.addTask { try await tokens.token() } }
        return try await group.reduce(into: Set<AccessToken>()) { $0.insert($1) }
      }
      #expect(got.map(\.secret) == [Secret(Self.given(1))])
      let request = try #require(server.requests.first)
      #expect(server.requests.count == 1)
      #expect(request.method == "POST" && request.uri == "/oauth2/access_token/")
      #expect(
        request.form == [
          "grant_type": "client_credentials", "token_type": "jwt", "client_id": "worker", "client_secret": "hunter2&",
        ]
      )
      #expect(request.authorization.isEmpty)
    }
  }

  @Test("are renewed a minute before they expire")
  func renewed() async throws {
    let time = Mutex(Self.start)
    let counter = Counter()
    let tokens = RenewingTokens(origin: "test", clock: { time.withLock { $0 } }) {
      let number = counter.count.withLock { value in
        value += 1
        return value
      }
      do throws(TokenError) {
        let expires = time.withLock { $0.adding(seconds: 300) }
        return .success(try AccessToken(Secret("t\(number)"), expires: expires))
      } catch { return .failure(error) }
    }
    #expect(try await tokens.token().secret == Secret("t1"))
    time.withLock { $0 = Self.start.adding(seconds: 239) }
    #expect(try await tokens.token().secret == Secret("t1"))
    time.withLock { $0 = Self.start.adding(seconds: 240) }
    #expect(try await tokens.token().secret == Secret("t2"))
  }

  @Test("that live a minute or less are not asked for anew for each request", arguments: [60.0, 20, 4])
  func shortLived(_ life: Double) async throws {
    let time = Mutex(Self.start)
    let counter = Counter()
    let tokens = RenewingTokens(origin: "test", clock: { time.withLock { $0 } }) {
      let number = counter.count.withLock { value in
        value += 1
        return value
      }
      let now = time.withLock { $0 }
      do throws(TokenError) {
        return .success(try AccessToken(Secret(Self.given(number)), expires: now.adding(seconds: life)))
      } catch { return .failure(error) }
    }
    for _ in 0..<20 { _ = try await tokens.token() }
    #expect(counter.count.withLock { $0 } == 1)
    time.withLock { $0 = $0.adding(seconds: life * 0.7) }
    #expect(try await tokens.token().secret == Secret(Self.given(1)))
    time.withLock { $0 = $0.adding(seconds: life * 0.1) }
    #expect(try await tokens.token().secret == Secret(Self.given(2)), "a quarter of its life before its end")
  }

  @Test("that expire in the middle of a run are renewed once and every post gets through")
  func expiredMidRun() async throws {
    let counter = Counter()
    let good = Mutex("JWT \(Self.given(1))")
    let both: @Sendable (ReceivedRequest) -> LoopbackReply = { request in
      if request.uri == "/oauth2/access_token/" { return Self.lms(counter.count) }
      let isGood = request.authorization == [good.withLock { $0 }]
      return isGood ? .json(201, CredentialsRequest.award().row()) : .json(401, ["detail": "Invalid token."])
    }
    try await LoopbackServer.run(both) { server in
      let client = try OAuth2Client(lms: ServiceURL(server.address), identifier: "worker", secret: Secret("s"))
      let service = try Site.service(server, tokens: client.tokens())
      #expect(try await service.post(.award()).status == 201)
      good.withLock { $0 = "JWT \(Self.given(2))" }
      let answers = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<16 { group.addTask { try await service.post(.award()).status } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers == Array(repeating: 201, count: 16))
      #expect(counter.count.withLock { $0 } == 2)
    }
  }

  @Test("that stay refused are tried once more and no oftener")
  func staysRefused() async throws {
    let counter = Counter()
    let both: @Sendable (ReceivedRequest) -> LoopbackReply = { request in
      request.uri == "/oauth2/access_token/" ? Self.lms(counter.count) : .json(401, ["detail": "Invalid token."])
    }
    try await LoopbackServer.run(both) { server in
      let client = try OAuth2Client(lms: ServiceURL(server.address), identifier: "worker", secret: Secret("s"))
      let answer = try await Site.service(server, tokens: client.tokens()).post(.award())
      #expect(answer.status == 401)
      #expect(server.requests.count == 4)
      let fixed = try await Site.service(server).post(.award())
      #expect(fixed.status == 401 && server.requests.count == 5)
    }
  }

  @Test("that the LMS refuses are the configuration's fault, those it cannot give now are not")
  func refusedByLMS() async throws {
    let echo = LoopbackReply.json(401, ["error": "invalid_client", "error_description": "hunter2 is wrong"])
    try await LoopbackServer.run({ _ in echo }) { server in
      let client = try OAuth2Client(lms: ServiceURL(server.address), identifier: "worker", secret: Secret("hunter2"))
      let service = try Site.service(server, tokens: client.tokens())
      let error = await #expect(throws: CredentialsTransportError.self) { try await service.post(.award()) }
      let found = try #require(error)
      #expect(found.isConfiguration && found.isUnsent && found.reason.hasPrefix("nothing was sent: no token"))
      #expect(found.reason.contains("401 invalid_client") && !found.reason.contains("hunter2"))
    }
    try await LoopbackServer.run({ _ in .json(503, ["detail": "busy"]) }) { server in
      let client = try OAuth2Client(lms: ServiceURL(server.address), identifier: "worker", secret: Secret("hunter2"))
      let service = try Site.service(server, tokens: client.tokens())
      let error = await #expect(throws: CredentialsTransportError.self) { try await service.post(.award()) }
      let found = try #require(error)
      #expect(
        !found.isConfiguration && found.isUnsent && found.told.hasPrefix("nothing was sent: no token from the LMS")
      )
    }
  }

  @Test(
    "are signed here with the claims that the service needs",
    .enabled(if: OpenSSL.path != nil, "there is no openssl program to make a key with"),
    arguments: ["HS256", "RS512"]
  )
  func signed(_ algorithm: String) async throws {
    let pem = try OpenSSL.privateKey()
    let signer = try TokenSigner(
      algorithm == "HS256" ? .shared(Secret("an-lms-secret-of-thirty-two-bytes")) : .privatePEM(Secret(pem)),
      claims: .init(issuer: "https://lms.example.org/oauth2", audience: "openedx", username: "worker"),
      clock: { Self.start }
    )
    let token = try await signer.tokens().token()
    let claims = try #require(TokenClaims(token.secret))
    #expect(claims.missing == [] && claims.isAdministrator && claims.username == "worker")
    #expect(claims.issuer == "https://lms.example.org/oauth2" && claims.audience == "openedx")
    #expect(claims.issued == Self.start && claims.expires == Self.start.adding(seconds: 3600))
    #expect(token.expires == claims.expires)

    let keys = JWTKeyCollection()
    if algorithm == "HS256" {
      await keys.add(hmac: "an-lms-secret-of-thirty-two-bytes", digestAlgorithm: .sha256)
    } else {
      try await keys.add(rsa: Insecure.RSA.PrivateKey(pem: pem).publicKey, digestAlgorithm: .sha512)
    }
    let verified = try await keys.verify(token.secret.revealed, as: Administrator.self)
    #expect(verified.administrator && verified.version == "1.2.0")
  }

  @Test(
    "signed with a short secret carry the signature that other libraries expect",
    .enabled(if: OpenSSL.path != nil, "there is no openssl program to compare with")
  )
  func shortSecret() async throws {
    let signer = try TokenSigner(
      .shared(Secret("lms-secret")),
      claims: .init(issuer: "i", audience: "a", username: "w"),
      clock: { Self.start }
    )
    let parts = try await signer.tokens().token().secret.revealed.split(separator: ".").map(String.init)
    let folder = try TemporaryFolder()
    let signed = try folder.write(Data("\(parts[0]).\(parts[1])".utf8), as: "signed")
    let arguments = ["dgst", "-sha256", "-mac", "HMAC", "-macopt", "key:lms-secret", "-binary"]
    try OpenSSL.run(arguments + ["-out", folder.file("mac"), signed])
    let mac = try Data(contentsOf: URL(fileURLWithPath: folder.file("mac")))
    let text = mac.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    #expect(text.replacing("=", with: "") == parts[2])
  }

  private struct Administrator: JWTPayload {
    let administrator: Bool
    let version: String
    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  @Test("in a file are read again when the service refuses the one before")
  func fileToken() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data("old.a.b\n".utf8), as: "token")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let source = FileToken(path: path)
    let old = try await source.token()
    #expect(try await source.token(after: old) == nil)
    try Data("new.a.b\n".utf8).write(to: URL(fileURLWithPath: path))
    #expect(try await source.token(after: old)?.secret == Secret("new.a.b"))
  }

  @Test("never hold what could break a header")
  func injection() {
    for text in ["a\r\nX-Evil: 1", "a b", "", "ü"] {
      #expect(throws: TokenError.self) { try AccessToken(Secret(text)) }
    }
  }
}
