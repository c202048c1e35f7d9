import Credentials
import DatabaseFile
import GRDB
import LMS
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("What a backfill's run has come to")
struct BackfillProgressTests {
  private let site: Site
  private let records: RecordStore
  private let tally = BackfillTally()

  /// Ada's and Amina's awards are lost, Amina's in a run whose awards are hidden; Bea's award is stale.
  init() async throws {
    site = try Site(learners: ["ada", "amina", "bea"])
    records = try RecordStore(folder: site.folder.path)
    try site.save("bea", Site.run)
    try site.save("bea", Site.otherRun)
    try await site.engine().run(.untilIdle)
    try await site.credentials.file.writer?.write { db in
      try db.execute(
        sql: "UPDATE credentials_coursecertificate SET certificate_available_date = '2099-05-06' WHERE course_id = ?",
        arguments: [Site.otherRun]
      )
    }
    let (run, otherRun) = (try CourseKey(Site.run), try CourseKey(Site.otherRun))
    try await site.lms.telling([]).transaction { transaction in
      try transaction.save("ada", run, .downloadable)
      try transaction.save("amina", otherRun, .downloadable)
      try transaction.save("bea", run, .notPassing)
    }
  }

  private func run() async throws -> BackfillRun {
    let plan = try BackfillPlan.reading(records, RunFilter(), include: [.awardStale], now: site.clock.now)
    #expect(plan.items.map(\.username) == ["ada", "amina", "bea"])
    tally.begin(plan)
    return try await BackfillRun(
      plan,
      engine: site.engine(limits: one, listener: { [tally] in tally.count($0) }),
      now: site.clock.now
    )
  }

  private let one = EngineLimits(concurrency: 1, pollSeconds: 0.002)
  private let hidden = "1 of these stays hidden until 2099-05-06, as its configuration's available date says."

  @Test("Posts are told by their kinds once they are confirmed, and an award that stays hidden with its date")
  func confirmed() async throws {
    let run = try await run()
    let before = try await run.progress()
    #expect(before.hidden.text == nil && before.waiting == ["not started": 3])
    let after = try await run.finish()
    #expect(after.done == 3)
    #expect(after.hidden.text == hidden)
    #expect(tally.counted.kinds.text == "2 awards, 1 revocation")
  }

  @Test("A post that was refused is of no kind and hides nothing")
  func refused() async throws {
    let run = try await run()
    site.service.next(.status(201, [:]), .status(400, ["detail": "no such run"]))
    let progress = try await run.finish()
    #expect(progress.done == 2 && progress.dead == ["400 no such run": 1])
    #expect(tally.counted.kinds.text == "1 award, 1 revocation")
    #expect(progress.examples == ["400 no such run": ["amina \(Site.otherRun)"]])
    #expect(progress.hidden.text == nil, "it was Amina's")
  }

  @Test("A task that another backfill enqueued for something else counts for what this one repairs")
  func coalesced() async throws {
    let request = TaskRequest.awardCourseCertificate(username: "amina", courseRunKey: Site.otherRun)
    let other = PlannedTask(request: request, findings: [.overrideDrift])
    let run = try await run()
    _ = try await site.queue.enqueue([other], origin: .backfill, now: site.clock.now)
    let progress = try await run.finish()
    #expect(tally.counted.kinds.text == "2 awards, 1 revocation")
    #expect(progress.hidden.text == hidden)
  }
}
