import Credentials
import LMS
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("A backfill among other tasks")
struct BackfillScopeTests {
  private let site: Site

  init() throws { site = try Site(learners: ["ada", "amina", "zoe"]) }

  private func row(_ name: String) -> BackfillPlan.Row {
    BackfillPlan.Row(
      username: name,
      courseRunKey: Site.run,
      assessment: RunAssessment(shown: .notEarned, findings: [.awardLost])
    )
  }

  private func plan(_ names: String...) -> BackfillPlan { BackfillPlan(names.map { row($0) }) }

  /// A certificate that nobody told of.
  private func lose(_ names: String...) throws {
    let key = try CourseKey(Site.run)
    try site.lms.telling([]).transaction { transaction in
      for name in names { try transaction.save(name, key, .downloadable) }
    }
  }

  @Test("It posts its plan alone, and leaves what else is due in the queue")
  func planAlone() async throws {
    try lose("ada", "amina")
    try site.save("zoe")
    _ = try await BackfillRun(plan("ada"), engine: site.engine(), now: site.clock.now)
    let progress = try await BackfillRun(plan("amina"), engine: site.engine(), now: site.clock.now).finish()
    #expect(progress.total == 1 && progress.done == 1)
    #expect(site.service.posts.compactMap(\.username) == ["amina"])
    #expect(try site.states() == ["zoe queued", "ada queued", "amina done"])
  }

  @Test("A task of the plan that waits already is posted with it")
  func coalesced() async throws {
    try site.save("ada")
    try site.save("zoe")
    let progress = try await BackfillRun(plan("ada"), engine: site.engine(), now: site.clock.now).finish()
    #expect(progress.done == 1)
    #expect(try site.states() == ["ada done", "zoe queued"])
  }

  @Test("A program task that was due before and is not of the plan does not hold up the plan's")
  func lane() async throws {
    let revocation = TaskRequest.revokeProgramCertificates(username: "ada", courseRunKey: Site.run)
    _ = try await site.queue.enqueue([revocation], origin: .backfill, now: site.clock.now)
    site.clock.advance(seconds: 1)
    let award = PlannedTask(request: .awardProgramCertificates(username: "ada"), findings: [.programAwardLost])
    let (number, ids) = try await site.queue.enqueue(plan: [award], now: site.clock.now)
    let claimed = try await site.queue.turn(record: [], claimUpTo: 5, plan: number, now: site.clock.now)
    #expect(claimed.map(\.id) == ids)
  }

  @Test("The time of its next try is that of its own tasks, and there is none while one of them runs")
  func nextTry() async throws {
    try lose("ada", "zoe")
    let other = try await BackfillRun(plan("zoe"), engine: site.engine(), now: site.clock.now)
    site.clock.advance(seconds: 5)
    let (number, _) = try await site.queue.enqueue(plan: plan("ada").tasks, now: site.clock.now)
    #expect(try await site.queue.nextTry(plan: number) == site.clock.now)
    let task = try #require(
      try await site.queue.turn(record: [], claimUpTo: 5, plan: number, now: site.clock.now).first
    )
    #expect(try await site.queue.nextTry(plan: number) == nil)
    let failed = TaskQueue.Finished(task: task, outcome: .retry("503 busy", after: nil))
    _ = try await site.queue.turn(record: [failed], claimUpTo: 0, plan: number, now: site.clock.now)
    let next = try #require(try await site.queue.nextTry(plan: number))
    #expect(next > site.clock.now)
    #expect(try #require(try await other.nextTry()) < site.clock.now)
  }

  @Test("A task that went to a later backfill, which then ended, is done by the one before")
  func takenOver() async throws {
    try lose("ada", "amina")
    let first = try await BackfillRun(plan("ada", "amina"), engine: site.engine(), now: site.clock.now)
    _ = try await BackfillRun(plan("ada"), engine: site.engine(), now: site.clock.now)
    let progress = try await first.finish()
    #expect(progress.done == 2 && progress.waiting.isEmpty)
    #expect(site.service.posts.count == 2)
  }

  @Test("What another backfill posts at that moment is not posted again")
  func inFlight() async throws {
    try lose("ada", "amina")
    let records = try RecordStore(folder: site.folder.path)
    let first = try await BackfillRun(plan("ada"), engine: site.engine(), now: site.clock.now)
    let latch = Latch()
    site.service.next(.heldBack(latch))
    async let ended = first.finish()
    await latch.arrivals()
    let both = try BackfillPlan.reading(records, RunFilter(), now: site.clock.now)
    let second = try await BackfillRun(both, engine: site.engine(wakeSignal: WakeSignal()), now: site.clock.now)
    latch.open()
    #expect(try await ended.done == 1)
    let progress = try await second.finish()
    #expect(progress.done == 1 && progress.skipped == ["somebody else has just posted it": 1])
    #expect(site.service.posts.compactMap(\.username) == ["ada", "amina"])
  }

  @Test("What was posted since the plan was read is not enqueued again")
  func sincePlan() async throws {
    try lose("ada", "amina")
    let records = try RecordStore(folder: site.folder.path)
    let both = try BackfillPlan.reading(records, RunFilter(), now: site.clock.now)
    site.clock.advance(seconds: 1)
    _ = try await BackfillRun(plan("ada"), engine: site.engine(), now: site.clock.now).finish()
    let progress = try await BackfillRun(both, engine: site.engine(), now: site.clock.now).finish()
    #expect(progress.done == 1 && progress.skipped == ["somebody else has just posted it": 1])
    #expect(site.service.posts.count == 2)
  }

  @Test("A save while a backfill's post is under way is posted after it all the same")
  func savedMeanwhile() async throws {
    try lose("ada")
    let run = try await BackfillRun(plan("ada"), engine: site.engine(), now: site.clock.now)
    let latch = Latch()
    site.service.next(.heldBack(latch))
    async let ended = run.finish()
    await latch.arrivals()
    try site.save("ada", Site.run, .notPassing)
    _ = try await BackfillRun(plan("ada"), engine: site.engine(wakeSignal: WakeSignal()), now: site.clock.now)
    latch.open()
    _ = try await ended
    try await site.engine().run(.untilIdle)
    #expect(try await site.held() == .revoked)
  }
}
