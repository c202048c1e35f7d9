import DatabaseFile
import GRDB
import LMS
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("What the engine does for its queue")
struct MaintenanceTests {
  @Test("Renewed, a lease outlasts a long post; not renewed, it runs out")
  func renewal() async throws {
    let site = try Site()
    try await site.enqueue()
    let task = try #require(try await site.claim().first)
    for _ in 0..<5 {
      site.clock.advance(seconds: TaskQueue.leaseSeconds - 1)
      try await site.queue.renew([task], now: site.clock.now)
      #expect(try await site.queue.rescue(now: site.clock.now) == 0)
    }
    site.clock.advance(seconds: TaskQueue.leaseSeconds + 1)
    #expect(try await site.queue.rescue(now: site.clock.now) == 1)
    try await site.queue.renew([task], now: site.clock.now)
    #expect(try site.states() == ["ada queued"], "a lost lease cannot be renewed")
  }

  @Test("A running engine keeps the lease of a long post, while another engine looks for lost ones")
  func engineRenews() async throws {
    let site = try Site()
    let latch = Latch()
    site.service.next(.heldBack(latch))
    try site.save()
    let engine = site.engine()
    async let running: Void = engine.run(.untilStopped)
    await latch.arrivals()
    for _ in 0..<20 {
      let before = try #require(try await leaseUntil(site))
      site.clock.advance(seconds: 60)
      engine.wakeSignal.wake()
      try await site.until(Self.leaseUntil) { $0 != before }
      #expect(try await site.queue.rescue(now: site.clock.now) == 0)
    }
    latch.open()
    engine.stop()
    try await running
    #expect(try site.states() == ["ada done"])
    #expect(site.service.posts.count == 1)
  }

  private func leaseUntil(_ site: Site) async throws -> Int64? { try await site.lms.file.reader.read(Self.leaseUntil) }

  private static func leaseUntil(_ db: Database) throws -> Int64? {
    try Int64.fetchOne(db, sql: "SELECT lease_until FROM sync_task")
  }

  @Test("An engine that runs already takes the tasks of a process back that dies later")
  func rescueWhileRunning() async throws {
    let site = try Site()
    let latch = Latch()
    site.service.always(.heldBack(latch))
    latch.open()
    let engine = site.engine()
    async let running: Void = engine.run(.untilStopped)
    try site.save("amina")
    await latch.arrivals(1)
    try await site.lms.telling([]).transaction { try $0.save("ada", CourseKey(Site.run), .downloadable) }
    try await site.enqueueAsDeadProcess("ada")
    site.clock.advance(seconds: 20)
    await latch.arrivals(2)
    engine.stop()
    try await running
    #expect(try await site.held() == .awarded)
    #expect(site.log.all.contains { $0.message == "Took back 1 task of a process that ended" })
  }

  @Test("Done and skipped tasks are removed after their time in small batches; dead ones and waiting ones stay")
  func pruning() async throws {
    let names = (0..<25).map { "learner\($0)" }
    let site = try Site(learners: names)
    let requests = names.map { TaskRequest.awardCourseCertificate(username: $0, courseRunKey: Site.run) }
    _ = try await site.queue.enqueue(requests, origin: .live, now: site.clock.now)
    let tasks = try await site.claim(24)
    let finished = tasks.enumerated().map { index, task in
      let outcome: TaskOutcome = index < 10 ? .done("x") : index < 20 ? .skipped("x") : .dead("x")
      return TaskQueue.Finished(task: task, outcome: outcome)
    }
    _ = try await site.queue.turn(record: finished, claimUpTo: 0, now: site.clock.now)
    try await site.queue.pause(reason: "so that nothing else happens")
    var limits = EngineLimits(pollSeconds: 0.002)
    limits.maintenance.keepSeconds = 3600
    limits.maintenance.pruneBatch = 3
    try await site.engine(limits: limits).run(.untilIdle)
    #expect(try site.tasks().count == 25, "too young")
    site.clock.advance(seconds: 3601)
    let engine = site.engine(limits: limits)
    async let running: Void = engine.run(.untilStopped)
    try await site.until { $0.count <= 5 }
    engine.stop()
    try await running
    let status = try await site.queue.status(now: site.clock.now)
    #expect([status.done, status.skipped, status.dead, status.queued] == [0, 0, 4, 1])
  }

