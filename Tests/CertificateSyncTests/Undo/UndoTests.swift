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

@testable import CertificateSync

/// Ines has lost her award of Charts and Tomas his program; a backfill posts both, and its run is then undone.
@Suite struct `Undoing a run` {
  private final class Kept: Sendable {
    let reports = Mutex<[PostReport]>([])

    /// What the journal tells of a run.
    func run(_ name: String) -> JournalRun {
      var run = JournalRun(name)
      for report in reports.withLock({ $0 }) where report.cause?.run == name { run.take(Self.line(report)) }
      return run
    }

    private static func line(_ report: PostReport) -> String {
      let status = report.accepted.map { _ in 201 } ?? 503
      let subject =
        switch report.request.subject {
        case .courseRun(let key): #""course_run_key":"\#(key.text)""#
        case .program(let uuid): #""program_uuid":"\#(uuid.dashed)""#
        }
      let findings = report.cause?.findings.columnText ?? ""
      let undoes = report.cause?.undoes.map { #","undoes":"\#($0)""# } ?? ""
      let posted = PostedCredential(report.request)?.status.rawValue ?? ""
      let modified = report.accepted?.body["modified"]?.string ?? ""
      return """
        {"run":"\(report.cause?.run ?? "")","http":\(status),"username":"\(report.request.username ?? "")",\(subject),\
        "mode":"verified","status":"\(posted)","modified":"\(modified)","finding":"\(findings)"\(undoes)}
        """
    }
  }

  private let harbour: Harbour
  private let site: ScriptedService
  private let kept = Kept()
  private let engine: SyncEngine

  init() throws {
    harbour = try Harbour { _, credentials, _ in
      credentials.credentials.removeAll { $0.username == "ines" && $0.target == .courseRun(Harbour.charts) }
      credentials.credentials.removeAll { $0.username == "tomas" && $0.isOfProgram }
    }
    site = ScriptedService(harbour.service)
    engine = SyncEngine(
      queue: try TaskQueue(lms: harbour.lms),
      lms: harbour.lms,
      credentials: CredentialsConnection(site) { [kept] report in kept.reports.withLock { $0.append(report) } },
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      clock: { Harbour.now }
    )
  }

  /// Posts the lost awards.
  ///
  /// - Returns: the run's name.
  private func backfill() async throws -> String {
    let run = try await BackfillRun(try harbour.plan([.programAwardLost]), engine: engine, now: Harbour.now)
    _ = try await run.finish()
    return try #require(run.name)
  }

  private func undoing(_ run: String) throws -> UndoPlan {
    let names = ["ines", "tomas"]
    let database = try CredentialsDatabase(path: harbour.folder.file("credentials.sqlite"), access: .readOnly)
    let held = try database.credentials(usernames: names)
    return UndoPlan(
      kept.run(run),
      held: Dictionary(uniqueKeysWithValues: zip(names.map(ExactText.init), held)),
      userIDs: try harbour.lms.userIDs(of: names)
    )
  }

