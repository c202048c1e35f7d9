import Credentials
import LMS
import LearnerRecords
import OpenEdX
import Testing

@testable import CertificateSync

@Suite struct `A plan as lines of JSON` {
  /// Tomas has lost Radio and the program; Charts keeps a date of an earlier pacing; Ines has an older grade.
  private func harbour() throws -> Harbour {
    try Harbour { lms, credentials, program in
      credentials.credentials.removeAll {
        $0.username == "tomas" && ($0.target == .courseRun(Harbour.radio) || $0.target == .program(program))
      }
      credentials.grades.removeAll { $0.username == "tomas" && $0.courseRun == Harbour.radio }
      credentials.courseCertificates[0].availableDate = UTCTime("2027-03-01 00:00:00")
      lms.grades[0].modified = UTCTime(microseconds: Harbour.charted.microseconds + 1_000_000)
      lms.grades[0].percent = 0.9
    }
  }

  private func lines(_ harbour: Harbour, _ include: Set<Finding>, evidence: Bool = false) throws -> [JSONValue] {
    let plan = try BackfillPlan.reading(
      harbour.records,
      .all,
      include: include,
      includingEvidence: evidence,
      now: Harbour.now
    )
    return PlanLines(plan).lines
  }

  private func words(_ line: JSONValue) -> String {
    ["plan", "action", "username", "course_run_key", "program_uuid", "course_id", "finding"]
      .compactMap { line[$0]?.string }.joined(separator: " ")
  }

  @Test func `has a line for each post, with the journal's names, and counts at the end`() throws {
    let harbour = try harbour()
    let lines = try lines(harbour, [.dateDrift, .programAwardLost])
    #expect(
      lines.map(words) == [
        "post configure \(Harbour.charts) date-drift",
        "post award tomas \(Harbour.radio) award-lost", "post grade tomas \(Harbour.radio) grade-missing",
        "post award tomas \(harbour.program.dashed) program-award-lost", "not-asked-for grade-stale",
        "not-asked-for program-hidden", "not-asked-for program-unlisted", "summary",
      ]
    )
    #expect(lines[0]["stored"] == "2027-03-01T00:00:00Z" && lines[0]["certificate_available_date"] == .null)
    #expect(lines[0]["rows"] == 2)
    #expect(lines[1]["date_earned"] == "the day of the post")
    #expect(lines[3]["partner_mails"] == 0)
    let summary = try #require(lines.last)
    #expect(summary["posts"] == 4 && summary["rows"] == 4 && summary["learner_mails_at_most"] == 1)
  }

  @Test func `carries the evidence when it is asked for`() throws {
    let lines = try lines(try harbour(), [.programAwardLost], evidence: true)
    let award = try #require(lines.first { $0["finding"] == "award-lost" })
    let evidence = (award["evidence"]?.array ?? []).compactMap(\.string)
    #expect(evidence.contains { $0.hasPrefix("LMS: certificate ") && $0.contains("modified 2026-06-18T10:00:00Z") })
    let program = try #require(lines.first { $0["finding"] == "program-award-lost" })
    #expect(program["evidence"]?.array?.first == "LMS: 2 of 2 courses have a passing certificate in a relevant mode.")
  }

  @Test func `says of what is left out why`() throws {
    let harbour = try Harbour { lms, credentials, program in
      credentials.courseCertificates[0].isActive = false
      credentials.credentials.removeAll { $0.username == "ines" }
      credentials.learners.removeFirst()
      lms.grades.removeAll { $0.courseRunKey == Harbour.radio }
      credentials.grades.removeAll { $0.courseRun == Harbour.radio }
    }
    let lines = try lines(harbour, [.gradeMissing, .programAwardLost])
    let blocked = lines.filter { $0["plan"] == "blocked" }
    #expect(
      blocked.map(words) == [
        "blocked ines \(Harbour.charts) award-lost", "blocked ines \(harbour.program.dashed) program-award-lost",
      ]
    )
    #expect(blocked.map { $0["blockers"] } == [["config-inactive"], ["account-missing"]])
    let left = lines.filter { $0["plan"] == "left-out" }
    #expect(left.map(words) == ["ines", "tomas"].map { "left-out \($0) \(Harbour.radio) grade-missing" })
    #expect(left[0]["reason"]?.string == "the LMS has no grade of user ines in \(Harbour.radio)")
  }
}
