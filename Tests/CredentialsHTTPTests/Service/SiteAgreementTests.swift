import CertificateSync
import Credentials
import CredentialsHTTP
import LoopbackSupport
import OpenEdX
import Testing

@Suite struct `The site that answers` {
  private static let programs = ["766103bd0c4b58218bd204c7a65ad625", "0123456789abcdef0123456789abcdef"]
  private static let expected = ExpectedSite(
    name: "site 2 (credentials.example.org)",
    platformName: "Quayside Learning",
    programs: programs.compactMap { ProgramUUID($0) }
  )

  /// A service that answers the page of a program with this, and accepts posts.
  private static func answering(_ pages: LoopbackReply...) -> @Sendable (ReceivedRequest) -> LoopbackReply {
    { request in
      guard request.uri.hasPrefix("/records/") else { return .json(201, CredentialsRequest.award().row()) }
      let isFirst = request.uri.contains("766103bd")
      return isFirst ? pages[0] : pages[pages.count - 1]
    }
  }

  private static func page(_ platform: String) -> LoopbackReply {
    .json(200, ["record": ["platform_name": .string(platform)]])
  }

  private static let broken = LoopbackReply.answer(
    status: 500,
    headers: [("Content-Type", "text/html")],
    body: "<html><title>Server Error</title></html>"
  )

  @Test func `is asked once, before the first post`() async throws {
    try await LoopbackServer.run(Self.answering(Self.page("Quayside Learning"))) { server in
      let service = try Site.service(server, reading: Self.expected)
      for _ in 0..<3 { _ = try await service.post(.award()) }
      #expect(server.requests.map(\.method) == ["GET", "POST", "POST", "POST"])
    }
  }

  @Test(arguments: [
    ([page("Another Academy")], "calls itself “Another Academy”"), ([broken, broken], "fails over each of 2 programs"),
  ])
  func `is not posted to where it is another one`(_ pages: [LoopbackReply], _ reason: String) async throws {
    let replies: @Sendable (ReceivedRequest) -> LoopbackReply = { request in
      guard request.uri.hasPrefix("/records/") else { return .json(201, CredentialsRequest.award().row()) }
      return request.uri.contains("766103bd") ? pages[0] : pages[pages.count - 1]
    }
    try await LoopbackServer.run(replies) { server in
      let service = try Site.service(server, reading: Self.expected)
      for _ in 0..<2 {
        let error = await #expect(throws: CredentialsTransportError.self) { try await service.post(.award()) }
        let found = try #require(error)
        #expect(found.reason.contains(reason) && found.reason.contains("credentials.host"), "\(found)")
        #expect(found.isConfiguration && found.isUnsent)
        #expect(TaskOutcome(unanswered: found) == .pause(found.reason))
      }
      #expect(server.requests.allSatisfy { $0.method == "GET" })
    }
  }

  @Test func `is taken for the right one where one of its programs is shown, or nothing can be told`() async throws {
    for pages in [Self.answering(Self.broken, Self.page("Quayside Learning")), Self.answering(.json(403, [:]))] {
      try await LoopbackServer.run(pages) { server in
        let service = try Site.service(server, reading: Self.expected)
        #expect(try await service.post(.award()).status == 201)
        let asked = server.requests.count { $0.method == "GET" }
        _ = try await service.post(.award())
        #expect(server.requests.count { $0.method == "GET" } == asked)
      }
    }
  }

  @Test func `is a step of the doctor's where it is known which one is read`() async throws {
    try await LoopbackServer.run(Self.answering(Self.page("Another Academy"))) { server in
      let service = try Site.service(server, reading: Self.expected)
      let results = await SiteCheck(service).run()
      // Health is asked first, and here answered with what is none.
      #expect(results.last?.step == .health)
    }
    let healthy: @Sendable (ReceivedRequest) -> LoopbackReply = { request in
      request.uri == "/health/" ? .json(200, ["overall_status": "OK"]) : Self.page("Another Academy")
    }
    try await LoopbackServer.run(healthy) { server in
      let result = try #require(await SiteCheck(Site.service(server, reading: Self.expected)).run().last)
      #expect(result.step == .site && result.verdict == .bad)
      #expect(result.remedies.joined().contains("credentials.host"))
      #expect(server.requests.allSatisfy { $0.method == "GET" })
    }
  }
}
