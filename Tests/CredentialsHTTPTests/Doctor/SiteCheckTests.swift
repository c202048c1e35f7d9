import Credentials
import CredentialsHTTP
import Foundation
import LoopbackSupport
import OpenEdX
import SiteNetwork
import Testing

@Suite("The doctor")
struct SiteCheckTests {
  private static let now = UTCTime(microseconds: 1_800_000_000_000_000)

  /// A token that says this, good for an hour unless it says otherwise.
  private static func token(_ changes: [String: JSONValue?] = [:]) -> Secret {
    let hour: [String: JSONValue?] = ["exp": 1_800_003_600, "iat": 1_800_000_000]
    return Secret(FakeToken.jwt("worker", hour.merging(changes) { $1 }))
  }

  /// A healthy service, apart from what a test changes by method and path.
  private static func reply(_ request: ReceivedRequest, _ changes: [String: LoopbackReply]) -> LoopbackReply {
    let path = request.uri.split(separator: "?").first.map(String.init) ?? ""
    let name = "\(request.method) \(path)"
    if let changed = changes[name] { return changed }
    switch name {
    case "GET /health/": return .json(200, ["overall_status": "OK", "detailed_status": ["database_status": "OK"]])
    case "POST /api/v2/credentials/":
      let required: JSONValue = ["This field is required."]
      return request.json == [:] ? .json(400, ["username": required, "credential": required]) : .json(201, [:])
    case "GET /api/v2/credentials/":
      return .json(200, ["count": 0, "next": nil, "previous": nil, "results": []])
    case "GET /records/api/v1/program_records/": return .json(200, ["enrolled_programs": []])
    default: return .json(404, ["detail": "Not found."])
    }
  }

  private func check(
    token: Secret? = nil,
    _ changes: [String: LoopbackReply] = [:]
  ) async throws -> (results: [SiteCheck.Result], requests: [ReceivedRequest]) {
    try await LoopbackServer.run({ Self.reply($0, changes) }) { server in
      let tokens = FixedToken(try AccessToken(token ?? Self.token()), origin: "the test")
      let service = try Site.service(server, tokens: tokens, clock: { Self.now })
      return (await SiteCheck(service).run(), server.requests)
    }
  }

  @Test("finds nothing wrong with a good site, and writes nothing there")
  func good() async throws {
    let (results, requests) = try await check()
    #expect(results.map(\.step) == SiteCheck.Step.allCases.filter { $0 != .site })
    #expect(results.allSatisfy { $0.verdict == .good && $0.remedies.isEmpty })
    #expect(requests.filter { $0.method == "POST" }.map(\.body) == ["{}"])
    #expect(requests.first?.authorization == [])
  }

  @Test("ends at what others build on, with a remedy")
  func ends() async throws {
    let cases: [(String, LoopbackReply, SiteCheck.Step, String)] = [
      ("GET /health/", .json(503, ["overall_status": "UNAVAILABLE"]), .health, "503"),
      ("GET /health/", .json(404, [:]), .health, "404"), ("GET /health/", .close, .health, "closed"),
      (
        "GET /health/", .answer(status: 301, headers: [("Location", "https://other/health/")], body: ""), .health,
        "redirect"
      ),
      ("POST /api/v2/credentials/", .json(401, ["detail": "Invalid token."]), .add, "Invalid token."),
      ("POST /api/v2/credentials/", .json(403, ["detail": "No."]), .add, "403"),
      ("POST /api/v2/credentials/", .json(429, ["detail": "Throttled."]), .add, "429"),
      ("POST /api/v2/credentials/", .json(201, [:]), .add, "201"),
    ]
    for (path, reply, step, expected) in cases {
      let last = try #require(try await check([path: reply]).results.last)
      #expect(last.step == step && last.verdict == .bad && last.finding.contains(expected), "\(last)")
      #expect(!last.remedies.isEmpty)
    }
  }

