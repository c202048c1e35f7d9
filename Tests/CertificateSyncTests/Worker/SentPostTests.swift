import Credentials
import GRDB
import LMS
import OpenEdX
import Synchronization
import TestSupport
import Testing

@testable import CertificateSync

@Suite struct `A program's post whose answer was lost` {
  private final class Reports: Sendable {
    let all = Mutex<[PostReport]>([])
  }

  /// The LMS and the copy.
  private let stage: TaskStage
  /// What stands for the site, with a database of its own.
  private let site: ScriptedService
  private let siteStage: TaskStage
  private let queue: TaskQueue
  private let reports = Reports()

  init() throws {
    stage = try TaskStage()
    siteStage = try TaskStage()
    site = ScriptedService(siteStage.service.inner)
    queue = try TaskQueue(lms: stage.lms, destination: .site("site"))
    try stage.save([TaskStage.first, TaskStage.second])
  }

  private func run(_ request: TaskRequest, attempt: Int = 1) async -> TaskOutcome {
    let connection = CredentialsConnection(
      site: site,
      copy: stage.service.inner,
      observer: { [reports] report in reports.all.withLock { $0.append(report) } },
      trouble: { Issue.record("\($0)") }
    )
    let cause = PostCause(findings: [.programAwardStale], attempt: attempt)
    return await TaskWorker(lms: stage.lms, credentials: connection, cause: cause, sent: SentPosts(queue))
      .run(request)
  }

  private static let award = TaskRequest.awardProgramCertificates(username: "ada")
  private static let revoke = TaskRequest.revokeProgramCertificates(username: "ada", courseRunKey: TaskStage.first)

  private func sent() throws -> [String] {
    try stage.texts(stage.lms.file, "SELECT status || ' ' || is_lost FROM sync_sent ORDER BY program")
  }

  /// What was told of the posts, in order: status, whether it was read later, and the try.
  private var told: [String] {
    reports.all.withLock { reports in
      reports.map { report in
        let answer = report.accepted.map { "\($0.status)" } ?? "none"
        return "\(answer) \(report.isReadLater ? "later" : "") \(report.cause?.attempt ?? 0)"
      }
    }
  }

  @Test func `is settled by reading the site: the copy follows, and those who watch are told once`() async throws {
    #expect(
      await run(Self.award) == .done("Awarded program certificate to user ada in program \(TaskProgramTests.dashed)")
    )
    #expect(try sent().isEmpty)
    try stage.save([TaskStage.first], .unavailable)
    site.next(.carriedOutThenLost("connection reset by peer"))
    guard case .retry = await run(Self.revoke) else { return #expect(Bool(false)) }
    #expect(try sent() == ["revoked 1"])
    #expect(try siteStage.programCredentials() == ["revoked"])
    #expect(try stage.programCredentials() == ["awarded"], "the copy does not know yet")

    let outcome = await run(Self.revoke, attempt: 2)
    #expect(outcome == .done("Revoked program certificate of user ada in program \(TaskProgramTests.dashed)"))
    #expect(try stage.programCredentials() == ["revoked"])
    #expect(try sent().isEmpty)
    #expect(told == ["201  1", "none  1", "200 later 1"])
    #expect(site.posts.count == 2, "nothing is posted again")
    guard case .skipped = await run(Self.revoke) else { return #expect(Bool(false)) }
    #expect(told.count == 3)
  }

  @Test func `that the site has not carried out is posted again`() async throws {
    site.next(.lost("connection reset by peer"))
    guard case .retry = await run(Self.award) else { return #expect(Bool(false)) }
    #expect(try sent() == ["awarded 1"])
    guard case .done = await run(Self.award, attempt: 2) else { return #expect(Bool(false)) }
    #expect(told == ["none  1", "201  2"])
    #expect(try stage.programCredentials() == ["awarded"])
    #expect(try sent().isEmpty)
  }

  @Test func `of a process that has ended is settled by the next one, and one under way is left alone`() async throws {
    let program = try #require(ProgramUUID(TaskStage.program))
    let post = ProgramCredentialPost(username: "ada", lmsUserID: 11, program: program, status: .awarded)
    let posts = try #require(SentPosts(queue))
    try await posts.begin(post, PostCause(findings: [.programAwardLost], attempt: 3), now: .now)
    _ = try await site.post(.programCredential(post))
    #expect(try await posts.unanswered("ada", now: .now).isEmpty, "this process is still at it")
    #expect(try await posts.unanswered("ada", now: .now.adding(seconds: 601)).count == 1)
    // As if the process that sent it had been killed.
    try stage.execute("UPDATE sync_sent SET owner = ?", ["\(LeaseOwner.current.host) 1 0"])
    guard case .done = await run(Self.award) else { return #expect(Bool(false)) }
    #expect(told == ["200 later 3"])
    #expect(try stage.programCredentials() == ["awarded"])
    #expect(try sent().isEmpty)
  }

  @Test func `is written down only where there is a site`() throws {
    #expect(SentPosts(stage.queue) == nil)
  }
}
