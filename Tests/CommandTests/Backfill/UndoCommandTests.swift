import Foundation
import LoopbackSupport
import OpenEdX
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread, .timeLimit(.minutes(30))) struct `Undoing a backfill` {
  /// The run that a backfill's end names.
  private func run(_ backfill: FinishedProcess) throws -> String {
    let line = backfill.output.split(separator: "\n").first { $0.hasPrefix("Undo with: ") }
    return try #require(line?.split(separator: " ").first { $0.hasPrefix("20") }.map(String.init), "\(backfill.output)")
  }

  @Test func `takes back in the sample what a backfill awarded, and no later one awards it again unasked`() throws {
    let repository = try Repository.withSample()
    func backfill(_ options: String...) throws -> FinishedProcess {
      try Command.run(arguments: ["--backfill"] + options, in: repository.path)
    }
    let run = try run(try backfill("--yes", "--user", "paid_learner"))
    let plan = try backfill("--undo", run, "--dry-run")
    #expect(plan.status == 2 && plan.output.hasPrefix("! Revokes 3 course certificates of 1 learner.\n"))
    #expect(plan.output.contains("3 course certificates to post for 1 learner:"))
    let done = try backfill("--undo", run, "--yes", "--verify")
    #expect(done.status == 0, "\(done.output)\(done.errors)")
    #expect(done.output.contains("posted    3: 3 revocations") && done.output.contains("Verified: 3 credentials"))
    #expect(try self.run(done) != run)
    let next = try backfill("--yes", "--user", "paid_learner")
    #expect(next.status == 0 && next.output.contains("Leaves alone 3 rows that were undone."), "\(next.output)")
    #expect(next.output.contains("undone on \(UTCTime.now.dateText), left alone"))
    let again = try backfill("--undo", run, "--yes")
    #expect(again.status == 0 && again.output.contains("Taken back already: 3 credentials."))
    let taken = try backfill("--yes", "--user", "paid_learner", "--include", "undone")
    #expect(taken.status == 0 && taken.output.contains("posted    3: 3 awards"), "\(taken.output)")
  }

  @Test func `asks on a terminal as a backfill does`() throws {
    let repository = try Repository.withSample()
    let run = try run(try Command.run("--backfill", "--yes", "--user", "paid_learner", in: repository.path))
    for (answer, status) in [("\r", Int32(2)), ("y\r", 0)] {
      let terminal = try Command.onTerminal("--backfill", "--undo", run, in: repository.path, columns: 120)
      try terminal.waitFor("Post 3 rows? [y/N]")
      try terminal.send(answer)
      #expect(try terminal.waitForExit() == .exited(status))
      #expect(terminal.rawText.contains(status == 0 ? "posted    3: 3 revocations" : "Nothing was posted."))
    }
  }

  @Test func `of a site reads the site first, and leaves what was changed there since`() async throws {
    let stage = try SiteStage()
    try await LoopbackServer.run(stage.site.answer) { server in
      let environment = stage.environment(server)
      let run = try run(try stage.run(stage.backfill("--yes"), environment))
      // Somebody else revokes one behind the copy's back.
      stage.site.tamper(SiteStage.learner) { rows in
        guard case .object(var first)? = rows.first else { return }
        first["status"] = "revoked"
        rows[0] = .object(first)
      }
      let undo = ["--deployment", stage.deployment, "--backfill", "--undo", run, "--yes"]
      let done = try stage.run(undo, environment)
      #expect(done.status == 2, "\(done.output)\(done.errors)")
      #expect(done.output.contains("Posts go to 127.0.0.1:\(server.port)."))
      #expect(done.output.contains("posted    2: 2 revocations"))
      #expect(done.output.contains("skipped   1  it is revoked already"), "\(done.output)")
      #expect(stage.site.posts.count == 5)
      let lines = try Fixtures.jsonLines(stage.journal).suffix(2)
      #expect(lines.allSatisfy { $0["action"] == "revoke" && $0["undoes"]?.string == run })
    }
    #expect(try stage.copied().count { $0.contains(" revoked ") } == 2)
  }

  @Test func `asks for the name of a host elsewhere before it asks anything else`() throws {
    let stage = try SiteStage()
    try Data(line(site: "credentials.example.org").utf8).write(to: URL(fileURLWithPath: stage.journal))
    let environment = [
      "LEARNER_RECORDS_CREDENTIALS_URL": "https://credentials.example.org",
      "LEARNER_RECORDS_TOKEN_VALUE": SiteStage.token,
    ]
    let undo = ["--deployment", stage.deployment, "--backfill", "--undo", Self.run]
    let terminal = try stage.terminal(undo, environment)
    try terminal.waitFor("Type the host name to go on:")
    try terminal.send("no\r")
    #expect(try terminal.waitForExit() == .exited(2))
    #expect(terminal.rawText.contains("Nothing was posted."))
  }

  private static let run = "2026-11-29T23:57:04Z"

  private static let award = #""course_run_key":"course-v1:A+B+C","action":"award","http":201"#

  private func line(site: String, _ more: String = Self.award) -> String {
    #"{"run":"\#(Self.run)","site":"\#(site)","username":"ada","status":"awarded",\#(more)}"# + "\n"
  }

  @Test
  func `of a run that is unknown, of another site, without anything accepted or behind half a line says so`() throws {
    let stage = try SiteStage()
    func undo(_ run: String, _ journal: String...) throws -> FinishedProcess {
      try Data(journal.joined().utf8).write(to: URL(fileURLWithPath: stage.journal))
      return try stage.run(["--deployment", stage.deployment, "--backfill", "--undo", run, "--dry-run"], [:])
    }
    let copy = line(site: "the embedded copy")
    let half = String(copy.dropLast(30)) + "\n"
    let unknown = try undo("yesterday", copy, half)
    #expect(unknown.status == 1 && unknown.errors.contains("has no run “yesterday”. Its last runs are: \(Self.run)."))
    #expect(unknown.errors.contains("1 line of it cannot be read."))
    #expect(try undo("yesterday").errors.contains("It names no run."))
    let other = try undo(Self.run, line(site: "credentials.example.org"))
    #expect(other.status == 1)
    #expect(other.errors.contains("posted to credentials.example.org, and posts now go to the embedded copy."))
    #expect(other.errors.contains("Undo it with that site configured"))
    let refused = try undo(Self.run, line(site: "the embedded copy", #""action":"award","http":400"#))
    #expect(refused.status == 1 && refused.errors.contains("no post of the run \(Self.run) was accepted"))
    let grade = try undo(Self.run, line(site: "the embedded copy", #""action":"grade","http":201"#))
    #expect(grade.errors.contains("the run \(Self.run) posted 1 grade, which cannot be taken back"))
    let torn = try undo(Self.run, half, copy)
    #expect(torn.status == 2 && torn.output.contains("1 line of the journal cannot be read"), "\(torn.output)")
    #expect(torn.output.contains("ada  course-v1:A+B+C: Credentials has no such credential any more"))
  }

  @Test(
    arguments: [
      ["--user", "ada"], ["--include", "undone"], ["--limit", "1"], ["--as", "notify_credentials"],
      ["--via", "celery"], ["--program", "0123456789abcdef0123456789abcdef"],
    ]
  )
  func `goes with nothing that picks other rows`(options: [String]) throws {
    let repository = try Repository()
    let result = try Command.run(arguments: ["--backfill", "--undo", Self.run] + options, in: repository.path)
    #expect(result.status == 64 && result.errors.contains("\(options[0]) does not go with --undo"), "\(result.errors)")
  }
}
