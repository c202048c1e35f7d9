import LMS
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("A backfill's plan and its run")
struct BackfillTests {
  /// Certificates that were saved without a task: what the defect leaves behind.
  private func damaged(_ names: [String]) throws -> Site {
    let site = try Site(learners: names)
    let key = try CourseKey(Site.run)
    let silent = site.lms.telling([])
    try silent.transaction { transaction in
      for name in names { try transaction.save(name, key, .downloadable) }
    }
    return site
  }

  @Test("The plan holds what was lost, and carrying it out leaves nothing to repair")
  func repairs() async throws {
    let site = try damaged(["ada", "amina"])
    let records = try RecordStore(folder: site.folder.path)
    let plan = try BackfillPlan.reading(records, RunFilter(), now: site.clock.now)
    #expect(plan.items.map(\.username).sorted() == ["ada", "amina"])
    #expect(plan.items.allSatisfy { $0.repairs == .awardLost })
    let run = try await BackfillRun(plan, engine: site.engine(), now: site.clock.now)
    #expect(run.total == 2)
    #expect(try await run.ended(from: 0) == 0)
    #expect(try run.rest(records, now: site.clock.now).findings == [.awardLost: 2])
    let progress = try await run.finish()
    #expect(progress.done == 2)
    #expect(progress.ended == 2)
    #expect(try await run.ended(from: 0) == 2)
    // The grade was never sent.
    #expect(try run.rest(records, now: site.clock.now).findings == [.gradeMissing: 2])
    #expect(try BackfillPlan.reading(records, RunFilter(), now: site.clock.now).items.isEmpty)
  }

  @Test("Enqueued, a backfill outlives the process: another engine carries it out")
  func outlives() async throws {
    let site = try damaged(["ada"])
    let records = try RecordStore(folder: site.folder.path)
    let plan = try BackfillPlan.reading(records, RunFilter(), now: site.clock.now)
    let reader = site.engine().queue.reader
    #expect(try await reader.queued(of: plan) == 0)
    _ = try await BackfillRun(plan, engine: site.engine(), now: site.clock.now)
    #expect(try await reader.queued(of: plan) == 1)
    _ = try await BackfillRun(plan, engine: site.engine(), now: site.clock.now)
    #expect(try site.tasks().map(\.origin) == [.backfill], "what is queued already is not queued twice")
    try await site.engine(wakeSignal: WakeSignal()).run(.untilIdle)
    #expect(try await site.held() == .awarded)
  }

  @Test("A paused queue ends the wait; what is waiting is counted with its trouble")
  func paused() async throws {
    let site = try damaged(["ada", "amina"])
    let records = try RecordStore(folder: site.folder.path)
    let plan = try BackfillPlan.reading(records, RunFilter(), now: site.clock.now)
    site.service.always(.status(401, ["detail": "Authentication credentials were not provided."]))
    let engine = site.engine(limits: EngineLimits(concurrency: 1, pollSeconds: 0.002))
    let progress = try await BackfillRun(plan, engine: engine, now: site.clock.now).finish()
    #expect(progress.ended == 0)
    #expect(progress.waiting.values.reduce(0, +) == 2)
    #expect(site.service.posts.count == 1)
  }
}
