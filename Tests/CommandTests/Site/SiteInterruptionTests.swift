import Foundation
import LoopbackSupport
import OpenEdX
import ProcessTestSupport
import Synchronization
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread, .timeLimit(.minutes(30))) struct `A backfill of a site on a terminal` {
  @Test func `shows how far it is, and for how long the service asks to wait`() async throws {
    let stage = try SiteStage()
    let isFirst = OnceFlag()
    stage.site.meet { _ in isFirst.take() ? .json(429, ["detail": "slow"], [("Retry-After", "60")]) : nil }
    try await LoopbackServer.run(stage.site.answer) { server in
      let terminal = try stage.terminal(stage.backfill("--yes", "--concurrency", "1"), stage.environment(server))
      try terminal.waitFor("waiting for the service")
      try terminal.waitFor("tried again 1")
      #expect(terminal.rawText.contains("learner-records: To be tried again: 429 slow"), "why nothing is posted")
      #expect(terminal.rawText.contains("Press Ctrl-C to stop waiting."))
      terminal.signal(SIGINT)
      #expect(try terminal.waitForExit() == .exited(2))
      #expect(terminal.rawText.contains("3 rows are left in the selection (0 blocked); 3 tasks wait in the queue."))
      #expect(terminal.rawText.contains("0/3") && terminal.rawText.contains("429 slow"))
    }
  }

  @Test func `Ctrl-C ends it gently, and the command that it prints goes on`() async throws {
    let stage = try SiteStage()
    stage.site.meet { number in number > 2 ? .silence : nil }
    try await LoopbackServer.run(stage.site.answer) { server in
      let environment = stage.environment(server, ["LEARNER_RECORDS_CREDENTIALS_REQUEST_TIMEOUT": "3"])
      let terminal = try stage.terminal(stage.backfill("--yes", "--concurrency", "1"), environment)
      try terminal.waitFor("2/3")
      try terminal.send("\u{3}")
      try terminal.waitFor("Stopping: posts in flight still end.")
      #expect(try terminal.waitForExit() == .exited(2))
      #expect(terminal.attributes.isSane)
      #expect(terminal.rawText.contains("posted    2"))
      let text = terminal.rawText.replacing("\r\n", with: "\n")
      let line = try #require(text.split(separator: "\n").last { $0.hasPrefix("To go on: ") })
      stage.site.meet(nil)
      // As a shell would run it, from the line as it was printed.
      let exports = environment.map { "export \($0)='\($1)'" }.joined(separator: "; ")
      let again = try FinishedProcess(
        executable: "/bin/bash",
        ["-c", "\(exports); cd \(stage.folder.path); \(line.dropFirst("To go on: ".count))"]
      )
      #expect(again.status == 0, "\(line)\n\(again.errors)")
      #expect(again.output.contains("posted    1"))
    }
    #expect(stage.site.posts.count == 3)
  }

  @Test func `a terminal that closes ends it gently, however often it hangs up`() async throws {
    let stage = try SiteStage()
    let (arrivals, tell) = AsyncStream.makeStream(of: Void.self)
    stage.site.meet { number in
      tell.yield()
      return number > 2 ? .silence : nil
    }
    try await LoopbackServer.run(stage.site.answer) { server in
      let environment = stage.environment(server, ["LEARNER_RECORDS_CREDENTIALS_REQUEST_TIMEOUT": "3"])
      let terminal = try stage.terminal(stage.backfill("--yes", "--concurrency", "1"), environment)
      var seen = 0
      for await _ in arrivals {
        seen += 1
        if seen == 3 { break }
      }
      for _ in 0..<2 { terminal.signal(SIGHUP) }
      #expect(try terminal.waitForExit() == .exited(2))
      #expect(terminal.rawText.contains("posted    2"))
      stage.site.meet(nil)
      let again = try stage.run(stage.backfill("--yes"), environment)
      #expect(again.status == 0, "\(again.output)\(again.errors)")
    }
    #expect(stage.site.posts.count == 3)
  }

  @Test func `a second signal ends it at once, and the next start takes back what was in flight`() async throws {
    let stage = try SiteStage()
    let arrived = Arrival()
    let posts = Mutex(0)
    stage.site.meet { _ in
      let count = posts.withLock { posts in
        posts += 1
        return posts
      }
      if count == 3 { arrived.happen() }
      return .silence
    }
    try await LoopbackServer.run(stage.site.answer) { server in
      let environment = stage.environment(server, ["LEARNER_RECORDS_CREDENTIALS_REQUEST_TIMEOUT": "600"])
      let terminal = try stage.terminal(stage.backfill("--yes"), environment)
      try terminal.waitFor("0/3")
      // Without a post in flight the first would end it as well; one that the site has not read yet would be answered later.
      try await arrived.wait()
      try terminal.send("\u{3}")
      try terminal.waitFor("Stopping:")
      // The same signal again within a moment counts once; another one is a second.
      terminal.signal(SIGTERM)
      #expect(try terminal.waitForExit() == .exited(128 + SIGTERM))
      #expect(terminal.rawText.contains("Ended at once"))
      stage.site.meet(nil)
      let again = try stage.run(stage.backfill("--yes"), environment)
      #expect(again.status == 0, "\(again.output)\(again.errors)")
    }
    #expect(stage.site.posts.count == 3)
  }

  @Test func `another machine's site is posted to only when its name is typed`() async throws {
    let stage = try SiteStage()
    let environment = [
      "LEARNER_RECORDS_CREDENTIALS_URL": "https://credentials.invalid",
      "LEARNER_RECORDS_TOKEN_VALUE": SiteStage.token,
    ]
    let question = "Posts go to credentials.invalid. Type the host name to go on:"
    for answer in ["", "y", "credentials.example"] {
      let terminal = try stage.terminal(stage.backfill(), environment)
      try terminal.waitFor(question)
      try terminal.send(answer + "\r")
      #expect(try terminal.waitForExit() == .exited(2))
      #expect(terminal.rawText.contains("Nothing was posted.") && !terminal.rawText.contains("course certificates"))
    }
    let typed = try stage.terminal(stage.backfill(), environment)
    try typed.waitFor(question)
    try typed.send("Credentials.Invalid\r")
    try typed.waitFor("Post 3 rows? [y/N]")
    try typed.send("n\r")
    #expect(try typed.waitForExit() == .exited(2))
    // The plan alone asks nothing; without a terminal it takes --yes.
    #expect(try stage.run(stage.backfill("--dry-run"), environment).status == 2)
    let unasked = try stage.run(stage.backfill(), environment)
    #expect(unasked.status == 64 && unasked.errors.contains("--yes"))
  }

  @Test func `the screens open on another machine's site only when its name is typed`() async throws {
    let stage = try SiteStage()
    let environment = [
      "LEARNER_RECORDS_CREDENTIALS_URL": "https://credentials.invalid",
      "LEARNER_RECORDS_TOKEN_VALUE": SiteStage.token,
    ]
    let refused = try stage.terminal(["--deployment", stage.deployment], environment)
    try refused.waitFor("Type the host name to go on:")
    try refused.send("\r")
    #expect(try refused.waitForExit() == .exited(2))
    #expect(!refused.screen.isAlternate)
    let opened = try stage.terminal(["--deployment", stage.deployment], environment)
    try opened.waitFor("Type the host name to go on:")
    try opened.send("credentials.invalid\r")
    try opened.waitFor("the screens") { $0.isAlternate }
    try opened.waitFor("Posts go to credentials.invalid")
    try opened.send("q")
    #expect(try opened.waitForExit() == .exited(0))
    let reading = try stage.terminal(["--deployment", stage.deployment, "--read-only"], environment)
    try reading.waitFor("the screens") { $0.isAlternate }
    try reading.send("q")
    #expect(try reading.waitForExit() == .exited(0))
  }
}
