import Foundation
import LoopbackSupport
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread, .timeLimit(.minutes(30))) struct `Tasks that wait for a site` {
  /// A backfill of which the site took nothing: three tasks wait for it.
  private func interrupted(_ stage: SiteStage, _ server: LoopbackServer) throws {
    stage.site.meet { _ in .json(403, ["detail": "No permission."]) }
    #expect(try stage.run(stage.backfill("--yes"), stage.environment(server)).status == 2)
    stage.site.meet(nil)
    #expect(try stage.run(["sync", "resume", "--deployment", stage.deployment], [:]).status == 0)
  }

  @Test func `are not spent on the local copy when nothing is configured, and go on when it is again`() async throws {
    let stage = try SiteStage()
    try await LoopbackServer.run(stage.site.answer) { server in
      let environment = stage.environment(server)
      try interrupted(stage, server)
      let drained = try stage.run(["sync", "--once", "--deployment", stage.deployment], [:])
      #expect(drained.status == 1, "\(drained.errors)")
      #expect(
        drained.errors.contains(
          "Nothing was posted: in the queue wait 3 tasks for 127.0.0.1:\(server.port), and posts now go to the embedded "
            + "copy."
        ),
        "\(drained.errors)"
      )
      #expect(drained.errors.contains("Configure 127.0.0.1:\(server.port) again"))
      #expect(drained.errors.contains("learner-records sync move --deployment "))
      let backfill = try stage.run(stage.backfill("--yes"), [:])
      #expect(backfill.status == 1 && backfill.errors.contains("3 tasks for 127.0.0.1"), "\(backfill.errors)")
      #expect(stage.site.posts.isEmpty)
      let again = try stage.run(["sync", "--once", "--deployment", stage.deployment], environment)
      #expect(again.status == 0, "\(again.errors)")
      #expect(stage.site.posts.count == 3)
    }
  }

  @Test func `go to a new address when that is said`() async throws {
    let stage = try SiteStage()
    try await LoopbackServer.run(stage.site.answer) { server in try interrupted(stage, server) }
    try await LoopbackServer.run(stage.site.answer) { server in
      let environment = stage.environment(server)
      let refused = try stage.run(stage.backfill("--yes"), environment)
      #expect(refused.status == 1 && refused.errors.contains("posts now go to 127.0.0.1:\(server.port)."))
      let moved = try stage.run(["sync", "move", "--deployment", stage.deployment], environment)
      #expect(moved.status == 0 && moved.output == "3 tasks moved. Posts go to 127.0.0.1:\(server.port).\n")
      #expect(stage.site.posts.isEmpty)
      #expect(try stage.run(stage.backfill("--yes"), environment).status == 0)
      #expect(stage.site.posts.count == 3)
    }
  }

  @Test func `are shown by the queue's status and by an engine that stays`() async throws {
    let stage = try SiteStage()
    try await LoopbackServer.run(stage.site.answer) { server in
      try interrupted(stage, server)
      let status = try stage.run(["sync", "status", "--deployment", stage.deployment], [:])
      #expect(status.output.contains("waiting   3 tasks for 127.0.0.1:\(server.port)"), "\(status.output)")
      let json = try stage.run(["sync", "status", "--deployment", stage.deployment, "--format", "json"], [:])
      #expect(
        json.output.contains(#""waiting_for":[{"destination":"127.0.0.1:\#(server.port)","tasks":3}]"#),
        "\(json.output)"
      )
      let process = try SyncProcess(in: stage.deployment, environment: ["HOME": stage.folder.path])
      try process.line(with: "3 tasks for 127.0.0.1:\(server.port)")
      process.signal(SIGTERM)
      #expect(try process.exit() == 0)
      #expect(stage.site.posts.isEmpty)
      #expect(
        try stage.run(["sync", "--once", "--deployment", stage.deployment], stage.environment(server)).status == 0
      )
      #expect(stage.site.posts.count == 3)
    }
  }
}
