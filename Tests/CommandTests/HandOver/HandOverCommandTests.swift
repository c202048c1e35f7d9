import Foundation
import MariaDBSupport
import OpenEdX
import ProcessTestSupport
import RedisSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `A backfill via celery, without a broker` {
  @Test func `says in a dry run what else the LMS's tasks do, and leaves revocations out`() throws {
    let stage = try SiteStage()
    let plan = try stage.run(["--deployment", stage.deployment, "--backfill", "--dry-run", "--via", "celery"], [:])
    #expect(plan.status == 2 && plan.errors.isEmpty, "\(plan.errors)")
    for text in [
      "The LMS's own workers post, each task as the LMS has it", "Revocations are never handed over",
      "A task is confirmed when a later pull sees what it was for.",
    ] { #expect(plan.output.contains(text), "\(text) is not in:\n\(plan.output.suffix(3000))") }
    let programs = try stage.run(
      [
        "--deployment", stage.deployment, "--backfill", "--dry-run", "--via", "celery", "--include",
        "program-award-lost",
      ],
      [:]
    )
    #expect(programs.output.contains("award_program_certificates awards every program that a learner has completed"))
  }

  @Test func `refuses what does not go with it, and names what is missing`() throws {
    let stage = try SiteStage()
    func refusal(_ more: [String], _ environment: [String: String] = [:]) throws -> (Int32, String) {
      let run = try stage.run(["--deployment", stage.deployment, "--stale-copy"] + more, environment)
      return (run.status, run.errors)
    }
    let backfill = ["--backfill", "--via", "celery", "--yes"]
    #expect(try refusal(backfill + ["--include", "award-stale"]).1.contains("revocations are never handed over"))
    #expect(try refusal(backfill + ["--verify"]).1.contains("--verify asks Credentials"))
    #expect(try refusal(["--via", "celery"]).1.contains("--via belongs to --backfill"))
    let (status, text) = try refusal(backfill)
    #expect(status == 1 && text.contains("No broker is configured") && text.contains("broker: redis://"), "\(text)")
    for (url, word) in [
      ("amqp://rabbit//", "RabbitMQ"), ("sentinel://r:26379", "Sentinel"),
      ("redis://:hunter2@r/0", "broker_password_file"),
    ] {
      let (_, text) = try refusal(backfill, ["LEARNER_RECORDS_CELERY_BROKER": url])
      #expect(text.contains(word) && !text.contains("hunter2"), "\(text)")
    }
    let sync = try stage.run(["sync", "--deployment", stage.deployment, "--via", "celery"], [:])
    #expect(sync.status == 64 && sync.errors.contains("--via goes with --follow"), "\(sync.errors)")
  }
}

@Suite(
  .ownThread,
  .enabled(if: RedisServer.reasonForNone == nil, "\(RedisServer.reasonForNone ?? "")"),
  .enabled(if: CeleryPython.reasonForNone == nil, "\(CeleryPython.reasonForNone ?? "")"),
  .timeLimit(.minutes(20))
)
struct `Tasks that are handed over` {
  @Test func `are the planned ones, once, and a second run waits for the next pull`() async throws {
    let stage = try SiteStage()
    let server = try RedisServer()
    let worker = try CeleryWorker(try #require(CeleryPython.all.first), server)
    try worker.start()
    let environment = [
      "LEARNER_RECORDS_CELERY_BROKER": "redis://127.0.0.1:\(server.port)/0", "LEARNER_RECORDS_CELERY_TIMES": "text",
    ]
    let arguments = stage.backfill("--via", "celery", "--yes", "--stale-copy")
    let first = try stage.run(arguments, environment)
    #expect(first.status == 2, "\(first.errors)")
    #expect(first.output.contains("handed    3 tasks to the LMS's workers"), "\(first.output)")
    #expect(first.output.contains("bring the copy up to date and run the same command again"))
    let runs = try await worker.runs(atLeast: 3)
    #expect(runs.count == 3)
    for run in runs {
      #expect(run["task"] == "openedx.core.djangoapps.programs.tasks.award_course_certificate")
      #expect(run["arguments"]?.array?.first == .string(SiteStage.learner))
    }
    let second = try stage.run(arguments, environment)
    #expect(second.output.contains("3  it was handed over a while ago"), "\(second.output)")
    #expect(try worker.runs().count == 3)
    let status = try stage.run(["sync", "status", "--deployment", stage.deployment], [:])
    #expect(status.output.contains("3 tasks handed to the LMS's workers and not confirmed"), "\(status.output)")
  }

  @Test func `have a broker that doctor looks at, and nothing is sent to it`() throws {
    let stage = try SiteStage()
    let server = try RedisServer()
    func doctor(_ database: Int) throws -> FinishedProcess {
      try stage.run(["doctor"], ["LEARNER_RECORDS_CELERY_BROKER": "redis://127.0.0.1:\(server.port)/\(database)"])
    }
    let good = try doctor(0)
    #expect(good.status == 0, "\(good.errors)")
    #expect(good.output.contains("broker                ok: Celery queue edx.lms.core.default"))
    #expect(good.output.contains("0 tasks wait"), "\(good.output)")
    let bad = try doctor(99)
    #expect(bad.status == 1 && bad.output.contains("broker                FAILED"), "\(bad.output)")
    #expect(bad.errors.contains("Name the database that workers use"), "\(bad.errors)")
    let stats = try server.run("INFO", "commandstats")
    #expect(stats.contains("cmdstat_llen") && !stats.contains("cmdstat_lpush"), "\(stats)")
  }

  @Test(PullStage.isAvailable) func `are waited for by a backfill that can pull`() async throws {
    let stage = try PullStage()
    defer { stage.remove() }
    #expect(try stage.pull().status == 0)
    let server = try RedisServer()
    let worker = try CeleryWorker(try #require(CeleryPython.all.first), server)
    try worker.start()
    let arguments = stage.arguments("--backfill", "--via", "celery", "--yes", "--user", SiteStage.learner)
    let environment = [
      "PATH": "/usr/bin:/bin", "HOME": stage.folder.path,
      "LEARNER_RECORDS_CELERY_BROKER": "redis://127.0.0.1:\(server.port)/0",
    ]
    async let backfill = FinishedProcess(arguments, in: stage.folder.path, environment: environment)
    _ = try await worker.runs(atLeast: 3)
    try stage.server.run(
      """
      DELETE FROM \(stage.site.lms).certificates_generatedcertificate WHERE user_id =
        (SELECT id FROM \(stage.site.lms).auth_user WHERE username = '\(SiteStage.learner)')
      """
    )
    let run = try await backfill
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("confirmed 3 tasks, 0 wait"), "\(run.output)")
  }

  @Test(PullStage.isAvailable) func `are confirmed when the follower sees their credentials`() async throws {
    let stage = try PullStage()
    defer { stage.remove() }
    let server = try RedisServer()
    let worker = try CeleryWorker(try #require(CeleryPython.all.first), server)
    try worker.start()
    let process = try SyncProcess(
      "--config",
      stage.folder.file("site.yaml"),
      "--follow",
      "--heal",
      "all",
      "--follow-grace",
      "0",
      "--interval",
      "0.2",
      "--via",
      "celery",
      "--metrics",
      ":0",
      in: stage.deployment,
      environment: [
        "PATH": "/usr/bin:/bin", "HOME": stage.folder.path,
        "LEARNER_RECORDS_CELERY_BROKER": "redis://127.0.0.1:\(server.port)/0",
      ]
    )
    let line = try process.line(with: "Metrics are at http://127.0.0.1:")
    let port = try #require(line.firstMatch(of: /127\.0\.0\.1:([0-9]+)\/metrics/).flatMap { Int($0.1) })
    let runs = try await worker.runs(atLeast: 3)
    let mine = try #require(runs.first { $0["task"]?.string?.hasSuffix("award_course_certificate") == true })
    let name = try #require(mine["arguments"]?.array?.first?.string)
    // What the LMS's task would have caused: here the learner's certificate is taken away, which ends the drift as well.
    try stage.server.run(
      """
      DELETE FROM \(stage.site.lms).certificates_generatedcertificate WHERE user_id =
        (SELECT id FROM \(stage.site.lms).auth_user WHERE username = '\(name)')
      """
    )
    try process.line(with: "tasks of the site's workers confirmed")
    let text = try PlainExchange.get("/metrics", port: port).body
    let confirmed = text.firstMatch(of: /learner_records_handed_over_confirmed_total ([0-9]+)\n/).flatMap { Int($0.1) }
    #expect(try #require(confirmed) > 0, "\(text)")
    #expect(text.contains("learner_records_broker_queue_tasks ") && text.contains("learner_records_handed_over_total "))
    process.signal(SIGTERM)
    #expect(try process.exit() == 0)
  }
}