  @Test("names the five causes of a 401 and the missing claim behind a 403")
  func causes() async throws {
    let refused = try await check(["POST /api/v2/credentials/": .json(401, ["detail": "Invalid token."])]).results
    let lines = refused.last?.remedies ?? []
    #expect((1...5).allSatisfy { number in lines.contains { $0.hasPrefix("\(number). ") } })
    let forbidden = try await check(["POST /api/v2/credentials/": .json(403, ["detail": "No."])]).results
    #expect(forbidden.last?.remedies.joined().contains("administrator: true") == true)
  }

  @Test("warns of the worker that can post but not read, and goes on")
  func cannotView() async throws {
    let (results, _) = try await check(["GET /api/v2/credentials/": .json(403, ["detail": "No."])])
    #expect(results.map(\.verdict) == [.good, .good, .good, .good, .warning, .good])
    #expect(results[4].remedies.joined().contains("view user credential"))
  }

  private static let page = LoopbackReply.answer(
    status: 200,
    headers: [("Content-Type", "text/html")],
    body: "<html><title>Log in</title></html>"
  )
  private static let failure = LoopbackReply.answer(
    status: 500,
    headers: [("Content-Type", "text/html")],
    body: "<html><title>Server Error</title></html>"
  )

  @Test("tells the service's own failure from a page that stands before it, from a redirect and from a wrong root")
  func reasons() async throws {
    let redirect = LoopbackReply.answer(status: 302, headers: [("Location", "https://sso.invalid/login")], body: "")
    let cases: [(String, LoopbackReply, SiteCheck.Step, finding: String, remedy: String)] = [
      ("POST /api/v2/credentials/", Self.failure, .add, "500 Server Error", "look at its log"),
      ("POST /api/v2/credentials/", redirect, .add, "redirect to https://sso.invalid/login", "A login or a page"),
      ("POST /api/v2/credentials/", Self.page, .add, "without readable JSON", "Something else answers there"),
      ("GET /health/", Self.page, .health, "without readable JSON", "Something else answers there"),
      ("GET /health/", Self.failure, .health, "answered 500", "look at its log"),
      ("GET /health/", .json(401, ["detail": "No."]), .health, "answered 401", "not the root of a Credentials service"),
      ("GET /health/", .json(503, ["overall_status": "UNAVAILABLE"]), .health, "503", "The service itself is ill"),
    ]
    for (path, reply, step, finding, remedy) in cases {
      let last = try #require(try await check([path: reply]).results.last)
      #expect(last.step == step && last.verdict == .bad && last.finding.contains(finding), "\(last)")
      #expect(last.remedies.joined().contains(remedy), "\(last)")
    }
  }

  @Test("says that a path in the address is one too many")
  func path() async throws {
    try await LoopbackServer.run({ _ in .json(401, ["detail": "No."]) }) { server in
      let last = try #require(await SiteCheck(Site.service(server.address + "/api/v2/")).run().last)
      #expect(last.finding.contains("/api/v2/health/ answered 401"))
      #expect(last.remedies.joined().contains("credentials.url has the path /api/v2: leave it out"))
    }
  }

  @Test("tells an LMS that is busy or broken from one that is another site, cannot be reached, or refuses the client")
  func lms() async throws {
    let cases: [(LoopbackReply, finding: String, remedy: String)] = [
      (Self.page, "so it is not the LMS", "Set lms.url to the service's own root"),
      (Self.failure, "500 Server Error", "busy or in trouble"),
      (.json(429, ["detail": "slow"]), "429 slow", "busy or in trouble"),
      (.close, "closed", "Check host, port and scheme of lms.url"),
      (.json(401, ["error": "invalid_client"]), "invalid_client", "The LMS knows no such client"),
      (.answer(status: 301, headers: [("Location", "/x")], body: ""), "redirect to /x", "Set lms.url to the address"),
    ]
    for (reply, finding, remedy) in cases {
      try await LoopbackServer.run({ $0.uri == "/oauth2/access_token/" ? reply : Self.reply($0, [:]) }) { server in
        let client = try OAuth2Client(lms: ServiceURL(server.address), identifier: "worker", secret: Secret("hunter2"))
        let last = try #require(await SiteCheck(Site.service(server, tokens: client.tokens())).run().last)
        #expect(last.step == .token && last.verdict == .bad && last.finding.contains(finding), "\(last)")
        #expect(last.remedies.joined().contains(remedy), "\(last)")
      }
    }
  }

