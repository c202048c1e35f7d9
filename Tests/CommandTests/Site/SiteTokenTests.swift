import Foundation
import LoopbackSupport
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread, .timeLimit(.minutes(30))) struct `A token that a site must not get` {
  @Test func `is sent by no command; the queue pauses with the doctor's reason, and the journal stays empty`()
    async throws
  {
    let stage = try SiteStage()
    let path = stage.folder.file("token")
    try await LoopbackServer.run(stage.site.answer) { server in
      let environment = [
        "LEARNER_RECORDS_CREDENTIALS_URL": server.address, "LEARNER_RECORDS_TOKEN_FILE": path,
      ]
      let cases: [(String?, String)] = [
        (FakeToken.jwt("a", ["administrator": nil]), "the token lacks administrator: true, so it was not sent"),
        (FakeToken.jwt("a", ["exp": 1_700_000_000]), "the token expired at 2023-11-14T22:13:20Z, so it was not sent"),
        ("opaque", "the token is no JWT, so it was not sent"), (nil, "\(path): No such file or directory"),
      ]
      for (token, reason) in cases {
        try? FileManager.default.removeItem(atPath: path)
        if let token {
          try Data(token.utf8).write(to: URL(fileURLWithPath: path))
          try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
        let doctor = try stage.run(["doctor"], environment)
        #expect(doctor.status == 1 && doctor.errors.contains(reason), "\(doctor.errors)")
        let backfill = try stage.run(stage.backfill("--yes"), environment)
        #expect(backfill.status == 2 && backfill.output.contains("The queue is paused: "), "\(backfill.output)")
        #expect(backfill.output.contains(reason), "\(backfill.output)")
        #expect(backfill.output.firstMatch(of: /\b401\b/) == nil, "\(backfill.output)")
        let resume = try stage.run(["sync", "resume", "--deployment", stage.deployment], [:])
        #expect(resume.status == 0)
        let engine = try stage.run(["sync", "--once", "--deployment", stage.deployment], environment)
        #expect(engine.errors.contains(reason) && engine.status != 0, "\(engine.errors)")
        _ = try stage.run(["sync", "resume", "--deployment", stage.deployment], [:])
      }
      #expect(server.requests.allSatisfy { $0.uri == "/health/" && $0.authorization.isEmpty })
      #expect(try String(contentsOfFile: stage.journal, encoding: .utf8).isEmpty)
    }
    #expect(stage.site.posts.isEmpty)
  }
}
