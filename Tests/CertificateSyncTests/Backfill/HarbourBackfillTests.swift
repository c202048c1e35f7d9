import Credentials
import LMS
import LearnerRecords
import OpenEdX
import Testing

@testable import CertificateSync

/// What operators of real sites have reported, each on a small site.
@Suite struct `A backfill of a harbour's site` {
  private func text(_ plan: BackfillPlan) -> String {
    PlanText(plan, destination: "the harbour").lines.joined(separator: "\n")
  }

  @Test func `finds a regrade that Credentials missed, and sends the grade when asked for`() async throws {
    let harbour = try Harbour { _, credentials, _ in
      credentials.grades[0].tenThousandths = 5500
      credentials.grades[0].letter = ""
      credentials.grades[0].lastUpdated = UTCTime("2026-05-01 09:00:00")
    }
    #expect(try harbour.findings() == ["ines \(Harbour.charts) grade-stale"])
    let evidence = try harbour.evidence("ines", Harbour.charts).joined(separator: "\n")
    #expect(evidence.contains("the grade is 0.55, without a letter, as the LMS had it at 2026-05-01T09:00:00Z"))
    #expect(evidence.contains("the course grade is 0.87, letter “Pass”, saved 2026-05-30T10:00:00Z"))
    #expect(try harbour.plan().notAskedFor == [.gradeStale: 1])
    let progress = try await harbour.post(try harbour.plan([.gradeStale]))
    #expect(progress.done == 1 && progress.total == 1)
    #expect(try harbour.findings().isEmpty)
  }

