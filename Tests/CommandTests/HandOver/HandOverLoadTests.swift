import Foundation
import MariaDBSupport
import OpenEdX
import ProcessTestSupport
import RedisSupport
import TestSupport
import Testing

/// Runs where `CELERY_TASKS` says how many tasks are handed over, e.g. 10000: a worker that was killed is given five minutes.
@Suite(
  .ownThread,
  PullStage.isAvailable,
  .enabled(if: CeleryLoad.tasks != nil, "CELERY_TASKS is not set"),
  .enabled(if: RedisServer.reasonForNone == nil, "\(RedisServer.reasonForNone ?? "")"),
  .enabled(if: CeleryPython.reasonForNone == nil, "\(CeleryPython.reasonForNone ?? "")"),
  .timeLimit(.minutes(180))
)
struct `Many tasks that are handed over` {
  @Test(arguments: CeleryPython.all) func `are each confirmed in the end, though the worker is killed twice`(
    _ python: CeleryPython
  ) async throws {
    let count = try #require(CeleryLoad.tasks)
    let stage = try PullStage()
    defer { stage.remove() }
    let lms = try ChangingLMS(stage.site, learners: count / 5, draw: RandomDraw(seed: 1))
    try lms.saveAll()
    #expect(try stage.pull().status == 0)
    let server = try RedisServer()
    let worker = try CeleryWorker(python, server)
    try worker.start()
    let load = CeleryLoad(stage.site, worker)
    // The LMS's workers post, and Credentials has it.
    let posting = Task { try await load.carryOut() }
    let killing = Task {
      for part in 1...2 {
        _ = try await worker.runs(atLeast: part * count / 3)
        worker.kill()
        try worker.start()
      }
    }
    let environment = [
      "PATH": "/usr/bin:/bin", "HOME": stage.folder.path,
      "LEARNER_RECORDS_CELERY_BROKER": "redis://127.0.0.1:\(server.port)/0",
      "LEARNER_RECORDS_CELERY_TIMES": python.typesTimes ? "typed" : "text",
    ]
    let arguments = stage.arguments("--backfill", "--via", "celery", "--yes")
    var handed = 0
    for round in 1...10 {
      let run = try FinishedProcess(
        arguments,
        in: stage.folder.path,
        environment: environment,
        within: 2 * 3600
      )
      handed += run.output.firstMatch(of: /handed +([0-9]+) task/).flatMap { Int($0.1) } ?? 0
      print("run \(round) ended with \(run.status), \(handed) handed over: \(run.lines.last ?? "") \(run.errors)")
      // The golden rows that no worker can repair are left.
      #expect(run.status == 2, "\(run.errors)")
      if try !isMissing(stage) { break }
    }
    try await killing.value
    posting.cancel()
    _ = await posting.result
    #expect(try !isMissing(stage))
    let runs = try worker.runs()
    #expect(handed >= count && runs.count >= count)
    print("\(python): \(count) lost awards, \(handed) handed over, \(runs.count) run by the worker")
  }
}

extension `Many tasks that are handed over` {
  /// Whether one of the awards is still lost, by the copy.
  private func isMissing(_ stage: PullStage) throws -> Bool {
    try stage.audit().split(separator: "\n").contains { $0.contains("changing_") && $0.contains("award-lost") }
  }
}

/// What the LMS's workers cause, on a site's databases.
struct CeleryLoad {
  /// How many tasks are handed over; nil where the tests are not asked for it.
  static let tasks = ProcessInfo.processInfo.environment["CELERY_TASKS"].flatMap { Int($0) }

  private let site: ServedSite
  private let worker: CeleryWorker

  init(_ site: ServedSite, _ worker: CeleryWorker) {
    self.site = site
    self.worker = worker
  }

  /// Awards what workers have run, until it is cancelled.
  func carryOut() async throws {
    var done = 0
    while true {
      // Nobody tells of a run; the test ends it.
      try await Task.sleep(for: .milliseconds(200))
      let runs = try worker.runs()
      let new = runs[done...].compactMap { run -> String? in
        guard let arguments = run["arguments"]?.array, arguments.count == 2, let name = arguments[0].string,
          let key = arguments[1].string
        else { return nil }
        return """
          INSERT INTO credentials_usercredential
            (created, modified, credential_id, username, status, uuid, credential_content_type_id)
          SELECT NOW(6), NOW(6), id, \(ServedSite.literal(name)), 'awarded', '\(UUID().uuidString.lowercased())', 25
          FROM credentials_coursecertificate WHERE course_id=\(ServedSite.literal(key)) LIMIT 1
          ON DUPLICATE KEY UPDATE status='awarded', modified=NOW(6)
          """
      }
      done = runs.count
      if !new.isEmpty { try site.server.run(new.joined(separator: ";\n"), database: site.credentials) }
    }
  }
}
