import CertificateSync
import Foundation
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@testable import Console

@Suite struct `What the screens ask for is read from the deployment` {
  private func performer(_ folder: TemporaryFolder) throws -> DeploymentPerformer {
    DeploymentPerformer(records: try RecordStore(folder: folder.path), engine: nil, log: RecentLog())
  }

  @Test func `programs, their counts, learners and a record`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let performer = try performer(folder)
    guard case .programs(let programs) = await performer.perform(.loadPrograms),
      case .programs(let counted) = await performer.perform(.countPrograms)
    else {
      Issue.record("no programs came")
      return
    }
    #expect(programs.count == 14)
    #expect(programs.allSatisfy { $0.counts == nil })
    #expect(counted.allSatisfy { $0.counts != nil })
    let program = try #require(programs.first).program
    guard case .learners(program, let learners) = await performer.perform(.loadLearners(program)) else {
      Issue.record("no learners came")
      return
    }
    let username = try #require(learners.first).person.username
    guard case .record(program, let page) = await performer.perform(.loadRecord(username: username, program: program))
    else {
      Issue.record("no record came")
      return
    }
    #expect(page.person.username == username)
    guard case .planned(let plan) = await performer.perform(.plan(.programs([program]))) else {
      Issue.record("no plan came")
      return
    }
    #expect(plan.items.count == counted.first?.counts?.backfillableRows)
  }

  @Test func `what cannot be done is said with its reason, for the effect that asked`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let performer = try performer(folder)
    guard
      case .failed(let unknown, .loadRecord) = await performer.perform(
        .loadRecord(username: "nobody", program: Example.paidCourses)
      ), case .failed(let closed, .enqueue) = await performer.perform(.enqueue(Example.plan()))
    else {
      Issue.record("something was done")
      return
    }
    #expect(unknown.contains("nobody"))
    #expect(closed == "the deployment is open for reading only")
    try FileManager.default.removeItem(atPath: folder.file("lms.sqlite"))
    guard case .failed(let gone, .countPrograms) = await performer.perform(.countPrograms) else {
      Issue.record("a file that is gone was read")
      return
    }
    #expect(gone.contains("lms.sqlite"))
  }

  @Test func `a change of a database is noticed once, by whomever it was made`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let performer = try performer(folder)
    #expect(await !performer.look().dataChanged)
    #expect(await !performer.look().dataChanged)
    try folder.write(Data("log".utf8), as: "credentials.sqlite-wal")
    #expect(await performer.look().dataChanged)
    #expect(await !performer.look().dataChanged)
    #expect(await performer.look().engine.queue == QueueStatus(), "the engine never ran there")
  }
}
