import LoopbackSupport
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread, .timeLimit(.minutes(30))) struct `A narrowed backfill while other tasks wait` {
  @Test func `says how many wait and how they are sent, and posts its plan alone`() async throws {
    let stage = try SiteStage()
    stage.site.meet { _ in .json(403, ["detail": "No permission."]) }
    try await LoopbackServer.run(stage.site.answer) { server in
      let environment = stage.environment(server)
      #expect(try stage.run(stage.backfill("--yes"), environment).status == 2)
      stage.site.meet(nil)
      #expect(try stage.run(["sync", "resume", "--deployment", stage.deployment], [:]).status == 0)
      let waiting =
        "Beside the plan 2 tasks wait in the queue, and this backfill does not send them. To send them: "
        + "learner-records sync --once --deployment "
      let dry = try stage.run(stage.backfill("--dry-run", "--limit", "1"), environment)
      #expect(dry.status == 2 && dry.output.contains(waiting), "\(dry.output)")
      let one = try stage.run(stage.backfill("--yes", "--verify", "--limit", "1"), environment)
      #expect(one.output.contains(waiting) && one.output.contains("posted    1: 1 award"), "\(one.output)")
      #expect(one.output.contains("Verified: 1 credential read back"), "\(one.output)")
      #expect(stage.site.posts.count == 1)
      let rest = try stage.run(stage.backfill("--yes"), environment)
      #expect(rest.status == 0 && !rest.output.contains("Beside the plan"), "those that wait are of this plan")
      #expect(stage.site.posts.count == 3)
    }
  }
}
