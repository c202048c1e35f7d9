import Credentials
import CredentialsHTTP
import Foundation
import LoopbackSupport
import OpenEdX
import SiteNetwork
import TestSupport
import Testing

@Suite("No secret")
struct NoSecretTests {
  @Test("shows in anything that a whole run says, prints, dumps or keeps, not even where a server repeats it")
  func nowhere() async throws {
    let folder = try TemporaryFolder()
    let echo: @Sendable (ReceivedRequest) -> LoopbackReply = { request in
      request.uri == "/oauth2/access_token/"
        ? .json(400, ["error_description": .string("bad client: \(request.form["client_secret"] ?? "")")])
        : .json(401, ["detail": "Invalid token."])
    }
    try await LoopbackServer.run(echo) { server in
      let ways = [
        ["LMS_URL": server.address, "LMS_CLIENT_ID": "worker", "LMS_CLIENT_SECRET": "hunter2-lms"],
        ["TOKEN_VALUE": FakeToken.jwt("hunter2-token")],
        [
          "SIGNING_SECRET": "hunter2-signing", "SIGNING_ISSUER": "i", "SIGNING_AUDIENCE": "a",
          "SIGNING_USERNAME": "w",
        ],
      ]
      for way in ways {
        let named = way.merging(["CREDENTIALS_URL": server.address]) { $1 }
        let environment = Dictionary(uniqueKeysWithValues: named.map { ("LEARNER_RECORDS_" + $0, $1) })
        let settings = try Settings.read(file: nil, environment: environment)
        let site = try #require(try settings.site())
        let journal = try Journal(path: folder.file("journal.jsonl"))
        let kept = PostJournal(site: site.destination, author: "me", keep: journal.append, trouble: { _ in })
        let connection = CredentialsConnection(site: site, copy: NoCopy(), observer: kept.keep, trouble: { _ in })
        let answer = await connection.post(.award())
        var said = "\(settings) \(settings.listing) \(site) \(kept) \(answer)"
        for value in [settings, site, kept, answer] as [Any] {
          dump(value, to: &said)
          said += String(reflecting: value)
        }
        said += "\(await SiteCheck(site).run())"
        said += try String(contentsOfFile: journal.path, encoding: .utf8)
        #expect(!said.contains("hunter2"))
        #expect(said.contains("Invalid token.") || said.contains("nothing was sent: no token from the LMS"))
      }
    }
  }
}
