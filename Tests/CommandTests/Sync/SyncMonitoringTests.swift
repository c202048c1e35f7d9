import Foundation
import GRDB
import ProcessTestSupport
import Testing

@Suite(.ownThread) struct `Monitoring of sync` {
  /// The port that a running sync has said.
  private func port(_ process: SyncProcess) throws -> Int {
    let line = try process.line(with: "Metrics are at http://127.0.0.1:")
    return try #require(line.firstMatch(of: /127\.0\.0\.1:([0-9]+)\/metrics/).flatMap { Int($0.1) })
  }

  @Test func `tells of the queue, the posts and the drift, and is ready`() async throws {
    let stage = try SyncStage()
    try stage.enqueue()
    let process = try SyncProcess("--metrics", ":0", in: stage.folder)
    let port = try port(process)
    try process.line(with: "Awarded a course certificate")
    let ready = try PlainExchange.get("/health/ready", port: port)
    #expect(ready.statusLine == "HTTP/1.1 200 OK" && ready.body == "ready\n")
    let text = try PlainExchange.get("/metrics", port: port).body
    for line in [
      #"learner_records_posts_total{outcome="accepted"} 1"#, #"learner_records_posts_total{outcome="refused"} 0"#,
      #"learner_records_queue_tasks{state="dead"} 0"#, "learner_records_queue_paused 0",
      "# TYPE learner_records_build_info gauge",
    ] {
      #expect(text.contains(line + "\n"), "\(line) is not in:\n\(text)")
    }
    // Without --follow there is nothing to tell of it.
    #expect(!text.contains("follow_lag"))
    process.signal(SIGTERM)
    #expect(try process.exit() == 0)
  }

  @Test func `is not ready while a refusal pauses the queue, and is while an operator does`() throws {
    let stage = try SyncStage()
    #expect(try stage.sync("pause").status == 0)
    let process = try SyncProcess("--metrics", "127.0.0.1:0", in: stage.folder)
    let port = try port(process)
    #expect(try PlainExchange.get("/health/ready", port: port).statusLine == "HTTP/1.1 200 OK")
    try stage.write("lms.sqlite") { db in
      try db.execute(sql: "UPDATE sync_setting SET value = 'refusal' WHERE name = 'paused_by'")
      try db.execute(sql: "UPDATE sync_setting SET value = '401 expired' || char(27) WHERE name = 'paused'")
    }
    let ready = try PlainExchange.get("/health/ready", port: port)
    #expect(ready.statusLine == "HTTP/1.1 503 Service Unavailable")
    #expect(ready.body.hasPrefix("the queue is paused: 401 expired") && !ready.body.contains("\u{1B}"))
    #expect(try PlainExchange.get("/metrics", port: port).body.contains("learner_records_queue_paused 1\n"))
    #expect(try PlainExchange.get("/health/live", port: port).statusLine == "HTTP/1.1 200 OK")
    process.signal(SIGTERM)
    #expect(try process.exit() == 0)
  }

  @Test func `takes its address from the settings as well, and refuses one that makes no sense`() throws {
    let stage = try SyncStage()
    let process = try SyncProcess(
      in: stage.folder,
      environment: ["LEARNER_RECORDS_SYNC_METRICS": "localhost:0", "HOME": stage.repository.path, "PATH": "/usr/bin"]
    )
    try process.line(with: "Metrics are at http://localhost:")
    process.signal(SIGTERM)
    #expect(try process.exit() == 0)
    let wrong = try stage.sync("--metrics", "http://x:1")
    #expect(wrong.status == 64 && wrong.errors.contains("it is an address, not a URL"), "\(wrong.errors)")
    let once = try stage.sync("--metrics", ":0", "--once")
    #expect(once.status == 64 && once.errors.contains("--metrics does not go with --once"), "\(once.errors)")
    let misplaced = try stage.sync("status", "--metrics", ":0")
    #expect(misplaced.status == 64, "\(misplaced.errors)")
  }

  @Test func `a port that is taken ends it before anything is posted`() throws {
    let stage = try SyncStage()
    let process = try SyncProcess("--metrics", ":0", in: stage.folder)
    let port = try port(process)
    let second = try stage.sync("--metrics", ":\(port)")
    #expect(second.status == 1 && second.errors.contains("cannot listen there"), "\(second.errors)")
    process.signal(SIGTERM)
    #expect(try process.exit() == 0)
  }
}
