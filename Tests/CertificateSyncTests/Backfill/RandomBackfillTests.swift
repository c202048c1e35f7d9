import Credentials
import DatabaseFile
import Foundation
import LMS
import LearnerRecords
import Logging
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

/// Backfills of random deployments. One of them is made again with `RANDOM_BACKFILL_SEED=17`.
@Suite("A backfill of random deployments")
struct RandomBackfillTests {
  private static let replayed = ProcessInfo.processInfo.environment["RANDOM_BACKFILL_SEED"].flatMap { UInt64($0) }
  private static let seeds: [UInt64] = replayed.map { [$0] } ?? Array(1...240)

  private struct Row: Hashable, CustomStringConvertible {
    let username: ExactText
    let subject: ExactText
    let finding: Finding

    var description: String { "\(username.text), \(subject.text): \(finding.rawValue)" }
  }

  @Test("All that can be backfilled is repaired in one run, but for what its own task refuses", arguments: seeds)
  func everything(_ seed: UInt64) async throws {
    let deployment = try RandomDeployment(seed: seed, hasLooseEnds: true)
    let stage = try Stage(deployment)
    defer { stage.close() }
    let before = try stage.backfillable()
    let plan = try stage.plan()
    let planned = Set(plan.items.flatMap { item in item.repaired.map { row(item.username, item.courseRunKey, $0) } })
      .union(plan.programItems.map { row($0.username, "program \($0.program)", $0.finding) })
    let leftOut = Set(plan.leftOut.map { row($0.username, $0.subject, $0.finding) })
    #expect(before.isSubset(of: planned.union(leftOut)), "seed \(seed): the plan forgets nothing")
    #expect(planned.isDisjoint(with: leftOut), "seed \(seed)")

    let run = try await BackfillRun(plan, engine: try stage.engine(), now: RandomDeployment.now)
    try await stage.engine().run(.untilIdle)
    let progress = try await run.progress()
    #expect(progress.done == progress.total, "seed \(seed): \(progress)")

    let after = try stage.backfillable()
    #expect(after.subtracting(leftOut).isEmpty, "seed \(seed): \(after.subtracting(leftOut))")
    let again = try stage.plan()
    #expect(again.count == 0, "seed \(seed)")
    #expect(again.blocked.map(\.courseRunKey) == plan.blocked.map(\.courseRunKey), "seed \(seed): blocked is untouched")
    #expect(again.blockedPrograms.map(\.program) == plan.blockedPrograms.map(\.program), "seed \(seed)")
  }

  @Test("What the plan leaves out, its task refuses for the same reason", arguments: seeds.prefix(40))
  func refusals(_ seed: UInt64) async throws {
    let stage = try Stage(try RandomDeployment(seed: seed, hasLooseEnds: true))
    defer { stage.close() }
    // What is withheld until it is asked for by name is nothing that a task would know.
    let leftOut = try stage.plan(BackfillPlan.consents).leftOut
    for left in leftOut where left.finding == .gradeMissing || left.finding == .gradeStale {
      let request = TaskRequest.sendGrade(username: left.username, courseRunKey: left.subject)
      let engine = try stage.engine()
      let ids = try await engine.queue.enqueue([request], origin: .backfill, now: RandomDeployment.now)
      try await engine.run(.untilEnded(Set(ids)))
      let task = try #require(try await engine.queue.tasks(ids: ids).first)
      #expect(task.state == .skipped, "seed \(seed): \(left)")
      #expect(task.message == left.reason, "seed \(seed)")
    }
    #expect(stage.service.posts.isEmpty, "seed \(seed)")
  }

  @Test("The deployments hold something of everything", .enabled(if: replayed == nil))
  func variety() throws {
    var findings: Set<Finding> = []
    for seed in Self.seeds.prefix(60) {
      let deployment = try RandomDeployment(seed: seed, hasLooseEnds: true)
      let records = try RecordStore(folder: deployment.folder.path)
      try records.read { reader in
        try reader.runRecords(now: RandomDeployment.now) { findings.formUnion($0.assessment.findings) }
        try reader.programRecords(now: RandomDeployment.now) { findings.formUnion($0.findings) }
      }
    }
    // Both databases of a random deployment are of one moment.
    #expect(Set(Finding.allCases).subtracting(findings) == [.tooNew])
  }

  private func row(_ username: String, _ subject: String, _ finding: Finding) -> Row {
    Row(username: ExactText(username), subject: ExactText(subject), finding: finding)
  }

  private struct Stage {
    let deployment: RandomDeployment
    let records: RecordStore
    let lms: LMSDatabase
    let credentials: CredentialsDatabase
    let service: StagedService

    init(_ deployment: RandomDeployment) throws {
      self.deployment = deployment
      records = try RecordStore(folder: deployment.folder.path)
      lms = try LMSDatabase(path: records.lmsPath, access: .readWrite)
      credentials = try CredentialsDatabase(path: records.credentialsPath, access: .readWrite)
      service = StagedService(
        try EmbeddedCredentialsService(database: credentials, clock: { RandomDeployment.now })
      )
    }

    func close() {
      lms.file.close()
      credentials.file.close()
    }

    func engine() throws -> SyncEngine {
      SyncEngine(
        queue: try TaskQueue(lms: lms),
        lms: lms,
        credentials: CredentialsConnection(service),
        limits: EngineLimits(concurrency: 4),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        clock: { RandomDeployment.now }
      )
    }

    func plan(_ consents: Set<Finding> = []) throws -> BackfillPlan {
      try BackfillPlan.reading(
        records,
        .all,
        include: consents.union(BackfillPlan.onRequest),
        now: RandomDeployment.now
      )
    }

    /// What a backfill repairs by the words of <doc:Findings>: of runs without a blocker, and of programs.
    func backfillable() throws -> Set<Row> {
      var rows: Set<Row> = []
      try records.read { reader in
        try reader.runRecords(now: RandomDeployment.now) { record in
          let assessment = record.assessment
          for finding in assessment.findings where finding.isRepairedByBackfill && !assessment.isBlocked(finding) {
            rows.insert(
              Row(username: ExactText(record.username), subject: ExactText(record.courseRun), finding: finding)
            )
          }
        }
        try reader.programRecords(now: RandomDeployment.now) { record in
          for finding in record.findings where finding.isRepairedByBackfill && record.blockers.isEmpty {
            let subject = ExactText("program \(record.program)")
            rows.insert(Row(username: ExactText(record.username), subject: subject, finding: finding))
          }
        }
      }
      return rows
    }
  }
}
