import Credentials
import OpenEdX
import Testing

@testable import CertificateSync

@Suite struct `Whether a post is taken back` {
  private static let run = "course-v1:A+B+C"
  private static let time = UTCTime(microseconds: 1_795_824_000_000_000)
  private static let date = UTCTime(microseconds: 1_780_000_000_000_000)

  private func post(
    _ status: CredentialStatus = .awarded,
    dateOverride: UTCTime? = nil,
    findings: [Finding] = [.awardLost]
  ) -> RunPost {
    var post = RunPost(username: "ada", subject: .courseRun(ExactText(Self.run)), status: status)
    (post.mode, post.dateOverride, post.modified, post.findings) = (.honor, dateOverride, Self.time, findings)
    return post
  }

  private func held(
    _ status: CredentialStatus,
    _ run: String = Self.run,
    dateOverride: UTCTime? = nil,
    modified: UTCTime = Self.time
  ) -> ListedCredential {
    ListedCredential(
      uuid: "u",
      username: "ada",
      subject: .courseRun(key: run, mode: "honor"),
      status: status,
      dateOverride: dateOverride,
      created: Self.time,
      modified: modified
    )
  }

  @Test(arguments: CredentialStatus.allCases)
  func `what is as it was posted is taken back, to the other status and with all else as it is`(
    status: CredentialStatus
  ) {
    let post = post(status, dateOverride: Self.date)
    #expect(post.decision(by: [held(status, dateOverride: Self.date)]) == .reverse)
    // Lists cut fractions of a second off.
    let later = held(status, dateOverride: Self.date, modified: Self.time.adding(seconds: 0.5))
    #expect(post.decision(by: [later]) == .reverse)
    #expect(
      post.reversed(lmsUserID: nil)
        == .courseCredential(
          CourseCredentialPost(
            username: "ada",
            status: status == .awarded ? .revoked : .awarded,
            courseRunKey: Self.run,
            mode: .honor,
            dateOverride: Self.date
          )
        )
    )
  }

  @Test func `what somebody changed since stays, and the reason says how`() {
    let again = held(.awarded, modified: Self.time.adding(seconds: 1))
    #expect(
      post().decision(by: [again]) == .leave("it was posted again at \(again.modified.apiText), after the run")
    )
    #expect(
      post().decision(by: [held(.awarded, dateOverride: Self.date)])
        == .leave("its date override was changed after the run")
    )
    #expect(post().decision(by: [held(.revoked)]) == .isReversed)
    let gone = RunPost.Decision.leave("Credentials has no such credential any more")
    #expect(post().decision(by: []) == gone)
    #expect(post().decision(by: [held(.awarded, "course-v1:A+B+D")]) == gone)
  }

  @Test func `a date override alone cannot be taken back, but an award with one can`() {
    let reason = "it set a date override, and the journal does not hold the one before"
    #expect(post(findings: [.overrideDrift]).decision(by: [held(.awarded)]) == .leave(reason))
    #expect(post(findings: [.revocationStale, .overrideDrift]).decision(by: [held(.awarded)]) == .reverse)
    #expect(post(.revoked, findings: [.awardStale, .overrideDrift]).decision(by: [held(.revoked)]) == .reverse)
  }

  @Test func `a program is awarded again only by the learner's id, and revoked without it`() throws {
    let program = try #require(ProgramUUID("0123456789abcdef0123456789abcdef"))
    let revoked = RunPost(username: "ada", subject: .program(program), status: .revoked)
    #expect(revoked.reversed(lmsUserID: nil) == nil)
    let award = ProgramCredentialPost(username: "ada", lmsUserID: 7, program: program, status: .awarded)
    #expect(revoked.reversed(lmsUserID: 7) == .programCredential(award))
    let awarded = RunPost(username: "ada", subject: .program(program), status: .awarded)
    guard case .programCredential(let post)? = awarded.reversed(lmsUserID: nil) else {
      return #expect(Bool(false), "nothing to post")
    }
    #expect(post.json["status"] == "revoked" && post.json["lms_user_id"] == nil)
  }
}
