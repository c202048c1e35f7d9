import CertificateSync
import Credentials
import CredentialsHTTP
import Foundation
import LoopbackSupport
import OpenEdX
import SiteNetwork
import Testing

@Suite("A misbehaving server", .timeLimit(.minutes(30)))
struct FaultTests {
  /// What the post threw.
  private func failure(
    settings: TransportSettings = TransportSettings(),
    _ reply: LoopbackReply
  ) async throws -> CredentialsTransportError {
    try await LoopbackServer.run({ _ in reply }) { server in
      let service = try Site.service(server, settings: settings)
      let error = await #expect(throws: CredentialsTransportError.self) { try await service.post(.award()) }
      let found = try #require(error)
      #expect(found.reason.hasPrefix("127.0.0.1:\(server.port): "))
      #expect(!found.reason.contains(Site.tokenText) && !found.reason.contains("\n"))
      return found
    }
  }

  private static let impatient = TransportSettings(requestTimeout: .milliseconds(100))

  @Test("that nothing listens for is a refused connection")
  func refused() async throws {
    let port = try DeafPort()
    let service = try Site.service("http://127.0.0.1:\(port.number)")
    let error = await #expect(throws: CredentialsTransportError.self) { try await service.post(.award()) }
    #expect(try #require(error).reason.contains("connection refused"))
    withExtendedLifetime(port) {}
  }

  @Test("whose name does not resolve is said to be unknown")
  func unresolved() async throws {
    let service = try Site.service("https://credentials.invalid")
    let error = await #expect(throws: CredentialsTransportError.self) { try await service.post(.award()) }
    #expect(try #require(error).reason.contains("does not resolve"))
  }

  @Test("that hangs up before its answer or in the middle of it has given no answer")
  func closed() async throws {
    #expect(try await failure(.close).reason.contains("closed before the whole answer"))
    #expect(try await failure(.cutOff).reason.contains("closed before the whole answer"))
  }

  @Test("that is slow with its head or with its body is given up in time")
  func slow() async throws {
    #expect(try await failure(settings: Self.impatient, .silence).reason.contains("no whole answer within 0.1 seconds"))
    #expect(try await failure(settings: Self.impatient, .stall).reason.contains("no whole answer within 0.1 seconds"))
  }

  @Test("that never ends its body is cut off at the limit")
  func endless() async throws {
    let settings = TransportSettings(bodyLimit: 300_000)
    #expect(try await failure(settings: settings, .endless).reason.contains("larger than 300000 bytes"))
  }

  @Test("that says 200 with a page of HTML has not posted anything")
  func wrongContentType() async throws {
    let page = LoopbackReply.answer(status: 200, headers: [("Content-Type", "text/html")], body: "<html>Log in</html>")
    #expect(try await failure(page).reason.contains("without readable JSON (text/html)"))
    let broken = LoopbackReply.answer(status: 201, headers: [("Content-Type", "application/json")], body: "{")
    let found = try await failure(broken)
    #expect(found.reason.contains("without readable JSON"))
    #expect(TaskOutcome(unanswered: found) == .retry("no answer from the Credentials service: \(found)", after: nil))
  }

  @Test("that redirects to another host never gets the token there")
  func redirect() async throws {
    try await LoopbackServer.run({ _ in .json(201, CredentialsRequest.award().row()) }) { other in
      for status in [301, 302, 307, 308] {
        let target = "http://127.0.0.1:\(other.port)/api/v2/credentials/"
        let error = try await failure(.answer(status: status, headers: [("Location", target)], body: ""))
        #expect(error.reason.contains("answered \(status), a redirect to \(target)"))
        #expect(error.reason.contains("APPEND_SLASH") && error.reason.contains("URL"))
        #expect(TaskOutcome(unanswered: error) == .pause(error.reason))
      }
      #expect(other.requests.isEmpty)
    }
  }

  @Test(
    "that redirects is said to point to a host and a path, never to what it repeats of the request",
    arguments: [
      ("https://sso.invalid:8443/login/?next=/api/&token=\(Site.tokenText)", "https://sso.invalid:8443/login/"),
      ("https://worker:\(Site.tokenText)@sso.invalid/login#\(Site.tokenText)", "https://sso.invalid/login"),
      ("https://sso.invalid/login/\(Site.tokenText)/", "https://sso.invalid/login/\(Secret.mask)/"),
      ("/maintenance?back=\(Site.tokenText)", "/maintenance"), ("//sso.invalid/login", "//sso.invalid/login"),
      ("?token=\(Site.tokenText)", ""), ("http://[\(Site.tokenText)", "what is no address"),
      ("https://sso.invalid/\u{9B}31m", "https://sso.invalid/%C2%9B31m"),
      (
        "https://sso.invalid/" + String(repeating: "a", count: 500),
        "https://sso.invalid/" + String(repeating: "a", count: 139) + "…"
      ),
    ]
  )
  func redirectTarget(location: String, shown: String) async throws {
    let error = try await failure(.answer(status: 302, headers: [("Location", location)], body: ""))
    #expect(error.isConfiguration)
    #expect(error.reason.contains("answered 302, a redirect to \(shown), which is not followed"), "\(error.reason)")
  }

  @Test("that redirects without saying where to is said to do so")
  func redirectToNowhere() async throws {
    #expect(try await failure(.answer(status: 304, headers: [], body: "")).reason.contains("a redirect to nowhere"))
  }

  @Test("that is throttling says for how long, in seconds or as a date")
  func throttled() async throws {
    let now = UTCTime("2026-11-22T20:00:00Z") ?? .now
    for (value, seconds) in [("60", 60.0), ("Sun, 22 Nov 2026 20:01:30 GMT", 90), ("Sun, 22 Nov 2026 19:00:00 GMT", 0)]
    {
      try await LoopbackServer.run({ _ in .json(429, ["detail": "slow"], [("Retry-After", value)]) }) { server in
        let tokens = FixedToken(try AccessToken(Site.token), origin: "test")
        let service = try RemoteCredentialsService(ServiceURL(server.address), tokens: tokens, clock: { now })
        let answer = try await service.post(.award())
        #expect(answer.status == 429 && answer.retryAfter == seconds)
      }
    }
  }

  @Test("that fails with a page of HTML gives an answer with a short line")
  func serverError() async throws {
    let recording = try #require(try Recording.named("award_missing_mode_new_config"))
    let reply = LoopbackReply.answer(
      status: 500,
      headers: [("Content-Type", "text/html; charset=utf-8")],
      body: recording.bodyText
    )
    try await LoopbackServer.run({ _ in reply }) { server in
      let answer = try await Site.service(server).post(.award())
      #expect(answer.status == 500 && answer.message == "Server Error")
    }
  }

  @Test("does not keep a task that was cancelled")
  func cancelled() async throws {
    let (asked, tell) = AsyncStream.makeStream(of: Void.self)
    let silent: @Sendable (ReceivedRequest) -> LoopbackReply = { _ in
      tell.yield()
      return .silence
    }
    try await LoopbackServer.run(silent) { server in
      let service = try Site.service(server)
      let task = Task { try await service.post(.award()) }
      for await _ in asked { break }
      task.cancel()
      let error = await #expect(throws: CredentialsTransportError.self) { try await task.value }
      #expect(try #require(error).reason.contains("cancelled"))
    }
  }
}
