import Credentials
import LoopbackSupport
import NIOHTTP1
import OpenEdX
import Testing

@testable import CredentialsHTTP

@Suite("The recorded exchanges")
struct RecordedExchangesTests {
  /// Successes without JSON and redirects are no answers to this client.
  private static let notAnswers: Set<String> = [
    "health_no_slash", "get_no_trailing_slash", "records_csv_public", "records_shared_redirect", "records_index_unauth",
    "records_send_session",
  ]

  @Test("decode into their status, body and waiting time, each with a readable line")
  func decoded() throws {
    let recordings = try Recording.all()
    #expect(recordings.count == 229)
    var refused: Set<String> = []
    for recording in recordings {
      let headers = HTTPHeaders(recording.headers.map { ($0, $1) })
      let reply = HTTPReply(status: recording.status, body: Array(recording.bodyText.utf8)) { headers.first(name: $0) }
      do throws(CredentialsTransportError) {
        let answer = try CredentialsAnswer(reply, site: "site", now: .now)
        #expect(answer.status == recording.status, "\(recording.name)")
        #expect(answer.body == recording.body, "\(recording.name)")
        #expect((answer.retryAfter != nil) == (recording.status == 429), "\(recording.name)")
        #expect(answer.message.count <= CredentialsAnswer.messageLimit)
        #expect(!answer.message.contains("\n") && !answer.message.contains("<"), "\(answer.message)")
      } catch {
        refused.insert(recording.name)
      }
    }
    let others = refused.subtracting(Self.notAnswers)
    #expect(others.allSatisfy { name in recordings.contains { $0.name == name && (300..<400).contains($0.status) } })
    #expect(refused.isSuperset(of: ["health_no_slash", "records_csv_public", "records_send_session"]))
  }

  @Test("that the client can ask for are asked for exactly so, and their answers come through")
  func posted() async throws {
    let recordings = try Recording.all().filter { $0.post != nil }
    let recorded = RecordedService(recordings)
    try await LoopbackServer.run(recorded.answer) { server in
      let service = try Site.service(server)
      for recording in recordings {
        guard let post = recording.post else { continue }
        let answer = try await service.answer(to: HTTPCall(post))
        #expect(answer.status == recording.status, "\(recording.name)")
        #expect(answer.body == recording.body, "\(recording.name)")
      }
      #expect(server.connectionsMade < recordings.count / 2, "connections are kept alive")
    }
    #expect(recordings.count == 96)
    #expect(recorded.problems.isEmpty, "\(recorded.problems)")
  }

  @Test("of reading are asked for as the recording has them")
  func read() async throws {
    // The learners' own requests are left out: this client asks as one who may.
    let recorded = RecordedService(try Recording.all().filter { ![403, 429].contains($0.status) })
    try await LoopbackServer.run(recorded.answer) { server in
      let service = try Site.service(server)
      #expect(try await service.health().status == 200)
      let bjorn = try await service.credentials(username: "bjorn")
      #expect(bjorn.count == 5 && bjorn.filter { $0.status == .revoked }.count == 1)
    }
    #expect(recorded.problems.isEmpty, "\(recorded.problems)")
  }

  @Test("of the list are read page by page")
  func pages() async throws {
    let recorded = RecordedService(
      try Recording.all().filter { ["list_as_superuser", "list_page_2"].contains($0.name) }
    )
    try await LoopbackServer.run(recorded.answer) { server in
      let rows = try await Site.service(server).allCredentials([])
      #expect(rows.count == 29)
      #expect(server.requests.map(\.uri) == ["/api/v2/credentials/", "/api/v2/credentials/?page=2"])
    }
    #expect(recorded.problems.isEmpty, "\(recorded.problems)")
  }
}
