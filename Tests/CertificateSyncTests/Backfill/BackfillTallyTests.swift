import Credentials
import DatabaseFile
import LMS
import LearnerRecords
import Logging
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("What a backfill has posted, post by post")
struct BackfillTallyTests {
  private let stage: TaskStage
  private let tally = BackfillTally()
  private let unconfigured: ProgramUUID
  private let program: ProgramUUID

  /// Ada has completed both programs; Credentials has no configuration of one, and refuses it.
  init() throws {
    stage = try TaskStage(programs: [TaskStage.program, TaskStage.unconfigured])
    unconfigured = try #require(ProgramUUID(TaskStage.unconfigured))
    program = try #require(ProgramUUID(TaskStage.program))
    try stage.save([TaskStage.first, TaskStage.second])
  }

  private func engine() -> SyncEngine {
    SyncEngine(
      queue: stage.queue,
      lms: stage.lms,
      credentials: CredentialsConnection(stage.service),
      limits: EngineLimits(concurrency: 1, pollSeconds: 0.002),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      clock: { TaskStage.now },
      listener: { [tally] in tally.count($0) }
    )
  }

  private func finish(_ planned: ProgramUUID) async throws -> [String] {
    var plan = BackfillPlan(include: [.programAwardLost])
    plan.add(BackfillPlan.ProgramRow(username: "ada", program: planned, finding: .programAwardLost))
    tally.begin(plan)
    let progress = try await BackfillRun(plan, engine: engine(), now: TaskStage.now).finish()
    return BackfillSummary(tally.counted, progress, pauseReason: nil).lines
  }

  @Test("A program of the plan counts as one award, and no other program of the learner is posted")
  func alone() async throws {
    #expect(try await finish(program) == ["posted    1: 1 award"])
    #expect(stage.service.posts.count == 1)
  }

  @Test("A program that is refused is told with its learner")
  func refused() async throws {
    let lines = try await finish(unconfigured)
    #expect(lines.first == "posted    0")
    let refusal = try #require(lines.firstIndex { $0.hasPrefix("refused   1  400 ") })
    #expect(lines[refusal + 1] == "          ada program \(unconfigured)")
    #expect(lines.count == 3, "\(lines)")
  }

  @Test("A task of which every program was refused is told once, as refused")
  func allRefused() async throws {
    let bare = try TaskStage(programs: [TaskStage.unconfigured])
    try bare.save([TaskStage.first])
    var plan = BackfillPlan(include: [.programAwardLost])
    plan.add(BackfillPlan.ProgramRow(username: "ada", program: unconfigured, finding: .programAwardLost))
    tally.begin(plan)
    let engine = SyncEngine(
      queue: bare.queue,
      lms: bare.lms,
      credentials: CredentialsConnection(bare.service),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      clock: { TaskStage.now },
      listener: { [tally] in tally.count($0) }
    )
    let progress = try await BackfillRun(plan, engine: engine, now: TaskStage.now).finish()
    let lines = BackfillSummary(tally.counted, progress, pauseReason: nil).lines
    #expect(lines.first == "posted    0" && lines.count == 3, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("refused   1  400 ") })
  }

  @Test("Tries again are counted, and how many of them the service asked for")
  func retries() async throws {
    let site = try Site(learners: ["ada", "amina", "zoe", "bea"])
    for name in ["ada", "amina", "zoe", "bea"] { try site.save(name) }
    site.service.next(.status(429, retryAfter: 0), .lost("connection refused"))
    let engine = site.engine(limits: EngineLimits(concurrency: 1, pollSeconds: 0.002)) { [tally] in tally.count($0) }
    try await engine.run(.untilIdle)
    let lines = BackfillSummary(tally.counted, nil, pauseReason: nil).lines
    #expect(lines.last == "tried again 2 times, 1 of them because the service asked to wait (429)", "\(lines)")
  }

  @Test("Learners who were refused or wait are named, the first three")
  func names() async throws {
    let names = ["ada", "amina", "bea", "zoe"]
    let site = try Site(learners: names)
    let key = try CourseKey(Site.run)
    try await site.lms.telling([]).transaction { transaction in
      for name in names { try transaction.save(name, key, .downloadable) }
    }
    site.service.always(.status(404, ["detail": "gone"]))
    let records = try RecordStore(folder: site.folder.path)
    let plan = try BackfillPlan.reading(records, RunFilter(), now: site.clock.now)
    let progress = try await BackfillRun(plan, engine: site.engine(), now: site.clock.now).finish()
    let lines = BackfillSummary(tally.counted, progress, pauseReason: nil).lines
    let run = Site.run
    #expect(lines.contains("refused   4  404 gone"))
    #expect(lines.contains("          ada \(run), amina \(run), bea \(run), and 1 more"), "\(lines)")
  }

  @Test("A full disk is not said to have kept nothing when posts were accepted")
  func fullDisk() {
    let full = DatabaseFileError(
      .full,
      path: "D/lms.sqlite",
      reason: "there is no space left for the database (full)",
      remedy: "Free some space on that disk; nothing of the interrupted change was kept."
    )
    let text = BackfillInterruption(full, accepted: 12, command: "learner-records --backfill").description
    #expect(text.hasPrefix("D/lms.sqlite: there is no space left for the database (full).\n12 posts had been accepted"))
    #expect(text.hasSuffix("Free some space on that disk. To go on: learner-records --backfill"))
    #expect(!text.contains("nothing of"))
  }
}
