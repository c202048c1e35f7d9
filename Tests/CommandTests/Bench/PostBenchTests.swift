import Foundation
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `The benchmark of posting` {
  private var recording: String { Fixtures.contract("credentials.jsonl") }

  @Test func `watches the memory and survives a service that fails at every third request`() throws {
    let run = try FinishedProcess(
      [
        "post", "--part", "memory", "--part", "flapping", "--posts", "50", "--tasks", "60", "--recording", recording,
      ],
      of: "learner-records-bench"
    )
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines.count { $0.hasPrefix("resident after ") } == 12, "\(run.output)")
    #expect(run.output.contains("60 accepted,\n  60 learners confirmed, 0 posted again after it;"))
    #expect(run.output.contains("queue: done 60, skipped 0, dead 0, left 0"))
  }

  @Test func `repairs a copy of a generated deployment with the real program`() throws {
    let folder = try TemporaryFolder()
    let made = try FinishedProcess(
      ["generate", "--learners", "200", "--drift", "5", folder.file("large")],
      of: "learner-records-bench"
    )
    #expect(made.status == 0, "\(made.errors)")
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.file("large/lms.sqlite")))
    let run = try FinishedProcess(
      ["post", "--part", "backfill", "--deployment", folder.file("large"), "--recording", recording],
      of: "learner-records-bench"
    )
    #expect(run.status == 0, "\(run.errors)")
    let words = try #require(run.lines.first { $0.hasPrefix("backfill: ") }).split(separator: " ")
    #expect(words[1] == words[4] && (Int(words[1]) ?? 0) > 0, "\(run.output)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("large/lms.sqlite"))) == before)
  }

  @Test func `refuses what it cannot measure`() throws {
    for (arguments, message) in [
      (["--posts", "0"], "1 or more"), (["--part", "backfill"], "needs --deployment"),
      (["--part", "memory", "--recording", "/none"], "--recording"),
    ] {
      let run = try FinishedProcess(["post"] + arguments, of: "learner-records-bench")
      #expect(run.status != 0 && run.errors.contains(message), "\(run.errors)")
    }
  }
}
