import Credentials
import CredentialsHTTP
import Foundation
import LoopbackSupport
import OpenEdX
import Testing

@Suite("The doctor")
struct SiteCheckTests {
  private static let now = UTCTime(microseconds: 1_800_000_000_000_000)

  /// A token that says this; nobody checks its signature here.
  private static func token(_ changes: [String: JSONValue?] = [:]) throws -> Secret {
    var claims: [String: JSONValue] = [
      "exp": 1_800_003_600, "iat": 1_800_000_000, "aud": "openedx", "iss": "https://lms/oauth2",
      "preferred_username": "worker", "administrator": true,
    ]
    for (name, value) in changes { claims[name] = value }
    let text = try JSONEncoder().encode(JSONValue.object(claims)).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    return Secret("e30.\(text).c2ln")
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
      let service = try Site.service(server, tokens: tokens)
      return (await SiteCheck(service, clock: { Self.now }).run(), server.requests)
    }
  }

  @Test("finds nothing wrong with a good site, and writes nothing there")
  func good() async throws {
    let (results, requests) = try await check()
    #expect(results.map(\.step) == SiteCheck.Step.allCases)
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
    #expect(results.last?.finding == "the token is no JWT")
  }
}
