import CertificateSync
import Credentials
import DatabaseFile
import GRDB
import LMS
import LearnerRecords
import Logging
import OpenEdX
import Synchronization
import TestSupport
import Testing

/// A copy of the golden deployment, with an engine that counts what it posts.
struct GoldenBackfill {
  /// After everything in the golden deployment, and before the year that its hidden runs wait for.
  static let now = UTCTime(microseconds: 1_795_400_000_000_000)
  static let everything = Set(BackfillPlan.onRequest).union(BackfillPlan.consents)

  let folder: TemporaryFolder
  let records: RecordStore
  let lms: LMSDatabase
  let service: StagedService

  init() throws {
    folder = try Fixtures.goldenDeployment()
    records = try RecordStore(folder: folder.path)
    lms = try LMSDatabase(path: records.lmsPath, access: .readWrite)
    let credentials = try CredentialsDatabase(path: records.credentialsPath, access: .readWrite)
    service = StagedService(try EmbeddedCredentialsService(database: credentials, clock: { Self.now }))
  }

  func engine(
    concurrency: Int = 4,
    listener: @escaping @Sendable (SyncEngine.Report) -> Void = { _ in }
  ) throws -> SyncEngine {
    SyncEngine(
      queue: try TaskQueue(lms: lms),
      lms: lms,
      credentials: CredentialsConnection(service),
      limits: EngineLimits(concurrency: concurrency),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      clock: { Self.now },
      listener: listener
    )
  }

  func plan(
    _ include: Set<Finding> = [],
    _ filter: RunFilter = .all,
    limit: Int? = nil
  ) throws -> BackfillPlan {
    try BackfillPlan.reading(records, filter, include: include, limit: limit, now: Self.now)
  }

  @discardableResult
  func carryOut(_ plan: BackfillPlan) async throws -> BackfillRun.Progress {
    try await BackfillRun(plan, engine: try engine(), now: Self.now).finish()
  }

  /// How many rows of runs that are backfillable, and of programs, have each finding.
  ///
  /// - Parameter blockedToo: whether rows count as well in which something else has to be repaired first.
  func findings(blockedToo: Bool = false) throws -> [Finding: Int] {
    var counts: [Finding: Int] = [:]
    try records.read { reader in
      try reader.runRecords(now: Self.now) { record in
        let assessment = record.assessment
        for finding in assessment.findings
        where finding.isRepairedByBackfill && (blockedToo || !assessment.isBlocked(finding)) {
          counts[finding, default: 0] += 1
        }
      }
      try reader.programRecords(now: Self.now) { record in
        for finding in record.findings where finding.isRepairedByBackfill && (blockedToo || record.blockers.isEmpty) {
          counts[finding, default: 0] += 1
        }
      }
    }
    return counts
  }

  func texts(_ sql: String) throws -> [String] { try lms.file.reader.read { try String.fetchAll($0, sql: sql) } }

  func execute(_ sql: String) throws { try lms.transaction { try $0.db.execute(sql: sql) } }
}

@Suite("A backfill of the golden deployment")
struct BackfillGoldenTests {
  @Test("By default only lost awards and stale revocations are posted, and then they are gone")
  func usual() async throws {
    let golden = try GoldenBackfill()
    let before = try golden.findings()
    let plan = try golden.plan()
    #expect(plan.items.count == (before[.awardLost] ?? 0) + (before[.revocationStale] ?? 0))
    #expect(plan.items.count == 340)
    #expect(plan.programItems.isEmpty && plan.leftOut.isEmpty)
    let drift = try golden.findings(blockedToo: true)
    #expect(plan.notAskedFor[.programAwardLost] == drift[.programAwardLost], "told, as other drift that stays")
    let grades = plan.items.count { $0.repaired.contains(.gradeMissing) }
    #expect(grades > 0, "a new award takes its grade along")
    let result = try await golden.carryOut(plan)
    #expect(result.done == 340 + grades)
    #expect(golden.service.posts.count == 340 + grades)
    let after = try golden.findings()
    #expect(after[.awardLost] == nil && after[.revocationStale] == nil)
    for finding in [Finding.awardStale, .overrideDrift, .programAwardLost, .programAwardStale] {
      #expect(after[finding] == before[finding], "\(finding.rawValue) was not asked for")
    }
    #expect(try golden.plan().isEmpty)
  }

