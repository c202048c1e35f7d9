import Credentials
import CredentialsHTTP
import Foundation
import LoopbackSupport
import OpenEdX
import SiteNetwork
import Testing

@Suite("A secret that an answer repeats")
struct RepeatedSecretTests {
  private static let parts = Site.tokenText.split(separator: ".").map(String.init)

  /// Bodies, types and addresses that hold the token, whole or in parts.
  private static let replies: [LoopbackReply] = [
    .json(400, ["detail": .string("bad: \(Site.tokenText)")]), .json(400, [Site.tokenText: ["bad"]]),
    .json(400, ["field": [["deep": .string("JWT \(Site.tokenText), signed \(parts[2])")]]]),
    .json(403, ["detail": .string("bad claims \(parts[1])")]),
    .json(201, CredentialsRequest.award().row(["uuid": .string(Site.tokenText)])),
    .answer(
      status: 500,
      headers: [("Content-Type", "text/html")],
      body: "<html><title>\(Site.tokenText)</title></html>"
    ),
    .answer(status: 400, headers: [("Content-Type", "text/plain")], body: "token \(Site.tokenText)"),
    .answer(status: 200, headers: [("Content-Type", "text/\(Site.tokenText.lowercased())")], body: ""),
    .answer(status: 302, headers: [("Location", "https://sso.invalid/\(Site.tokenText)/login")], body: ""),
    .answer(status: 302, headers: [("Location", "https://sso.invalid/\(parts[2])")], body: ""),
  ]

  @Test("is masked wherever the answer is told", arguments: replies.indices)
  func masked(_ index: Int) async throws {
    try await LoopbackServer.run({ _ in Self.replies[index] }) { server in
      let service = try Site.service(server)
      var said = ""
      do throws(CredentialsTransportError) {
        let answer = try await service.post(.award())
        said = "\(answer) \(answer.message)"
        dump(answer, to: &said)
        #expect(said.contains(Secret.mask))
      } catch {
        said = "\(error)"
      }
      for part in [Site.tokenText] + Self.parts.dropFirst() { #expect(!said.contains(part), "\(said)") }
    }
  }

  @Test("of a client is masked as well, in a refusal and in a redirect")
  func client() async throws {
    for reply in [
      LoopbackReply.json(400, ["error_description": "hunter2 is wrong"]),
      .answer(status: 302, headers: [("Location", "https://sso.invalid/hunter2/login")], body: ""),
    ] {
      try await LoopbackServer.run({ _ in reply }) { server in
        let client = try OAuth2Client(lms: ServiceURL(server.address), identifier: "worker", secret: Secret("hunter2"))
        let service = try Site.service(server, tokens: client.tokens())
        let error = await #expect(throws: CredentialsTransportError.self) { try await service.post(.award()) }
        let reason = try #require(error).reason
        #expect(!reason.contains("hunter2") && reason.contains(Secret.mask), "\(reason)")
      }
    }
  }
}
