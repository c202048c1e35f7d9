import Credentials
import CredentialsHTTP
import LoopbackSupport
import OpenEdX
import Testing

@Suite(.timeLimit(.minutes(30))) struct `A refusal of a megabyte` {
  private static let long = String(repeating: "x", count: 900_000)

  @Test(arguments: ["application/json", "text/html"])
  func `is read only as far as its reason is told`(_ type: String) async throws {
    let body = type == "text/html" ? "<html><title>Busy</title>\(Self.long)" : "{\"detail\": \"\(Self.long)\"}"
    let reply = LoopbackReply.answer(status: 500, headers: [("Content-Type", type)], body: body)
    try await LoopbackServer.run({ _ in reply }) { server in
      let answer = try await Site.service(server).post(.award())
      #expect(answer.status == 500 && (answer.body.string?.utf8.count ?? .max) <= 16_384)
      #expect(answer.message.count <= CredentialsAnswer.messageLimit)
      if type == "text/html" { #expect(answer.message == "Busy") }
    }
  }

  @Test(arguments: 16_000..<16_400)
  func `shows no part of a token where it is cut`(_ place: Int) async throws {
    guard place.isMultiple(of: 23) else { return }
    let body = String(repeating: " ", count: place) + Site.tokenText + Self.long
    let reply = LoopbackReply.answer(status: 400, headers: [("Content-Type", "text/plain")], body: body)
    try await LoopbackServer.run({ _ in reply }) { server in
      let answer = try await Site.service(server).post(.award())
      let token = Site.tokenText.prefix(12)
      #expect(!"\(answer)".contains(token) && !answer.message.contains(token))
    }
  }
}
