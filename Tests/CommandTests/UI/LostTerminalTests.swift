import Foundation
import GRDB
import LoopbackSupport
import OpenEdX
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread, .enabled(if: TmuxStage.isAvailable), .timeLimit(.minutes(30))) struct `A pane of tmux that is lost` {
  /// How it gets lost.
  enum Loss: CaseIterable {
    case pane, server, killedServer

    func happen(to stage: TmuxStage) throws {
      switch self {
      case .pane: try stage.tmux("kill-pane")
      case .server: try stage.tmux("kill-server")
      case .killedServer: kill(try stage.serverProcess(), SIGKILL)
      }
    }
  }

  @Test(arguments: Loss.allCases, [false, true])
  func `ends the program, which keeps the tasks whose posts were under way`(
    loss: Loss,
    ignoresSignal: Bool
  ) async throws {
    let site = try SiteStage()
    let arrived = Arrival()
    site.site.meet { _ in
      arrived.happen()
      return .silence
    }
    try await LoopbackServer.run(site.site.answer) { server in
      let environment = site.environment(server, ["LEARNER_RECORDS_CREDENTIALS_REQUEST_TIMEOUT": "3"])
      let stage = try TmuxStage(
        ["--deployment", site.deployment],
        environment: environment,
        ignoresSignal: ignoresSignal
      )
      let terminal = stage.terminal
      try terminal.waitFor("the programs, counted") { $0.text.contains("Learners") && !$0.text.contains("·") }
      try terminal.send("p" + SiteStage.learner)
      try terminal.waitFor("1 learner")
      try terminal.send(KeyBytes.escape)
      try terminal.waitFor("the search, left") { !$0.text.contains("▏") }
      try terminal.send("b")
      try terminal.waitFor("3 course certificates to post")
      try terminal.send("y")
      // Sent, and not answered.
      try await arrived.wait()
      try loss.happen(to: stage)
      #expect(try stage.exitStatus() == 128 + SIGHUP)
      #expect(site.site.posts.isEmpty)
      #expect(try states(in: site.deployment).allSatisfy { $0 == "queued" || $0 == "running" })
      #expect(try states(in: site.deployment).count == 3)

      // Nothing is locked, and the next run posts each of them once.
      site.site.meet(nil)
      let again = try site.run(site.backfill("--yes"), environment)
      #expect(again.status == 0, "\(again.output)\(again.errors)")
      #expect(site.site.posts.count == 3)
      #expect(try states(in: site.deployment) == ["done", "done", "done"])
    }
  }

  private func states(in deployment: String) throws -> [String] {
    let queue = try DatabaseQueue(path: deployment + "/lms.sqlite")
    defer { try? queue.close() }
    return try queue.read { try String.fetchAll($0, sql: "SELECT state FROM sync_task ORDER BY id") }
  }
}