  @Test("The schedule makes each duty due at its interval, and nothing is removed when all is kept")
  func schedule() {
    var maintenance = Maintenance()
    maintenance.keepSeconds = nil
    var schedule = Maintenance.Schedule(maintenance, from: Site.start)
    #expect(schedule.due(Site.start) == [.rescue])
    #expect(schedule.due(Site.start).isEmpty)
    #expect(schedule.due(Site.start.adding(seconds: 15)) == [.rescue])
    #expect(schedule.due(Site.start.adding(seconds: 40)) == [.rescue, .renew])
    var pruning = Maintenance.Schedule(Maintenance(), from: Site.start)
    #expect(pruning.due(Site.start) == [.rescue, .prune])
    pruning.again(.prune, at: Site.start)
    #expect(pruning.due(Site.start) == [.prune])
  }

  @Test("No search of the hot path walks the ended rows")
  func plans() async throws {
    let site = try Site()
    let searches = [
      """
      SELECT id FROM sync_task AS due WHERE state = 'queued' AND priority = 0 AND not_before <= 5 AND NOT EXISTS (
        SELECT 1 FROM sync_task AS other WHERE other.key = due.key AND other.state = 'running'
      ) ORDER BY not_before, id LIMIT 4
      """,
      "SELECT 1 FROM sync_task WHERE state = 'queued' AND priority = 0 AND not_before <= 5",
      "SELECT 1 FROM sync_task WHERE key = 'x' AND state = 'queued'",
      "SELECT id, key, lease_owner, lease_until FROM sync_task WHERE state = 'running'",
      "SELECT min(not_before) FROM sync_task WHERE state = 'queued' AND priority = 0",
      "SELECT min(created) FROM sync_task WHERE state = 'queued' AND created <> not_before",
      "SELECT destination, count(*) FROM sync_task WHERE state = 'queued' AND destination < 'x' GROUP BY destination",
      """
      UPDATE sync_task SET state = 'skipped' WHERE key = 'x' AND state = 'dead' AND id < 5
        OR key = 'x' AND state = 'queued' AND origin = 'backfill' AND attempts = 0
      """,
      "SELECT count(*) FROM sync_task WHERE state = 'queued' AND attempts > 0",
      "SELECT id FROM sync_task WHERE state NOT IN ('queued', 'running') AND state = 'done' AND finished < 5 LIMIT 500",
    ]
    for search in searches {
      let plan = try await site.lms.file.reader.read {
        try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN \(search)").map { $0["detail"] as String }
      }
      for step in plan where step.contains("sync_task") || step.contains("due") || step.contains("other") {
        #expect(step.contains("INDEX sync_task_"), "\(search): \(step)")
      }
      #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(search)")
    }
  }

  @Test("The kept counts are those of a walk over the table, whatever was done")
  func counts() async throws {
    let names = (0..<12).map { "learner\($0)" }
    let site = try Site(learners: names)
    for name in names { try site.save(name) }
    let tasks = try await site.claim(9)
    let outcomes: [TaskOutcome] = [.done("x"), .skipped("x"), .dead("x"), .retry("x", after: nil), .pause("x")]
    for (task, outcome) in zip(tasks, outcomes) { try await site.record(task, outcome) }
    site.clock.advance(seconds: TaskQueue.leaseSeconds + 1)
    try await site.queue.rescue(now: site.clock.now)
    _ = try await site.queue.retryAllDead(now: site.clock.now)
    _ = try await site.queue.prune(endedBefore: site.clock.now, limit: 1)
    let kept = "SELECT state, kind, tasks FROM sync_count WHERE tasks <> 0 ORDER BY 1, 2"
    let walked = "SELECT state, kind, count(*) FROM sync_task GROUP BY 1, 2 ORDER BY 1, 2"
    try await site.lms.file.reader.read { db in
      let rows = try [kept, walked].map { try Row.fetchAll(db, sql: $0).map { Array($0.databaseValues) } }
      #expect(rows[0] == rows[1])
    }
    let status = try await site.queue.status(now: site.clock.now)
    #expect(status.oldestQueued == Site.start)
    #expect(status.depths.reduce(0) { $0 + $1.tasks } == 11)
  }

