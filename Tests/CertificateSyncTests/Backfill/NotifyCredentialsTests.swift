import Credentials
import LMS
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite struct `A plan as calls of notify_credentials` {
  private typealias Certificate = NotifyCredentialsCalls.Certificate

  private func certificate(_ user: Int64, _ run: String) -> Certificate {
    Certificate(user: user, run: ExactText(run))
  }

  private func sent(_ calls: NotifyCredentialsCalls, _ existing: [Certificate]) -> Set<Certificate> {
    Set(existing.filter { one in calls.calls.contains { $0.users.contains(one.user) && $0.runs.contains(one.run) } })
  }

  @Test func `is one call where learners and runs can be put together without sending more`() {
    let planned = [certificate(1, "a"), certificate(2, "b"), certificate(3, "a"), certificate(3, "b")]
    let calls = NotifyCredentialsCalls(planned: planned, existing: planned)
    #expect(calls.calls.count == 1 && calls.others == 0)
    let other = planned + [certificate(2, "a")]
    let apart = NotifyCredentialsCalls(planned: planned, existing: other)
    #expect(apart.calls.count == 2 && apart.others == 0)
    #expect(NotifyCredentialsCalls(planned: planned, existing: other, share: 0.25).calls.count == 1)
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `sends all that is planned and hardly more, in no more calls than there are runs`(_ seed: UInt64) {
    var random = RandomDraw(seed: seed)
    var (planned, existing): ([Certificate], [Certificate]) = ([], [])
    for user in 1...40 as ClosedRange<Int64> {
      for run in ["a", "b", "c", "d", "e"] where random.chance(50) {
        existing.append(certificate(user, run))
        if random.chance(60) { planned.append(certificate(user, run)) }
      }
    }
    let calls = NotifyCredentialsCalls(planned: planned, existing: existing)
    let sent = sent(calls, existing)
    #expect(sent.isSuperset(of: planned), "seed \(seed)")
    #expect(sent.count - planned.count <= Int(Double(planned.count) * 0.02), "seed \(seed)")
    #expect(calls.calls.count <= 5, "seed \(seed)")
  }

  @Test func `names ids, runs and programs, and what it does not send`() throws {
    let harbour = try Harbour { _, credentials, program in
      credentials.credentials.removeAll {
        $0.target == .program(program) || ($0.target == .courseRun(Harbour.radio) && $0.username == "tomas")
      }
      credentials.courseCertificates[0].availableDate = UTCTime("2027-03-01 00:00:00")
    }
    let plan = try harbour.plan([.programAwardLost, .dateDrift])
    let lines = try harbour.records.read { try NotifyCredentials(plan, $0).lines }
    #expect(
      lines == [
        "./manage.py lms notify_credentials --user_ids 502 --courses \(ShellWord.quoted(Harbour.radio))",
        "# These send 1 planned row again, and nothing else.",
        "./manage.py lms notify_credentials --user_ids 501 502 --program_uuids \(harbour.program.dashed) --notify_programs",
        "# These send the learners' certificates in the programs again, and award every program they completed.",
        "# Not sent: 1 certificate available date.",
      ]
    )
  }
}
