import OpenEdX
import Testing

@testable import CertificateSync

@Suite("What a follower heals, and when")
struct FollowLedgerTests {
  private static let start = UTCTime(microseconds: 1_750_000_000_000_000)

  @Test func `drift is due when it has lasted for the grace time`() {
    var ledger = FollowLedger(grace: 60)
    let drift = [Self.award("ada"), Self.award("grace")]
    #expect(ledger.take(drift, now: Self.start) == [])
    #expect(ledger.waiting == 2)
    #expect(ledger.take(drift, now: Self.start.adding(seconds: 59)) == [])
    #expect(ledger.take(drift, now: Self.start.adding(seconds: 60)) == drift)
    #expect(ledger.waiting == 0)
  }

  @Test func `drift that the site itself has repaired meanwhile begins anew when it comes back`() {
    var ledger = FollowLedger(grace: 60)
    #expect(ledger.take([Self.award("ada")], now: Self.start) == [])
    #expect(ledger.take([], now: Self.start.adding(seconds: 30)) == [])
    #expect(ledger.take([Self.award("ada")], now: Self.start.adding(seconds: 70)) == [])
    #expect(ledger.take([Self.award("ada")], now: Self.start.adding(seconds: 130)) == [Self.award("ada")])
  }

  @Test func `without a grace time drift is due at once`() {
    var ledger = FollowLedger(grace: 0)
    #expect(ledger.take([Self.award("ada")], now: Self.start) == [Self.award("ada")])
  }

  @Test func `what was enqueued and drifts on is enqueued once more after a while, not at each look`() {
    var ledger = FollowLedger(grace: 0)
    let drift = [Self.award("ada")]
    #expect(ledger.take(drift, now: Self.start) == drift)
    #expect(ledger.take(drift, now: Self.start.adding(seconds: 599)) == [])
    #expect(ledger.waiting == 0)
    #expect(ledger.take(drift, now: Self.start.adding(seconds: 600)) == drift)
  }

  @Test func `a clock that is set back holds nothing for ever`() {
    var ledger = FollowLedger(grace: 60)
    #expect(ledger.take([Self.award("ada")], now: Self.start.adding(seconds: 10_000)) == [])
    #expect(ledger.take([Self.award("ada")], now: Self.start) == [])
    #expect(ledger.take([Self.award("ada")], now: Self.start.adding(seconds: 60)) == [Self.award("ada")])
  }

  @Test func `what another process has is not due, and its grace does not begin anew when it is taken over`() {
    var ledger = FollowLedger(grace: 60)
    let drift = [Self.award("ada")]
    #expect(ledger.take(drift, now: Self.start, hold: { _ in nil }) == [])
    #expect(ledger.waiting == 0)
    #expect(ledger.take(drift, now: Self.start.adding(seconds: 90), hold: { _ in nil }) == [])
    #expect(ledger.take(drift, now: Self.start.adding(seconds: 100), hold: { _ in 1 }) == drift)
  }

  @Test func `what was handed back with its shard is due at once when the shard is held again`() {
    var ledger = FollowLedger(grace: 60)
    let drift = [Self.award("ada")]
    let key: Set = [ExactText(drift[0].request.key)]
    #expect(ledger.take(drift, now: Self.start, hold: { _ in 1 }) == [])
    #expect(ledger.take(drift, now: Self.start.adding(seconds: 60), hold: { _ in 1 }) == drift)
    // It waits in the queue, and then for the time after a try.
    #expect(ledger.take(drift, unfinished: key, now: Self.start.adding(seconds: 70), hold: { _ in 1 }) == [])
    #expect(ledger.take(drift, now: Self.start.adding(seconds: 80), hold: { _ in 1 }) == [])
    // The shard was lost and is back.
    #expect(ledger.take(drift, now: Self.start.adding(seconds: 90), hold: { _ in 2 }) == drift)
    // The same where a look came while it was away.
    #expect(ledger.take(drift, now: Self.start.adding(seconds: 100), hold: { _ in nil }) == [])
    #expect(ledger.take(drift, now: Self.start.adding(seconds: 110), hold: { _ in 2 }) == drift)
  }

  @Test func `a row that was changed after it was enqueued is due after a grace of its own`() {
    var ledger = FollowLedger(grace: 60)
    let (award, revocation) = ([Self.award("ada")], [Self.award("ada", .awardStale)])
    #expect(ledger.take(award, isWhole: false, now: Self.start) == [])
    #expect(ledger.take(award, isWhole: false, now: Self.start.adding(seconds: 60)) == award)
    // It was posted; then the certificate was taken away, and given back.
    #expect(ledger.take(revocation, isWhole: false, now: Self.start.adding(seconds: 70)) == [])
    #expect(ledger.take(revocation, isWhole: false, now: Self.start.adding(seconds: 130)) == revocation)
    #expect(ledger.take(award, isWhole: false, now: Self.start.adding(seconds: 140)) == [])
    #expect(ledger.take(award, isWhole: false, now: Self.start.adding(seconds: 200)) == award)
  }

  private static func award(_ username: String, _ finding: Finding = .awardLost) -> PlannedTask {
    PlannedTask(
      request: .awardCourseCertificate(username: username, courseRunKey: "course-v1:a+b+c"),
      findings: [finding]
    )
  }

  @Test func `a part of the drift says nothing of the rest: what waited goes on, what was enqueued is not again`() {
    var ledger = FollowLedger(grace: 60)
    let drift = [Self.award("ada"), Self.award("bob")]
    #expect(ledger.take(drift, now: Self.start) == [])
    #expect(
      ledger.take([Self.award("bob")], isWhole: false, now: Self.start.adding(seconds: 60)) == [Self.award("bob")]
    )
    #expect(ledger.take(drift, now: Self.start.adding(seconds: 70)) == [Self.award("ada")])
    #expect(ledger.take([], isWhole: false, now: Self.start.adding(seconds: 80)) == [])
    #expect(ledger.take(drift, now: Self.start.adding(seconds: 90)) == [])
  }
}