  @discardableResult
  private func undo(_ plan: UndoPlan) async throws -> (progress: BackfillRun.Progress, name: String) {
    let run = try await BackfillRun(undoing: plan, engine: engine, now: Harbour.now)
    return (try await run.finish(), try #require(run.name))
  }

  /// What a backfill would post now, and what it leaves alone, as `learner finding`.
  private func planned(includingUndone: Bool = false) throws -> (posts: [String], undone: [String]) {
    let plan = try BackfillPlan.reading(
      harbour.records,
      .all,
      include: [.programAwardLost],
      includingUndone: includingUndone,
      now: Harbour.now
    )
    let rows = plan.items.map { "\($0.username) \($0.repaired[0].rawValue)" }
    return (
      rows + plan.programItems.map { "\($0.username) \($0.finding.rawValue)" },
      plan.undone.map { "\($0.username) \($0.finding.rawValue)" }
    )
  }

  @Test func `revokes what was awarded, and nothing posts it again until the certificate changes`() async throws {
    let run = try await backfill()
    #expect(run == Harbour.now.apiText)
    let plan = try undoing(run)
    #expect(plan.posts.map(\.request.key).count == 2 && plan.leftOut.isEmpty)
    let text = plan.lines(destination: "the harbour")
    #expect(text[0] == "! Revokes 1 course certificate and 1 program credential of 2 learners.")
    #expect(text.contains("Undoes the run \(run): 2 of its 2 credentials."))
    #expect(text.contains("E-mails that the awards of programs have sent cannot be recalled."))
    #expect(text.contains("  ines  \(Harbour.charts)  revoke"))
    #expect(try await undo(plan).progress.done == 2)
    #expect(site.posts.suffix(2).map { PostedCredential($0)?.status } == [.revoked, .revoked])
    #expect(kept.reports.withLock { $0.suffix(2).map(\.cause?.undoes) } == [run, run])

    let left = try planned()
    #expect(left.posts.isEmpty && left.undone == ["ines revocation-stale", "tomas program-award-lost"])
    let shown = PlanText(try harbour.plan([.programAwardLost]), destination: "the harbour").lines
    #expect(shown.contains { $0.hasPrefix("  ines  \(Harbour.charts)  revocation-stale: undone on 20") })
    #expect(try harbour.plan().remaining == 0, "nobody has to do anything about it")
    var ledger = FollowLedger(grace: 0)
    let follower = Follower(
      harbour.records,
      engine: engine,
      limits: Follower.Limits.healing([.programAwardLost]),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      pull: { _ in throw CancellationError() },
      mayPass: { _ in false }
    )
    let moment = Follower.Moment(now: Harbour.now, isWhole: true, ready: nil)
    #expect(try await follower.heal(&ledger, since: nil, at: moment).enqueued == 0)

    try await execute(
      "UPDATE certificates_generatedcertificate SET modified_date = '2026-11-01 00:00:00' WHERE user_id = 501"
    )
    #expect(try planned().posts == ["ines revocation-stale"] && planned().undone.count == 1)
    #expect(try await follower.heal(&ledger, since: nil, at: moment).enqueued == 1)
  }

  @Test func `is itself undone, and the rows are then like all others`() async throws {
    let first = try await backfill()
    let second = try await undo(try undoing(first)).name
    #expect(second != first)
    let plan = try undoing(second)
    #expect(plan.posts.map(\.status) == [.revoked, .revoked])
    #expect(try await undo(plan).progress.done == 2)
    #expect(site.posts.suffix(2).map { PostedCredential($0)?.status } == [.awarded, .awarded])
    #expect(try harbour.findings().isEmpty)
    // Lost once more, it is posted like what was never undone.
    let revocation = site.posts.first { $0.username == "ines" && $0.courseStatus == .revoked }
    _ = try await site.inner.post(try #require(revocation))
    #expect(try planned().posts == ["ines revocation-stale"])
  }

  @Test func `is taken in again when that is asked for, and the mark is gone`() async throws {
    try await undo(try undoing(try await backfill()))
    #expect(try planned(includingUndone: true).posts == ["ines revocation-stale", "tomas program-award-lost"])
    let plan = try BackfillPlan.reading(harbour.records, .all, includingUndone: true, now: Harbour.now)
    _ = try await BackfillRun(plan, engine: engine, now: Harbour.now).finish()
    let (posts, undone) = try planned()
    #expect(posts.isEmpty && undone == ["tomas program-award-lost"])
    #expect(try await marks() == ["undo/tomas/\(harbour.program.hex)"])
  }

  @Test func `leaves what the service holds otherwise by the time of the post, and makes no mark of it`() async throws {
    let plan = try undoing(try await backfill())
    let changed = try #require(site.posts.first { $0.username == "ines" })
    guard case .courseCredential(let post) = changed else { return #expect(Bool(false), "no course") }
    let override = CourseCredentialPost(
      username: "ines",
      status: .awarded,
      courseRunKey: post.courseRunKey,
      mode: post.mode,
      dateOverride: Harbour.charted
    )
    _ = try await site.inner.post(.courseCredential(override))
    let progress = try await undo(plan).progress
    #expect(progress.done == 1)
    #expect(progress.skipped == ["its date override was changed after the run": 1])
    #expect(try await marks() == ["undo/tomas/\(harbour.program.hex)"])
    let again = try undoing(plan.run.name)
    #expect(again.isEmpty && again.reversed == 1 && again.leftOut.map(\.post.username) == ["ines"])
    #expect(again.lines(destination: "x").contains("Left as they are: 1 row."))
    let queue = try DatabaseQueue(path: harbour.folder.file("credentials.sqlite"))
    let later = "UPDATE credentials_usercredential SET modified = '2026-12-01 10:00:00'"
    try await queue.write { try $0.execute(sql: later) }
    let zone = try #require(DisplayZone(name: "Asia/Kolkata"))
    let told = try undoing(plan.run.name).lines(destination: "x", in: zone).last ?? ""
    #expect(told.hasSuffix(": it was posted again at 2026-12-01T15:30:00+05:30, after the run"), "\(told)")
  }

  @Test func `that was carried out and not answered is found on the site, and told once`() async throws {
    let plan = try undoing(try await backfill())
    site.next(.carriedOutThenLost("connection reset by peer"))
    let before = kept.reports.withLock(\.count)
    let (progress, _) = try await undoUntilRetry(plan)
    #expect(progress.waiting.count == 1)
    try await execute("UPDATE sync_task SET not_before = 0")
    try await engine.run(.untilIdle)
    let reports = kept.reports.withLock { Array($0.dropFirst(before)) }
    #expect(reports.count == 3 && reports.count { $0.isReadLater } == 1)
    #expect(reports.filter(\.isReadLater).allSatisfy { $0.cause?.undoes == plan.run.name })
    #expect(try undoing(plan.run.name).reversed == 2)
    #expect(try planned().undone.count == 2)
  }

  private func undoUntilRetry(_ plan: UndoPlan) async throws -> (BackfillRun.Progress, BackfillRun) {
    let run = try await BackfillRun(undoing: plan, engine: engine, now: Harbour.now)
    try await engine.run(.untilIdle)
    return (try await run.progress(), run)
  }

  private func execute(_ sql: String) async throws {
    try await #require(harbour.lms.file.writer).write { try $0.execute(sql: sql) }
  }

  private func marks() async throws -> [String] {
    try await harbour.lms.file.reader.read { try String.fetchAll($0, sql: "SELECT key FROM sync_undone ORDER BY key") }
  }
}

extension Follower.Limits {
  fileprivate static func healing(_ findings: Set<Finding>) -> Follower.Limits {
    var limits = Follower.Limits()
    limits.include = findings.union([.revocationStale])
    return limits
  }
}

extension CredentialsSeed.UserCredential {
  fileprivate var isOfProgram: Bool {
    if case .program = target { true } else { false }
  }
}
