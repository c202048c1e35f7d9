import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("The lane of a learner's program tasks")
struct LaneTests {
  private static let award = TaskRequest.awardProgramCertificates(username: "ada")
  private static let revoke = TaskRequest.revokeProgramCertificates(username: "ada", courseRunKey: Site.run)
  private static let revokeOther = TaskRequest.revokeProgramCertificates(username: "ada", courseRunKey: Site.otherRun)

  @Test("Of one learner one program task runs at a time, the oldest first; other learners and tasks are not held up")
  func lane() async throws {
    let site = try Site()
    let now = site.clock.now
    let course = TaskRequest.awardCourseCertificate(username: "ada", courseRunKey: Site.run)
    let stranger = TaskRequest.awardProgramCertificates(username: "amina")
    let program = try #require(ProgramUUID("00000000000000000000000000000007"))
    let awardOfOne = TaskRequest.awardProgramCertificates(username: "ada", program: program)
    _ = try await site.queue.enqueue(
      [Self.revoke, Self.award, awardOfOne, Self.revokeOther, course, stranger],
      origin: .live,
      now: now
    )
    let first = try await site.claim(10)
    #expect(first.map(\.request) == [Self.revoke, course, stranger])
    #expect(try await site.claim(10).isEmpty)
    try await site.record(first[0], .done(""))
    let second = try await site.claim(10)
    #expect(second.map(\.request) == [Self.award])
    try await site.record(second[0], .done(""))
    #expect(try await site.claim(10).map(\.request) == [awardOfOne], "the row tells which program")
    #expect(try await site.claim(10).isEmpty)
  }

  @Test("A task that waits for another try, or is less urgent, holds nobody up")
  func waiting() async throws {
    let site = try Site()
    _ = try await site.queue.enqueue([Self.revoke], origin: .live, now: site.clock.now)
    let failed = try await site.claim()[0]
    try await site.record(failed, .retry("no", after: nil))
    _ = try await site.queue.enqueue([Self.revokeOther], origin: .backfill, now: site.clock.now)
    _ = try await site.queue.enqueue([Self.award], origin: .live, now: site.clock.now)
    #expect(try await site.claim(10).map(\.request) == [Self.award])
  }
}
