import Foundation
import LoopbackSupport
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread, .timeLimit(.minutes(30))) struct `A site that redirects` {
  /// Where a login stands before the service: it carries the request along, and so the token.
  private static let location = "https://sso.invalid/login/?next=/api/v2/credentials/&token=\(SiteStage.token)"
  private static let said = "answered 302, a redirect to https://sso.invalid/login/, which is not followed"
  private static let redirect = LoopbackReply.answer(status: 302, headers: [("Location", location)], body: "")

  @Test func `ends a backfill with the place it points to and the command that goes on`() async throws {
    let stage = try SiteStage()
    stage.site.meet { _ in Self.redirect }
    try await LoopbackServer.run(stage.site.answer) { server in
      let environment = stage.environment(server)
      let paused = "127.0.0.1:\(server.port): \(Self.said)"
      let remedy = "learner-records sync resume --deployment "
      let first = try stage.run(stage.backfill("--yes"), environment)
      #expect(first.status == 2, "\(first.errors)")
      #expect(first.output.contains("\nposted    0\nwaiting   3  for the queue to be resumed\n"), "\(first.output)")
      #expect(first.output.contains("\nThe queue is paused: \(paused)") && first.output.contains(remedy))
      #expect(!first.output.contains("again to go on"), "starting again would be refused")
      let second = try stage.run(stage.backfill("--yes"), environment)
      #expect(second.status == 1)
      #expect(second.errors.contains("The queue is paused, so nothing was posted: \(paused)"), "\(second.errors)")
      #expect(second.errors.contains(remedy))
      let status = try stage.run(["sync", "status", "--deployment", stage.deployment], environment)
      #expect(status.output.contains("queue     paused: \(paused)") && status.output.contains(remedy))
      #expect(status.output.contains("3 queued, 0 retrying"), "no try is lost")
      for result in [first, second, status] { #expect(!(result.output + result.errors).contains(SiteStage.token)) }
      stage.site.meet(nil)
      #expect(try stage.run(["sync", "resume", "--deployment", stage.deployment], environment).status == 0)
      #expect(try stage.run(stage.backfill("--yes"), environment).status == 0)
    }
    #expect(stage.site.posts.count == 3)
  }

  @Test func `pauses a running engine, which goes on when another process resumes the queue`() async throws {
    let stage = try SiteStage()
    stage.site.meet { _ in Self.redirect }
    try await LoopbackServer.run(stage.site.answer) { server in
      let environment = stage.environment(server)
      #expect(try stage.run(stage.backfill("--yes"), environment).status == 2)
      let process = try SyncProcess("--status-interval", "0.02", in: stage.deployment, environment: environment)
      let warning = try process.line(with: "Nothing is posted, because the queue is paused: ")
      #expect(warning.contains(Self.said) && warning.contains("sync resume --deployment"), "\(warning)")
      let resume = ["sync", "resume", "--deployment", stage.deployment]
      #expect(try stage.run(resume, environment).status == 0)
      let again = try process.line(with: "The queue is paused until “sync resume”, ")
      #expect(again.contains(Self.said), "\(again)")
      try process.line(with: "; paused;")
      stage.site.meet(nil)
      #expect(try stage.run(resume, environment).status == 0)
      try process.line(with: "3 done")
      process.signal(SIGTERM)
      #expect(try process.exit() == 0)
      #expect(!process.lines.contains { $0.contains(SiteStage.token) })
    }
    #expect(stage.site.posts.count == 3)
  }

  @Test func `is named in the place Engine, where P resumes the queue`() async throws {
    let stage = try SiteStage()
    stage.site.meet { _ in Self.redirect }
    try await LoopbackServer.run(stage.site.answer) { server in
      let environment = stage.environment(server)
      #expect(try stage.run(stage.backfill("--yes"), environment).status == 2)
      stage.site.meet(nil)
      let terminal = try stage.terminal(["--deployment", stage.deployment], environment)
      try terminal.waitFor("[1 Records]")
      try terminal.send("3")
      try terminal.waitFor("! paused: 127.0.0.1:\(server.port): answered 302, a redirect to https://sso.invalid/login/")
      try terminal.send("P")
      try terminal.waitFor("y resumes")
      try terminal.send("y")
      // While a task runs, q would wait for it; and before the first one runs, the engine waits for work as well.
      try terminal.waitFor("three awards and an engine at rest") { screen in
        screen.lines.count { $0.contains("Awarded a course certificate") } == 3
          && screen.lines.contains { $0.contains("waiting: for work") }
      }
      try terminal.send("q")
      #expect(try terminal.waitForExit() == .exited(0))
      #expect(!terminal.rawText.contains(SiteStage.token))
    }
    #expect(stage.site.posts.count == 3)
  }
}
