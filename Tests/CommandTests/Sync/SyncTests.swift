import Foundation
import GRDB
import OpenEdX
import ProcessTestSupport
import Testing

@Suite(.ownThread, .timeLimit(.minutes(30))) struct `Sync without the screens` {
  private static let awarded = "Awarded a course certificate to user paid_learner in course run \(SyncStage.run)"

  @Test func `once drains what is due and says so in the words of the LMS`() throws {
    let stage = try SyncStage()
    try stage.enqueue()
    let result = try stage.sync("--once")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.isEmpty)
    let names = "attempt=1 learner=paid_learner run=\(SyncStage.run) task=\(SyncStage.key)"
    #expect(result.errors.contains("info     \(Self.awarded) \(names)"), "\(result.errors)")
    #expect(result.errors.contains("nothing leaves this machine"))
    #expect(try stage.states() == ["done"])
  }

  @Test func `log lines as JSON parse, each with time, level and message`() throws {
    let stage = try SyncStage()
    try stage.enqueue()
    let result = try stage.sync("--once", "--log-format", "json")
    #expect(result.status == 0)
    let lines = try result.errors.split(separator: "\n").map {
      try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))
    }
    for line in lines { #expect(line["time"]?.string != nil && line["level"]?.string != nil, "\(line)") }
    let post = try #require(lines.first { $0["message"]?.string == Self.awarded })
    #expect(post["task"]?.string == SyncStage.key)
    #expect(post["level"]?.string == "info")
  }

  @Test func `SIGTERM lets the running post end, and exits with 0`() throws {
    let stage = try SyncStage()
    let (process, lock) = try stage.standing()
    process.signal(SIGTERM)
    try process.line(with: "Stopping: no more tasks are claimed")
    try lock.close()
    try process.line(with: Self.awarded)
    try process.line(with: "Stopped; 0 queued")
    #expect(try process.exit() == 0)
    #expect(try stage.states() == ["done"])
  }

  @Test func `a second signal ends it at once, and the next start does the rest`() throws {
    let stage = try SyncStage()
    let (process, lock) = try stage.standing()
    process.signal(SIGTERM)
    try process.line(with: "Stopping: no more tasks are claimed")
    process.signal(SIGINT)
    try process.line(with: "Ended at once by a second signal")
    #expect(try process.exit() == 128 + SIGINT)
    #expect(try stage.states() == ["running"])
    try lock.close()
    #expect(try stage.sync("--once").status == 0)
    #expect(try stage.states() == ["done"])
  }
}
