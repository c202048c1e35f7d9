import DatabaseFile
import GRDB
import LMS
import Logging
import OpenEdX
import Testing

@testable import CertificateSync

@Suite("A save and its task")
struct EnqueueOnSaveTests {
  @Test("The task's row is written by the save's own transaction, so it is committed with the certificate")
  func sameTransaction() throws {
    let site = try Site()
    let key = try CourseKey(Site.run)
    try site.lms.transaction { transaction in
      try transaction.save("ada", key, .downloadable)
      let inside = try Int.fetchOne(transaction.db, sql: "SELECT count(*) FROM sync_task WHERE username = 'ada'")
      #expect((inside ?? 0) >= 1, "the open transaction holds the task")
      #expect(try site.tasks().isEmpty, "nobody else sees it yet")
      #expect(!site.wakeSignal.takeWakeUp(), "nobody is woken before the commit")
    }
    #expect(try site.states() == ["ada queued"])
    #expect(site.wakeSignal.takeWakeUp(), "the commit wakes the engine")
  }

  @Test("A save that is rolled back leaves no task, rings nobody, and nothing is ever posted")
  func rollback() async throws {
    let site = try Site()
    try site.saveAndRollBack()
    #expect(try site.tasks().isEmpty)
    #expect(!site.wakeSignal.takeWakeUp())
    try await site.engine().run(.untilIdle)
    #expect(site.service.posts.isEmpty)
  }

  @Test("A savepoint that is rolled back takes its task with it and leaves that of the rest")
  func savepoint() throws {
    let site = try Site()
    let (first, second) = (try CourseKey(Site.run), try CourseKey(Site.otherRun))
    try site.lms.transaction { transaction in
      try transaction.save("ada", first, .downloadable)
      try transaction.db.inSavepoint {
        try transaction.save("ada", second, .downloadable)
        return .rollback
      }
    }
    #expect(try site.tasks().map(\.request.courseRunKey) == [Site.run])
  }

  @Test("Without the engine's tables a save fails whole, rather than going through without its task")
  func noTable() throws {
    let site = try Site()
    try site.execute("DROP TABLE sync_task")
    #expect(throws: (any Error).self) { try site.save() }
    let saved = try site.lms.file.reader.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM certificates_generatedcertificate")
    }
    #expect(saved == 0)
  }

  @Test(
    "With Credentials use switched off nothing is enqueued",
    arguments: [(false, true), (true, false), (false, false)]
  )
  func issuanceGate(_ enabled: Bool, _ issuance: Bool) throws {
    let site = try Site { seed in
      seed.apiConfigs.append(
        LMSSeed.APIConfig(
          changeDate: Site.start.adding(seconds: 1),
          enabled: enabled,
          enableLearnerIssuance: issuance
        )
      )
    }
    try site.save()
    #expect(try site.tasks().isEmpty)
  }

  @Test("With learner records off for the run's org nothing is enqueued, and a warning says so")
  func recordsGate() throws {
    let site = try Site { seed in
      seed.sites = [
        LMSSeed.Site(domain: "x", values: #"{"course_org_filter": "RaceX", "ENABLE_LEARNER_RECORDS": false}"#)
      ]
    }
    try site.save()
    #expect(try site.tasks().isEmpty)
    #expect(site.log.all.contains { $0.level == .warning && $0.message.contains("RaceX") })
  }

  @Test("A gate that was opened in the same transaction counts as open")
  func gateInTransaction() throws {
    let site = try Site { $0.apiConfigs = [] }
    let key = try CourseKey(Site.run)
    try site.lms.transaction { transaction in
      try transaction.db.execute(
        sql: """
          INSERT INTO credentials_credentialsapiconfig (change_date, enabled, enable_learner_issuance) VALUES (?, 1, 1)
          """,
        arguments: [Site.start.databaseText]
      )
      try transaction.save("ada", key, .downloadable)
    }
    #expect(try site.states() == ["ada queued"])
  }
}
