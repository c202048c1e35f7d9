import Credentials
import CredentialsHTTP
import LoopbackSupport
import OpenEdX
import Testing

@Suite("The programs awarded to a learner")
struct PagingTests {
  private static func uuid(_ number: Int) -> String {
    let tail = String(number)
    return "766103bd-0c4b-5821-8bd2-" + String(repeating: "0", count: 12 - tail.count) + tail
  }

  private static func row(_ number: Int) -> JSONValue {
    [
      "username": "a b&c", "status": "awarded", "uuid": .string(uuid(number)), "created": "2026-01-01T00:00:00Z",
      "modified": "2026-01-01T00:00:00Z", "date_override": nil, "attributes": [],
      "credential": ["type": "program", "credential_id": 1, "program_uuid": .string(uuid(number))],
    ]
  }

  private static func page(_ numbers: Range<Int>, next: String?) -> LoopbackReply {
    .json(
      200,
      ["count": 45, "next": next.map { .string($0) } ?? nil, "previous": nil, "results": .array(numbers.map(row))]
    )
  }

  private static let query = "/api/v2/credentials/?username=a+b%26c&status=awarded&type=program&only_visible=True"

  @Test("are read to the last page, by page number")
  func allPages() async throws {
    let pages: @Sendable (ReceivedRequest) -> LoopbackReply = { request in
      switch request.uri {
      // Scheme, host and port of a service behind a proxy are often wrong in its links.
      case Self.query: Self.page(0..<20, next: "https://127.0.0.1/api/v2/credentials/?page=2")
      case Self.query + "&page=2": Self.page(20..<40, next: "http://credentials:18150/api/v2/credentials/?page=3")
      case Self.query + "&page=3": Self.page(40..<45, next: nil)
      default: .json(404, ["detail": "Invalid page."])
      }
    }
    try await LoopbackServer.run(pages) { server in
      let found = try await Site.service(server).awardedProgramUUIDs(username: "a b&c")
      #expect(found == Set((0..<45).compactMap { ProgramUUID(Self.uuid($0)) }))
      #expect(server.requests.count == 3)
    }
  }

  @Test("include the ones not visible yet where all are asked for")
  func allOfThem() async throws {
    try await LoopbackServer.run({ _ in Self.page(0..<3, next: nil) }) { server in
      let found = try await Site.service(server).allAwardedProgramUUIDs(username: "dana")
      #expect(found.count == 3)
      #expect(server.requests.map(\.uri) == ["/api/v2/credentials/?username=dana&status=awarded&type=program"])
    }
  }

  @Test(
    "are never an empty set in place of a failure",
    arguments: [
      LoopbackReply.json(403, ["detail": "You do not have permission to perform this action."]),
      .json(404, ["detail": "Invalid page."]), .json(429, [:]), .json(200, ["results": nil]), .json(200, []),
      .json(200, ["results": [["uuid": "x"]], "next": nil]), .close,
      .answer(status: 500, headers: [("Content-Type", "text/html")], body: "<html><title>Server Error</title></html>"),
      PagingTests.page(0..<0, next: "http://127.0.0.1/api/v2/credentials/?page=2"),
      PagingTests.page(0..<20, next: "/api/v2/credentials/"),
      PagingTests.page(0..<20, next: "http://127.0.0.1/api/v2/credentials/?page=1"),
    ]
  )
  func failures(_ reply: LoopbackReply) async throws {
    try await LoopbackServer.run({ _ in reply }) { server in
      let service = try Site.service(server)
      await #expect(throws: CredentialsTransportError.self) {
        try await service.awardedProgramUUIDs(username: "a b&c")
      }
      #expect(server.requests.count == 1)
    }
  }
}