  @Test("Asked for everything, one run leaves nothing that can be backfilled, and a second finds nothing to do")
  func everything() async throws {
    let golden = try GoldenBackfill()
    let before = try golden.findings()
    let plan = try golden.plan(GoldenBackfill.everything)
    // 578 without the rows whose runs have an available date that the LMS does not have.
    #expect(plan.items.count > 578 && before[.dateDrift] ?? 0 > 0)
    #expect(plan.programItems.count == before[.programAwardLost, default: 0] + before[.programAwardStale, default: 0])
    let result = try await golden.carryOut(plan)
    #expect(result.done == result.total)
    #expect(golden.service.posts.count >= result.total)
    let left = try golden.plan(GoldenBackfill.everything)
    #expect(left.isEmpty)
    #expect(left.leftOut == plan.leftOut)
    #expect(try golden.findings().filter { $0.value > 0 } == [.gradeMissing: left.leftOut.count])
    #expect(left.leftOut.allSatisfy { $0.finding == .gradeMissing && $0.reason.hasSuffix("is in no program") })
    let rows = { (plan: BackfillPlan) in plan.blocked.map { [$0.username, $0.courseRunKey] } }
    #expect(rows(left) == rows(plan), "what is blocked was not touched")
  }

  @Test(
    "Each finding that is asked for is repaired, and no other beside the usual",
    arguments: BackfillPlan.onRequest.filter { $0 != .gradeStale }
  )
  func included(_ finding: Finding) async throws {
    let golden = try GoldenBackfill()
    let before = try golden.findings()
    let consents = BackfillPlan.consents
    let result = try await golden.carryOut(try golden.plan(consents.union([finding])))
    #expect(result.done == result.total)
    let after = try golden.findings()
    let unavoidable = try golden.plan(consents.union([finding])).leftOut.count
    #expect((after[finding] ?? 0) == unavoidable)
    #expect((before[finding] ?? 0) > unavoidable)
    // New awards show the dates of their runs, and of some of them the grade cannot be sent.
    for other in BackfillPlan.onRequest where other != finding && ![.gradeMissing, .dateDrift].contains(other) {
      #expect(after[other] == before[other], "\(other.rawValue)")
    }
  }

  @Test("A row that is awarded without a grade gets both posts when grades are asked for")
  func awardThenGrade() throws {
    let golden = try GoldenBackfill()
    let plan = try golden.plan([.gradeMissing])
    let both = plan.items.filter { $0.repaired.contains(.awardLost) && $0.repaired.contains(.gradeMissing) }
    #expect(!both.isEmpty)
    #expect(both.allSatisfy { !$0.assessment.findings.contains(.gradeMissing) })
  }

  @Test("A missing grade that the LMS does not have either is left out by name")
  func gradeless() throws {
    let golden = try GoldenBackfill()
    let row = try #require(try golden.plan([.gradeMissing]).items.first { $0.repaired == [.gradeMissing] })
    try golden.execute(
      """
      DELETE FROM grades_persistentcoursegrade WHERE course_id = '\(row.courseRunKey)'
        AND user_id = (SELECT id FROM auth_user WHERE username = '\(row.username)')
      """
    )
    let plan = try golden.plan([.gradeMissing])
    #expect(!plan.items.contains { $0.username == row.username && $0.courseRunKey == row.courseRunKey })
    let reason = try #require(
      plan.leftOut.first { $0.username == row.username && $0.subject == row.courseRunKey }?.reason
    )
    #expect(reason == "the LMS has no grade of user \(row.username) in \(row.courseRunKey)")
    let text = PlanText(plan, destination: "x").lines.joined(separator: "\n")
    #expect(text.contains("Left out, because their task would post nothing"))
    #expect(text.contains("grade-missing: \(reason)"))
  }

  @Test(
    "A limit posts so many rows, runs before programs, and leaves the rest for another time",
    arguments: [1, 7, 600]
  )
  func limit(_ limit: Int) async throws {
    let golden = try GoldenBackfill()
    let whole = try golden.plan(GoldenBackfill.everything)
    let plan = try golden.plan(GoldenBackfill.everything, limit: limit)
    #expect(plan.count == limit)
    #expect(plan.beyondLimit == whole.count - limit)
    #expect(plan.items == Array(whole.items.prefix(limit)))
    try await golden.carryOut(plan)
    #expect(try golden.plan(GoldenBackfill.everything).count <= whole.count - limit)
  }

  @Test("With Credentials use off nothing is posted; programs are left out with that reason")
  func issuanceOff() throws {
    let golden = try GoldenBackfill()
    try golden.execute("UPDATE credentials_credentialsapiconfig SET enable_learner_issuance = 0")
    let plan = try golden.plan(GoldenBackfill.everything)
    #expect(plan.isEmpty)
    #expect(plan.leftOut.count > 100)
    #expect(plan.leftOut.allSatisfy { $0.reason == Finding.issuanceDisabled.summary })
  }
}