  @Test("warns of a token that ends within two minutes, unless it is renewed here")
  func shortLife() async throws {
    for (end, verdict) in [(119, SiteCheck.Verdict.warning), (121, .good)] {
      let (results, _) = try await check(token: Self.token(["exp": .number(Double(1_800_000_000 + end))]))
      #expect(results.count == 6 && results[2].verdict == verdict, "\(results[2])")
      #expect(results[2].remedies.isEmpty == (verdict == .good))
    }
    try await LoopbackServer.run({ Self.reply($0, [:]) }) { server in
      let short = Self.token(["exp": 1_800_000_090])
      let tokens = RenewingTokens(origin: "the test", clock: { Self.now }) {
        do throws(TokenError) { return .success(try AccessToken(short)) } catch { return .failure(error) }
      }
      let results = await SiteCheck(try Site.service(server, tokens: tokens, clock: { Self.now })).run()
      #expect(results.allSatisfy { $0.verdict == .good }, "\(results)")
    }
  }

  @Test("never sends a token that would take the worker's rights away, or that is known to be bad")
  func badTokens() async throws {
    let cases: [([String: JSONValue?], String)] = [
      (["administrator": false], "lacks administrator"), (["administrator": nil], "lacks administrator"),
      (["exp": 1_799_999_999], "expired at 2027-01-15T07:59:59Z"), (["iat": nil], "lacks iat"),
      (["aud": nil, "iss": nil], "lacks aud, iss"),
    ]
    for (changes, expected) in cases {
      let (results, requests) = try await check(token: Self.token(changes))
      #expect(results.last?.step == .token && results.last?.verdict == .bad)
      #expect(results.last?.finding.contains(expected) == true, "\(String(describing: results.last))")
      #expect(requests.map(\.uri) == ["/health/"])
    }
    let (results, _) = try await check(token: Secret("opaque-token"))
    #expect(results.last?.finding.hasPrefix("the token is no JWT") == true)
  }

  @Test("says of a client that the LMS does not know where it is entered")
  func invalidClient() async throws {
    let refused = LoopbackReply.json(401, ["error": "invalid_client"])
    let health = LoopbackReply.json(200, ["overall_status": "OK"])
    try await LoopbackServer.run({ $0.uri == "/health/" ? health : refused }) { server in
      let client = try OAuth2Client(lms: ServiceURL(server.address), identifier: "worker", secret: Secret("s"))
      let result = try #require(await SiteCheck(Site.service(server, tokens: client.tokens())).run().last)
      #expect(result.step == .token && result.verdict == .bad)
      #expect(result.remedies.joined().contains("Applications") && result.remedies.joined().contains("lms.client_id"))
    }
  }

  @Test("says before it sends a token that is signed here that it may make an account")
  func signed() async throws {
    try await LoopbackServer.run({ Self.reply($0, [:]) }) { server in
      let claims = TokenSigner.Claims(issuer: "i", audience: "a", username: "wroker")
      let signer = try TokenSigner(.shared(Secret("hunter2")), claims: claims, clock: { Self.now })
      let service = try Site.service(server, tokens: signer.tokens(), clock: { Self.now })
      var sentWhenTold: Int?
      _ = await SiteCheck(service).run { result in
        guard result.step == .token else { return }
        #expect(result.remedies.joined(separator: " ").contains("if wroker is not yet one there"))
        sentWhenTold = server.requests.flatMap(\.authorization).count
      }
      #expect(sentWhenTold == 0)
    }
  }
}