  @Test("The oldest task that waits is that of a walk over the table, whatever became of those before it")
  func oldest() async throws {
    let names = (0..<6).map { "learner\($0)" }
    let site = try Site(learners: names)
    #expect(try await site.queue.status(now: site.clock.now).oldestQueued == nil)
    for name in names {
      try await site.enqueue(name)
      site.clock.advance(seconds: 1)
    }
    let outcomes: [TaskOutcome?] = [.retry("503", after: nil), nil, .done("x"), .dead("x"), .retry("429", after: 600)]
    for outcome in outcomes {
      let task = try #require(try await site.claim(1).first)
      _ = try await site.queue.turn(
        record: [TaskQueue.Finished(task: task, outcome: outcome)],
        claimUpTo: 0,
        now: site.clock.now
      )
      let walked = try await site.lms.file.reader.read { db in
        try Int64.fetchOne(db, sql: "SELECT min(+created) FROM sync_task WHERE +state = 'queued'")
      }
      let oldest = try await site.queue.status(now: site.clock.now).oldestQueued
      #expect(oldest?.microseconds == walked, "after \(outcome.map { "\($0)" } ?? "nothing")")
      site.clock.advance(seconds: 1)
    }
  }

  @Test("The last errors are told, the latest first, whether given up or to be tried again")
  func lastErrors() async throws {
    let site = try Site(learners: ["a", "b", "c"])
    // The one to be tried again comes last: its wait is drawn, and a short one would make it due before the others.
    for (name, outcome) in [
      ("a", TaskOutcome.dead("400 bad")), ("c", .done("x")), ("b", .retry("503 down", after: nil)),
    ] {
      try await site.enqueue(name)
      let task = try #require(try await site.claim().first)
      try await site.record(task, outcome)
      site.clock.advance(seconds: 1)
    }
    let errors = try await site.queue.reader.lastErrors()
    #expect(errors.map(\.message) == ["503 down", "400 bad"])
  }

  @Test("Requests are spread evenly")
  func pace() {
    var pace = RateLimiter(requestsPerSecond: 4)
    #expect((0..<4).map { _ in pace.reserve(now: Site.start) } == [0, 0.25, 0.5, 0.75])
    #expect(pace.reserve(now: Site.start.adding(seconds: 0.5)) == 0.5)
    #expect(pace.reserve(now: Site.start.adding(seconds: 10)) == 0)
  }
}

extension Site {
  /// A task that a process claimed which has since died. In one transaction, so that no engine claims it in between.
  func enqueueAsDeadProcess(_ name: String) async throws {
    let owner = LeaseOwner(host: LeaseOwner.current.host, processID: LeaseOwner.current.processID, startTime: "1").text
    let request = TaskRequest.awardCourseCertificate(username: name, courseRunKey: Site.run)
    try await lms.transaction { transaction in
      let id = try TaskQueue.enqueue(request, origin: .live, now: transaction.now, in: transaction.db)
      try transaction.db.execute(
        sql: """
          UPDATE sync_task SET state = 'running', attempts = 1, claims = 1, lease_owner = ?, lease_until = ?
          WHERE id = ?
          """,
        arguments: [owner, transaction.now.adding(seconds: 100).microseconds, id]
      )
    }
  }
}