  @Test func `takes the date of an earlier pacing away from a self-paced run`() async throws {
    let harbour = try Harbour { _, credentials, _ in
      credentials.courseCertificates[0].availableDate = UTCTime("2027-03-01 00:00:00")
    }
    #expect(
      try harbour.findings().filter { $0.contains(Harbour.charts) }
        == ["ines", "tomas"].map { "\($0) \(Harbour.charts) hidden-until-date date-drift" }
    )
    let plan = try harbour.plan([.dateDrift])
    #expect(plan.count == 2 && plan.tasks.map(\.request.key) == ["available-date/\(Harbour.charts)"])
    #expect(
      text(plan) == """
        Posts go to the harbour.

        1 post: 1 available date.
        Repairs 2 rows: date-drift 2.

        2 course runs to post for 2 learners:
          ines  \(Harbour.charts)  date-drift
          tomas  \(Harbour.charts)  date-drift

        1 certificate available date to post, one for each run:
          \(Harbour.charts)  2027-03-01T00:00:00Z becomes none (2 rows)

        Other drift, which this backfill leaves alone:
          program-hidden (2): program credential awarded, but not visible.
        """
    )
    #expect(try await harbour.post(plan).done == 1)
    #expect(try harbour.findings().isEmpty)
  }

  @Test func `sends the date that the course team moved`() async throws {
    let harbour = try Harbour { lms, credentials, _ in
      lms.overviews[0].selfPaced = false
      lms.overviews[0].displayBehavior = "end_with_date"
      lms.overviews[0].availableDate = UTCTime("2026-07-01 00:00:00")
      credentials.courseCertificates[0].mode = .honor
      credentials.courseCertificates[0].availableDate = UTCTime("2027-03-01 00:00:00")
    }
    let evidence = try harbour.evidence("ines", Harbour.charts).joined(separator: "\n")
    #expect(evidence.contains("available from 2027-03-01T00:00:00Z"))
    #expect(
      evidence.contains(
        "LMS: the certificate available date is 2026-07-01T00:00:00Z (instructor-paced, end_with_date)."
      )
    )
    let progress = try await harbour.post(try harbour.plan([.dateDrift]))
    #expect(progress.done == 1 && progress.total == 1, "with the stored type; another one answers 500")
    #expect(try harbour.findings().isEmpty)
    #expect(
      try harbour.records.read { try $0.runRecords(of: "ines", now: Harbour.now).map(\.assessment.shown) }
        == [.earned, .earned]
    )
  }

  @Test func `finds no date drift where the LMS cannot compute one, or a date override hides it`() throws {
    let unknown = try Harbour { lms, credentials, _ in
      lms.overviews[0].selfPaced = false
      lms.overviews[0].displayBehavior = "end"
      credentials.courseCertificates[0].availableDate = UTCTime("2026-03-01 00:00:00")
      lms.modes.append(LMSSeed.Mode(courseRunKey: Harbour.radio, slug: .honor))
      credentials.courseCertificates[1].availableDate = UTCTime("2026-03-01 00:00:00")
    }
    #expect(try unknown.findings().isEmpty)
    #expect(
      try unknown.evidence("ines", Harbour.charts).contains {
        $0.contains("cannot be computed: the date on which its certificates_display_behavior rests is empty")
      }
    )
    #expect(
      try unknown.evidence("ines", Harbour.radio).contains { $0.contains("the run has 2 certificate modes") }
    )
    let overridden = try Harbour { lms, credentials, _ in
      let date = UTCTime("2026-04-01 00:00:00")
      lms.certificates[0].dateOverride = date
      credentials.credentials[0].dateOverride = date
      credentials.courseCertificates[0].availableDate = UTCTime("2026-03-01 00:00:00")
    }
    #expect(try overridden.findings() == ["tomas \(Harbour.charts) date-drift"])
  }

  @Test func `says before it posts that Date Earned will be the day of the backfill`() async throws {
    let harbour = try Harbour { _, credentials, _ in
      credentials.credentials.removeAll { $0.username == "tomas" && $0.target == .courseRun(Harbour.radio) }
      credentials.grades.removeAll { $0.username == "tomas" && $0.courseRun == Harbour.radio }
    }
    let plan = try harbour.plan()
    #expect(
      text(plan) == """
        Posts go to the harbour.

        2 posts: 1 award, 1 grade.
        Repairs 1 row: award-lost 1; 1 grade of these awards goes along.
        1 award will show the day of the backfill as Date Earned: its certificate is of 2026-06-18, 5 months before. A \
        date override in the LMS sets another day.

        1 course certificate to post for 1 learner:
          tomas  \(Harbour.radio)  award-lost, grade-missing
        """
    )
    let progress = try await harbour.post(plan)
    #expect(progress.done == 2)
    #expect(try harbour.findings().isEmpty, "the grade went with the award")
  }

  @Test func `says nothing of Date Earned where an override or an available date sets it`() throws {
    let overridden = try Harbour { lms, credentials, _ in
      credentials.credentials.removeAll { $0.target == .courseRun(Harbour.radio) }
      for place in lms.certificates.indices { lms.certificates[place].dateOverride = Harbour.radioed }
    }
    #expect(EarnedDates(try overridden.plan()).text == nil)
    let dated = try Harbour { lms, credentials, _ in
      credentials.credentials.removeAll { $0.target == .courseRun(Harbour.radio) }
      credentials.courseCertificates[1].availableDate = Harbour.radioed
      lms.overviews[1].selfPaced = false
      lms.overviews[1].displayBehavior = "end"
      lms.overviews[1].end = Harbour.radioed
    }
    #expect(EarnedDates(try dated.plan()).text == nil)
  }

  @Test func `posts the run's date along with an award that makes the configuration`() async throws {
    let harbour = try Harbour { lms, credentials, _ in
      credentials.credentials.removeAll {
        $0.target == .courseRun(Harbour.radio) || $0.target != .courseRun(Harbour.charts)
      }
      credentials.courseCertificates.removeLast()
      lms.overviews[1].selfPaced = false
      lms.overviews[1].displayBehavior = "end"
      lms.overviews[1].end = UTCTime("2026-07-01 00:00:00")
    }
    let usual = try harbour.plan()
    #expect(
      PlanSums(usual).lines.last?.text
        == "2 rows that are awarded will then have a different available date from the one that the LMS computes, unless "
        + "date-drift is included as well (--include date-drift)."
    )
    let plan = try harbour.plan([.dateDrift])
    #expect(plan.items.map(\.repaired) == [[.awardLost, .dateDrift], [.awardLost, .dateDrift]])
    try await harbour.post(plan)
    #expect(try harbour.findings().filter { !$0.contains("program") }.isEmpty)
  }

  @Test func `blocks a program's award for want of an account, and ends at once`() async throws {
    let harbour = try Harbour { _, credentials, _ in
      credentials.credentials = []
      credentials.grades = []
      credentials.learners = []
      credentials.courseCertificates = []
    }
    let plan = try harbour.plan([.programAwardLost])
    #expect(plan.items.count == 4 && plan.programItems.isEmpty)
    #expect(plan.blockedPrograms.map(\.username) == ["ines", "tomas"])
    #expect(plan.blockers.map(\.finding) == [.accountMissing])
    let lines = text(plan)
    #expect(lines.contains("account-missing (2): Credentials has no account of the learner and refuses the award"))
    #expect(lines.contains("  ines  \(harbour.program)  account-missing"))
    let progress = try await harbour.post(plan)
    #expect(progress.done == progress.total && progress.waiting.isEmpty && progress.dead.isEmpty)
    #expect(
      try harbour.findings() == ["ines", "tomas"].map { "\($0) program program-award-lost account-missing" }
    )
  }

  @Test func `asks for no account where the site has no learner records, or the credential is there`() throws {
    let quiet = try Harbour { _, credentials, program in
      credentials.site?.recordsEnabled = false
      credentials.learners = []
      credentials.credentials.removeAll { $0.target == .program(program) }
    }
    #expect(try quiet.plan([.programAwardLost]).programItems.count == 2)
    let revoked = try Harbour { _, credentials, program in
      credentials.learners = []
      for place in credentials.credentials.indices where credentials.credentials[place].target == .program(program) {
        credentials.credentials[place].status = .revoked
      }
    }
    let plan = try revoked.plan([.programAwardLost])
    #expect(plan.programItems.count == 2 && plan.programItems.allSatisfy { $0.mail == nil })
  }

  @Test func `names a complete program without configuration before it posts`() throws {
    let harbour = try Harbour { _, credentials, program in
      credentials.programCertificates[0].isActive = false
      credentials.credentials.removeAll { $0.target == .program(program) }
    }
    #expect(try harbour.findings() == ["ines", "tomas"].map { "\($0) program program-config-missing" })
    let plan = try harbour.plan([.programAwardLost])
    #expect(plan.isEmpty && plan.blockers.map(\.finding) == [.programConfigMissing] && plan.remaining == 2)
    #expect(try harbour.plan().remaining == 0, "programs were not asked for")
  }

  @Test func `counts the mail of program awards`() throws {
    let harbour = try Harbour { _, credentials, program in
      credentials.credentials.removeAll { $0.target == .program(program) }
      credentials.pathways = ["Masters", "Unasked"].map {
        CredentialsSeed.Pathway($0, organization: "Far University", email: "far@example.org", programs: [program])
      }
      credentials.sharedRecords = [CredentialsSeed.SharedRecord("ines", program)]
      credentials.creditPathways = [
        CredentialsSeed.UserCreditPathway("ines", pathway: "Masters", program: program),
        CredentialsSeed.UserCreditPathway("ines", pathway: "Unasked", program: program, status: ""),
        CredentialsSeed.UserCreditPathway("tomas", pathway: "Masters", program: program),
      ]
    }
    let plan = try harbour.plan([.programAwardLost])
    #expect(plan.programItems.map { $0.mail?.partners } == [1, 0], "without a shared record nobody is written to")
    #expect(
      PlanSums(plan).lines.map(\.text).contains(
        "Credentials then sends 1 e-mail to partners of pathways and, where SEND_EMAIL_ON_PROGRAM_COMPLETION is on, one "
          + "for each of 2 program credentials to its learner."
      )
    )
  }

  @Test func `awards no program beside the one that was asked for`() async throws {
    let other = try #require(ProgramUUID("00000000000000000000000000000007"))
    let harbour = try Harbour { _, credentials, program in
      credentials.credentials.removeAll { $0.target == .program(program) }
      credentials.programs.append(
        CredentialsSeed.Program(other, title: "Charts alone", organizations: ["NqiX"], courseRuns: [Harbour.charts])
      )
      credentials.programCertificates.append(CredentialsSeed.ProgramCertificate(other))
    }
    let all = try harbour.plan([.programAwardLost])
    #expect(all.programItems.count == 4 && all.tasks.count == 4, "counted by program")
    let plan = try harbour.plan([.programAwardLost], RunFilter(programs: [harbour.program]))
    #expect(plan.tasks.count == 2)
    #expect(try await harbour.post(plan).done == 2)
    let left = try harbour.plan([.programAwardLost])
    #expect(left.programItems.map(\.program) == [other, other])
    let ofRun = try harbour.plan([.programAwardLost], RunFilter(users: ["ines"], courseRuns: [Harbour.charts]))
    try await harbour.post(ofRun)
    #expect(try harbour.plan([.programAwardLost]).programItems.map(\.username) == ["tomas"])
  }
}
