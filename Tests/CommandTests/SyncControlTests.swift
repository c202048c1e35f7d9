import Foundation
import OpenEdX
import TestSupport
import Testing

@Suite struct `Looking at the queue and steering it` {
  private func status(_ stage: SyncStage) throws -> JSONValue {
    let result = try stage.sync("status", "--format", "json")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.isEmpty)
    return try JSONDecoder().decode(JSONValue.self, from: Data(result.output.utf8))
  }

  @Test func `the status as JSON has the depths, the oldest age, the rate, the pause and the last errors`() throws {
    let stage = try SyncStage()
    try stage.enqueue()
    try stage.enqueue(state: "dead", run: "course-v1:HelixTech+None+2026")
    #expect(try stage.sync("pause", "--reason", "new key").status == 0)
    let document = try status(stage)
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
