import Foundation
import GRDB
import LoopbackSupport
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread, .timeLimit(.minutes(30))) struct `A backfill whose own files make trouble` {
  private func execute(_ stage: SiteStage, _ file: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: "\(stage.deployment)/\(file)")
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }

  @Test func `that do not follow the site is done all the same, and says what to copy again`() async throws {
    let stage = try SiteStage()
    try execute(
      stage,
      "credentials.sqlite",
      """
      CREATE TRIGGER refuse BEFORE INSERT ON credentials_usercredential
      BEGIN SELECT RAISE(ABORT, 'the copy is odd'); END
      """
    )
    try await LoopbackServer.run(stage.site.answer) { server in
      let host = "127.0.0.1:\(server.port)"
      let result = try stage.run(stage.backfill("--yes", "--verify"), stage.environment(server))
      #expect(result.status == 0, "\(result.output)\(result.errors)")
      #expect(result.errors.contains("learner-records: \(SiteStage.learner), course-v1:"), "\(result.errors)")
      #expect(result.errors.contains(": \(host) has accepted it, but the local copy did not follow ("))
      #expect(result.errors.contains("Copy the databases from the site again."))
      #expect(result.output.contains("posted    3: 3 awards"))
      #expect(
        result.output.contains(
          "3 rows of the copy did not follow what \(host) has accepted: copy the databases again."
        ),
        "\(result.output)"
      )
    }
  }

  @Test func `that cannot be written any more says what stands, and how to go on`() async throws {
    let stage = try SiteStage()
    #expect(try stage.run(["sync", "resume", "--deployment", stage.deployment], [:]).status == 0)
    try execute(
      stage,
      "lms.sqlite",
      """
      CREATE TRIGGER refuse BEFORE UPDATE ON sync_task WHEN NEW.state = 'done'
      BEGIN SELECT RAISE(ABORT, 'the disk is odd'); END
      """
    )
    try await LoopbackServer.run(stage.site.answer) { server in
      let environment = stage.environment(server)
      let result = try stage.run(stage.backfill("--yes", "--concurrency", "1"), environment)
      #expect(result.status == 1, "\(result.output)\(result.errors)")
      #expect(result.output.contains("posted    1: 1 award"), "\(result.output)")
      #expect(result.errors.contains("the disk is odd") && result.errors.contains("1 post had been accepted"))
      #expect(result.errors.contains("To go on: "), "\(result.errors)")
      try execute(stage, "lms.sqlite", "DROP TRIGGER refuse")
      #expect(try stage.run(stage.backfill("--yes"), environment).status == 0)
    }
  }

  @Test func `a refused post is named with its learner, and so is what to do next`() async throws {
    let stage = try SiteStage()
    stage.site.meet { number in number == 1 ? .json(404, ["detail": "No such run."]) : nil }
    try await LoopbackServer.run(stage.site.answer) { server in
      let result = try stage.run(stage.backfill("--yes"), stage.environment(server))
      #expect(result.status == 2)
      #expect(result.output.contains("refused   3  404 No such run.\n          \(SiteStage.learner) course-v1:"))
      #expect(result.output.contains("learner-records sync retry --all --deployment "), "\(result.output)")
      #expect(!result.output.contains("Read back"))
    }
  }
}
