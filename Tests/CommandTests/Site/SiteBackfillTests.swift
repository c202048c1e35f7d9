import Foundation
import LoopbackSupport
import OpenEdX
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread, .timeLimit(.minutes(30))) struct `A backfill of a site` {
  @Test func `posts what is lost, keeps a journal, and gives the copy the site's own rows`() async throws {
    let stage = try SiteStage()
    try await LoopbackServer.run(stage.site.answer) { server in
      let result = try stage.run(stage.backfill("--yes", "--verify"), stage.environment(server))
      #expect(result.status == 0, "\(result.output)\(result.errors)")
      let host = "127.0.0.1:\(server.port)"
      #expect(result.output.hasPrefix("Posts go to \(host)."))
      #expect(result.output.contains("posted    3"))
      #expect(result.output.contains("nothing is left to repair"))
      #expect(result.output.contains("Verified: 3 credentials read back from \(host), each as it was posted."))
      #expect(result.errors.isEmpty, "\(result.errors)")
    }
    #expect(stage.site.posts.count == 3)
    let lines = try Fixtures.jsonLines(stage.journal)
    #expect(lines.count == 3)
    for line in lines {
      #expect(line["action"] == "award" && line["finding"] == "award-lost" && line["attempt"] == 1)
      #expect(line["username"]?.string == SiteStage.learner && line["http"] == 201)
      #expect(line["time"] != nil && line["by"]?.string?.isEmpty == false && line["course_run_key"] != nil)
    }
    let copied = try stage.copied()
    let uuids = lines.compactMap { $0["uuid"]?.string?.filter { $0 != "-" } }.sorted()
    #expect(copied.count == 3 && Set(uuids).count == 3)
    for (row, uuid) in zip(copied, uuids) { #expect(row.hasSuffix("awarded \(uuid) 2026-11-22 20:09:05"), "\(row)") }
  }

  @Test func `as JSON lines writes the journal and nothing else on standard output`() async throws {
    let stage = try SiteStage()
    try await LoopbackServer.run(stage.site.answer) { server in
      let result = try stage.run(
        stage.backfill("--yes", "--verify", "--format", "jsonl", "--concurrency", "2", "--rate", "500"),
        stage.environment(server)
      )
      #expect(result.status == 0, "\(result.errors)")
      // Two posts at once may be written there in one order and here in the other.
      let journal = try String(contentsOfFile: stage.journal, encoding: .utf8)
      #expect(result.output.split(separator: "\n").sorted() == journal.split(separator: "\n").sorted())
      #expect(result.output.split(separator: "\n").count == 3)
      #expect(result.errors.contains("3 course certificates to post") && result.errors.contains("posted    3"))
      #expect(result.errors.contains("Verified: 3 credentials"))
    }
  }

  @Test func `as JSON lines works with the embedded copy as well, also when nobody reads to the end`() throws {
    let stage = try SiteStage()
    let script = #""$0" "$@" | true; echo "status ${PIPESTATUS[0]}""#
    let piped = try FinishedProcess(
      executable: "/bin/bash",
      ["-c", script, try Command.path()] + stage.backfill("--yes", "--format", "jsonl")
    )
    #expect(piped.output == "status 0\n", "\(piped.errors)")
    let other = try SiteStage()
    let result = try other.run(other.backfill("--yes", "--format", "jsonl"), [:])
    let lines = try result.output.split(separator: "\n").map {
      try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))
    }
    #expect(lines.count == 3 && lines.allSatisfy { $0["finding"] == "award-lost" })
    // It is kept as well, so that the run can be undone.
    let journal = try String(contentsOfFile: other.journal, encoding: .utf8)
    #expect(result.output.split(separator: "\n").sorted() == journal.split(separator: "\n").sorted())
  }

  @Test func `says what differs when it is read back, and ends with 2`() async throws {
    let stage = try SiteStage()
    try await LoopbackServer.run { request in
      // Between the posts and the reading somebody revokes one and removes another.
      if request.method == "GET" {
        stage.site.tamper(SiteStage.learner) { rows in
          guard rows.count == 3, case .object(var first) = rows[0] else { return }
          first["status"] = "revoked"
          rows = [.object(first), rows[2]]
        }
      }
      return stage.site.answer(request)
    } _: { server in
      let result = try stage.run(
        stage.backfill("--yes", "--verify", "--concurrency", "1"),
        stage.environment(server)
      )
      #expect(result.status == 2, "\(result.errors)")
      let differing = "Read back from 127.0.0.1:\(server.port): 2 of 3 credentials differ from what was posted."
      #expect(result.output.contains(differing))
      #expect(result.output.contains(": posted awarded, and it is revoked"), "\(result.output)")
      #expect(result.output.contains(": posted awarded, and there is no such credential"))
    }
  }

  @Test func `says so when the account may post but not read, and ends with 2`() async throws {
    let stage = try SiteStage()
    try await LoopbackServer.run { request in
      request.method == "GET" ? .json(403, ["detail": "No permission."]) : stage.site.answer(request)
    } _: { server in
      let result = try stage.run(stage.backfill("--yes", "--verify"), stage.environment(server))
      #expect(result.status == 2, "\(result.errors)")
      #expect(result.output.contains("posted    3"))
      #expect(result.output.contains("Not verified, because 1 learner could not be read:"), "\(result.output)")
      #expect(
        result.output.contains("\(SiteStage.learner): 127.0.0.1:\(server.port): reading credentials was refused: 403")
      )
    }
  }

  @Test func `stops at a refusal of the configuration, says why, and says how to go on`() async throws {
    let stage = try SiteStage()
    stage.site.meet { _ in .json(403, ["detail": "You do not have permission to perform this action."]) }
    try await LoopbackServer.run(stage.site.answer) { server in
      let environment = stage.environment(server)
      let result = try stage.run(stage.backfill("--yes"), environment)
      #expect(result.status == 2)
      #expect(result.output.contains("The queue is paused: 403 You do not have permission"), "\(result.output)")
      #expect(result.output.contains("learner-records sync resume --deployment"))
      stage.site.meet(nil)
      let again = try stage.run(stage.backfill("--yes"), environment)
      #expect(again.status == 1 && again.errors.contains("sync resume --deployment"), "\(again.errors)")
      #expect(try stage.run(["sync", "resume", "--deployment", stage.deployment], environment).status == 0)
      #expect(try stage.run(stage.backfill("--yes"), environment).status == 0)
    }
    #expect(stage.site.posts.count == 3)
  }

  @Test func `refuses options that do not fit`() throws {
    let stage = try SiteStage()
    for (arguments, message) in [
      (["--verify"], "--verify belongs to --backfill"), (["--rate", "2"], "--rate belongs to --backfill"),
      (["--concurrency", "2"], "--concurrency belongs to --backfill"),
      (["--format", "jsonl"], "--format belongs to --backfill"),
      (["--backfill", "--yes", "--format", "csv"], "“csv” is not one of text, jsonl"),
      (["--backfill", "--yes", "--concurrency", "0"], "--concurrency takes 1 to 1000"),
      (["--backfill", "--yes", "--rate", "0"], "--rate takes a number"),
      (["--backfill", "--dry-run", "--verify"], "--dry-run posts nothing"),
    ] {
      let result = try stage.run(["--deployment", stage.deployment] + arguments, [:])
      #expect(result.status == 64 && result.errors.contains(message), "\(arguments): \(result.errors)")
    }
  }
}
