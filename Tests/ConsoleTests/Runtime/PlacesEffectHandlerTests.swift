import CertificateSync
import Foundation
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@testable import Console
@testable import ConsoleRuntime

@Suite struct `What Findings and Engine ask for is read from the deployment` {
  private func effectHandler(_ folder: TemporaryFolder) throws -> DeploymentEffectHandler {
    DeploymentEffectHandler(
      records: try RecordStore(folder: folder.path),
      engine: nil,
      log: RecentLog(),
      files: ExportFiles(stateFolder: nil)
    )
  }

  @Test func `groups are counted and their learners read, as many as the recorded findings have`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let effectHandler = try effectHandler(folder)
    guard case .findings(let groups, let took) = await effectHandler.perform(.countFindings) else {
      Issue.record("no groups came")
      return
    }
    #expect(took > 0)
    let recorded = try Fixtures.jsonLines(Fixtures.golden("findings.jsonl"))
    let lost = recorded.filter { $0["findings"]?.array?.contains("award-lost") ?? false }
    let mine = groups.filter { $0.finding == .awardLost }
    #expect(mine.reduce(0) { $0 + $1.rows } == lost.count)
    let first = try #require(mine.first)
    guard case .group(first.id, let learners, _) = await effectHandler.perform(.loadGroup(first.id, limit: 1000)) else {
      Issue.record("no learners came")
      return
    }
    #expect(learners.rows.count == first.rows)
    guard case .planned(let plan, _) = await effectHandler.perform(.plan(.groups([first.id]))) else {
      Issue.record("no plan came")
      return
    }
    #expect(plan.items.count + plan.leftOut.count == first.repairableRows)
    let name = try #require(plan.items.first).username
    guard case .planned(let one, _) = await effectHandler.perform(.plan(.groupLearners(first.id, [name]))) else {
      Issue.record("no plan came")
      return
    }
    #expect(one.items.map(\.username) == [name])
  }

  @Test func `a cancelled count ends without an answer to take for one`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let effectHandler = try effectHandler(folder)
    let counting = Task {
      // The cancellation is there before the first row.
      while !Task.isCancelled { await Task.yield() }
      return await effectHandler.perform(.countFindings)
    }
    counting.cancel()
    let answer = await counting.value
    #expect(answer.map { _ in true } == nil, "a count that was cancelled before it began says nothing")
    guard case .findings = await effectHandler.perform(.countFindings) else {
      Issue.record("the next count did not come")
      return
    }
    #expect(await effectHandler.look().engine.countedPercent == nil)
  }

  @Test func `a queue is shown where only reading is allowed, as another process left it`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let effectHandler = try effectHandler(folder)
    #expect(await effectHandler.look().engine.tasks == QueueTasks())
    let lms = try LMSQueue(folder)
    let total = try await lms.enqueue(3)
    let engine = await effectHandler.look().engine
    #expect(engine.queue?.queued == total)
    #expect(engine.failure == nil)
    for effect in [Effect.pauseQueue(reason: "x"), .resumeQueue, .retryDead(nil)] {
      guard case .failed("the deployment is open for reading only", _) = await effectHandler.perform(effect) else {
        Issue.record("\(effect) was done")
        return
      }
    }
  }

  @Test func `the queue is paused and resumed, and dead tasks run again`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let queue = try LMSQueue(folder)
    let effectHandler = DeploymentEffectHandler(
      records: try RecordStore(folder: folder.path),
      engine: queue.engine,
      log: RecentLog(),
      files: ExportFiles(stateFolder: nil)
    )
    _ = await effectHandler.perform(.pauseQueue(reason: "upgrade"))
    #expect(await effectHandler.look().engine.queue?.pauseReason == "upgrade")
    guard case .queueChanged("The queue is open") = await effectHandler.perform(.resumeQueue) else {
      Issue.record("not resumed")
      return
    }
    #expect(await effectHandler.look().engine.queue?.pauseReason == nil)
    try await queue.enqueue(2)
    // The service refuses both for good.
    try await queue.engine.run(.untilIdle)
    let dead = await effectHandler.look().engine.tasks.dead
    #expect(dead.count == 2)
    #expect(dead.allSatisfy { $0.message?.contains("418") == true })
    let id = try #require(dead.first).id
    guard
      case .queueChanged("1 task queued again; 1 not dead any more") = await effectHandler.perform(
        .retryDead([id, 99])
      ),
      case .queueChanged("1 task queued again") = await effectHandler.perform(.retryDead(nil))
    else {
      Issue.record("not tried again as asked")
      return
    }
    #expect(await effectHandler.look().engine.queue?.queued == 2)
  }

  @Test func `the race runs every harm in both ways and leaves the deployment as it was`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let before = try folder.snapshot()
    let effectHandler = try effectHandler(folder)
    guard case .race(let results) = await effectHandler.perform(.replayRace) else {
      Issue.record("no race came")
      return
    }
    let replay = RaceReplay(results)
    #expect(replay.cases.map(\.scenario) == RaceScenario.allCases)
    for each in replay.cases {
      #expect(!each.defect.verdict.isRight)
      #expect(each.fix.verdict.isRight)
    }
    #expect(try folder.snapshot() == before)
  }
}
