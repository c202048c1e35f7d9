import Foundation
import GRDB
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `Looking at the queue and steering it` {
  private func status(_ stage: SyncStage, exit status: Int32 = 0) throws -> JSONValue {
    let result = try stage.sync("status", "--format", "json")
    #expect(result.status == status, "\(result.errors)")
    #expect(result.errors.isEmpty)
    return try JSONDecoder().decode(JSONValue.self, from: Data(result.output.utf8))
  }

  @Test func `the status as JSON has the depths, the oldest age, the rate, the pause and the last errors`() throws {
    let stage = try SyncStage()
    try stage.enqueue()
    try stage.enqueue(state: "dead", run: "course-v1:HelixTech+None+2026")
    #expect(try stage.sync("pause", "--reason", "new key").status == 0)
    let document = try status(stage, exit: 2)
    #expect(
      document["depths"] == [
        ["kind": "award_course_certificate", "state": "dead", "tasks": 1],
        ["kind": "award_course_certificate", "state": "queued", "tasks": 1],
      ]
    )
    #expect(document["queued"] == 1)
    #expect(document["dead"] == 1)
    #expect(document["paused_reason"] == "new key")
    guard case .number(let age) = document["oldest_queued_seconds"] else { return #expect(Bool(false)) }
    #expect(age > 0)
    #expect(document["ended_per_second"] == 0)
    guard case .array(let errors) = document["last_errors"] else { return #expect(Bool(false)) }
    #expect(errors.count == 1)
    #expect(errors.first?["message"] == "400 no such run")
  }

  @Test func `a paused queue is left alone, which once says with 2; resumed it is drained`() throws {
    let stage = try SyncStage()
    try stage.enqueue()
    #expect(try stage.sync("pause", "--reason", "new key").output.contains("The queue is paused"))
    let again = try stage.sync("pause")
    #expect(again.status == 0 && again.output == "The queue is paused already: new key\n", "\(again.output)")
    #expect(try stage.sync("--once").status == 2)
    #expect(try stage.states() == ["queued"])
    #expect(try stage.sync("resume").output.contains("1 queued"))
    #expect(try stage.sync("--once").status == 0)
    #expect(try status(stage)["paused_reason"] == .null)
  }

  @Test func `a dead task is tried again by its id or with all; an id of none fails`() throws {
    let stage = try SyncStage()
    try stage.enqueue(state: "dead")
    let wrong = try stage.sync("retry", "99")
    #expect(wrong.status == 1)
    #expect(wrong.errors.contains("Not the id of a dead task: 99"))
    #expect(try stage.sync("retry", "1").output.contains("1 task queued again"))
    #expect(try stage.sync("--once").status == 0)
    try stage.enqueue(state: "dead")
    #expect(try stage.sync("retry", "--all").output.contains("1 task queued again"))
    #expect(try stage.states() == ["done", "queued"])
  }

  @Test func `resumed, what waits because the service asked for it is due, and retried with all whatever waits`() throws
  {
    let stage = try SyncStage()
    for (run, rests) in [(SyncStage.run, 1), ("course-v1:HelixTech+None+2026", 0)] {
      try stage.enqueue(run: run)
      try stage.write("lms.sqlite") { db in
        try db.execute(
          sql: "UPDATE sync_task SET attempts = 1, rests = ?, not_before = 9000000000000000 WHERE course_run_key = ?",
          arguments: [rests, run]
        )
      }
    }
    #expect(try stage.sync("--once").status == 2)
    let resumed = try stage.sync("resume")
    #expect(resumed.output.contains("1 task that waited because the service asked for it is due now."))
    #expect(try stage.sync("--once").status == 2)
    #expect(try stage.states() == ["done", "queued"])
    let retried = try stage.sync("retry", "--all")
    #expect(retried.output == "0 tasks queued again.\n1 task that waited for another try is due now.\n")
    #expect(try stage.sync("--once").status == 0)
    #expect(try stage.states().first == "done")
  }

  @Test func `the status names five troubles, or all, and says why tasks were skipped`() throws {
    let stage = try SyncStage()
    for number in 1...7 { try stage.enqueue(state: "dead", run: "course-v1:HelixTech+None\(number)+2026") }
    for number in 1...2 { try stage.enqueue(state: "skipped", run: "course-v1:HelixTech+Gone\(number)+2026") }
    try stage.write("lms.sqlite") {
      try $0.execute(sql: "UPDATE sync_task SET message = 'gone' WHERE state = 'skipped'")
    }
    let few = try stage.sync("status")
    #expect(few.status == 2 && few.output.contains("… and 2 more: --all names them"), "\(few.output)")
    #expect(few.output.contains("skipped, by reason\n  2  gone\n"), "\(few.output)")
    let all = try stage.sync("status", "--all")
    #expect(all.output.components(separatedBy: "400 no such run").count == 8, "\(all.output)")
  }

  @Test func `the status tells times in the zone of the settings, and as JSON in UTC`() throws {
    let stage = try SyncStage()
    try stage.enqueue(state: "dead")
    try stage.write("lms.sqlite") {
      try $0.execute(sql: "UPDATE sync_task SET message = '503 until 2026-06-17T10:00:00Z'")
    }
    let file = stage.repository.path + "/zone.yaml"
    try Data("ui:\n  time_zone: Asia/Kolkata\n".utf8).write(to: URL(fileURLWithPath: file))
    let text = try stage.sync("status", "--config", file)
    #expect(text.output.contains("dead  503 until 2026-06-17T15:30:00+05:30\n"), "\(text.output)\(text.errors)")
    let json = try stage.sync("status", "--config", file, "--format", "json")
    #expect(json.output.contains("503 until 2026-06-17T10:00:00Z"), "\(json.output)\(json.errors)")
  }

  @Test func `reading only, it looks but neither runs nor steers`() throws {
    let stage = try SyncStage()
    for arguments in [["--once"], ["pause"], ["resume"], ["retry", "--all"]] {
      let line = ["sync"] + arguments + ["--deployment", stage.folder, "--read-only"]
      let result = try Command.run(arguments: line, in: stage.repository.path)
      #expect(result.status == 1, "\(arguments)")
      #expect(result.errors.contains("--read-only forbids it"), "\(result.errors)")
    }
    let look = ["sync", "status", "--deployment", stage.folder, "--read-only"]
    #expect(try Command.run(arguments: look, in: stage.repository.path).status == 0)
  }

  @Test(arguments: [
    ["--grace", "-1"], ["--concurrency", "0"], ["--requests-per-second", "0"], ["--keep-days", "x"],
    ["--status-interval", "-2"], ["--log-format", "xml"], ["retry"], ["retry", "--all", "1"],
    ["status", "--format", "x"],
    ["halt"],
  ])
  func `wrong usage ends with 64`(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let result = try Command.run(arguments: ["sync"] + arguments, in: folder.path)
    #expect(result.status == 64, "\(result.errors)")
    #expect(try folder.snapshot().isEmpty)
  }
}
