import CertificateSync
import OpenEdX

@testable import LearnerRecords

/// The record of the learner of the original report, made by hand: three courses passed and not shown, one shown.
extension Example {
  static func run(_ number: Int) -> String { "course-v1:HelixTech+PC10\(number)+2026_T1" }

  static func page(
    lost: Set<Int> = [1, 2, 3],
    username: String = "paid_learner",
    fullName: String = "Oluwaseun Adébáyọ̀-Lindqvist",
    title: String = "Paid Courses",
    courses: Int = 4,
    listed: Bool = true,
    listWord: String = "Completed",
    isGradeMissing: Bool = false,
    withRuns: Bool = true,
    isBlocked: Bool = false,
    program: ProgramRecord? = nil
  ) -> LearnerRecordPage {
    LearnerRecordPage(
      person: person(username, fullName),
      detail: detail(username, fullName, title),
      listWord: listed ? listWord : nil,
      reasonUnlisted: listed ? nil : "None of its courses has an awarded, visible credential: the service drops it.",
      rows: (1...courses).map {
        row(
          $0,
          username,
          isLost: lost.contains($0),
          isGradeMissing: isGradeMissing,
          withRuns: withRuns,
          isBlocked: isBlocked
        )
      },
      program: program,
      notes: []
    )
  }

  /// What is said about the learner in Paid Courses.
  static func programRecord(_ findings: [Finding], causes: Set<UnlistedCause> = []) -> ProgramRecord {
    let certificate = RunFacts.Certificate(status: .downloadable, mode: .verified)
    return ProgramRecord(
      username: "paid_learner",
      lmsUserID: 7,
      program: paidCourses,
      title: "Paid Courses",
      facts: ProgramFacts(
        isOffered: true,
        hasActiveConfiguration: true,
        certificatesByCourse: [[certificate], [certificate], [certificate], [certificate]],
        isAwarded: false,
        isVisible: false,
        isListed: true
      ),
      credentialUsername: nil,
      visibleDate: nil,
      findings: findings,
      unlistedCauses: causes,
      failure: nil,
      notes: [],
      now: now
    )
  }

  private static func detail(_ username: String, _ fullName: String, _ title: String) -> ProgramRecordDetail {
    ProgramRecordDetail(
      username: username,
      fullName: fullName,
      email: "paid_learner@example.org",
      program: paidCourses,
      name: title,
      typeName: "MicroMasters",
      school: "Helix Institute",
      isCompleted: true,
      isEmpty: false,
      lastUpdated: now,
      courses: [],
      pathways: [],
      sharedRecordUUID: nil,
      platformName: "Helix",
      recordsHelpURL: "",
      failure: nil
    )
  }

  private static func row(
    _ number: Int,
    _ username: String,
    isLost: Bool,
    isGradeMissing: Bool,
    withRuns: Bool,
    isBlocked: Bool
  ) -> LearnerRecordPage.Row {
    LearnerRecordPage.Row(
      name: "Paid Course \(number)",
      school: "Helix Institute",
      courseID: isLost ? "" : "HelixTech+PC10\(number)+2026_T1",
      percent: isLost ? "" : isGradeMissing ? "0%" : "8\(number % 10)%",
      letter: isLost ? "" : "Pass",
      attempts: isLost ? "" : "1",
      dateEarned: isLost ? nil : time("2026-05-29T00:00:00Z"),
      status: isLost ? .notEarned : .earned,
      isGradeMissing: isGradeMissing && !isLost,
      awardedRuns: isLost ? [] : [run(number)],
      runs: withRuns
        ? [record(number, username, isLost: isLost, isGradeMissing: isGradeMissing, isBlocked: isBlocked)] : []
    )
  }

  private static func record(
    _ number: Int,
    _ username: String,
    isLost: Bool,
    isGradeMissing: Bool,
    isBlocked: Bool
  ) -> RunRecord {
    let facts = RunFacts(
      certificate: RunFacts.Certificate(status: .downloadable, mode: .verified),
      credential: isLost ? nil : RunFacts.Credential(status: .awarded),
      configuration: RunFacts.Configuration(isActive: true, isLinked: true),
      hasVerifiedGrade: !isGradeMissing,
      recordsEnabled: !isBlocked
    )
    return RunRecord(
      username: username,
      lmsUserID: 7,
      courseRun: run(number),
      courseTitle: "Paid Course \(number)",
      lms: RunRecord.Certificate(
        id: Int64(number),
        status: .downloadable,
        mode: .verified,
        grade: "0.8\(number)",
        modifiedText: "2026-03-01 14:22:07",
        dateOverride: nil
      ),
      credential: isLost
        ? nil
        : RunRecord.Credential(
          id: Int64(40 + number),
          username: username,
          status: "awarded",
          uuid: "8a1c0d9e5b7f4a3c9d2e1f0a6b5c4d3\(number % 10)",
          createdText: "2026-05-29 08:00:00",
          modifiedText: "2026-05-29 08:00:00",
          dateOverride: nil
        ),
      configuration: RunRecord.Configuration(
        id: Int64(number),
        courseRun: run(number),
        certificateType: "verified",
        isActive: true,
        isLinked: true,
        availableDate: nil
      ),
      facts: facts,
      assessment: RunAssessment(facts, now: now),
      notes: [],
      now: now
    )
  }

  /// The plan for the learner of the report.
  static func plan(
    _ numbers: ClosedRange<Int> = 1...3,
    username: String = "paid_learner",
    blocked: Int = 1,
    include: Set<Finding> = []
  )
    -> BackfillPlan
  {
    let lost = numbers.map {
      BackfillPlan.Row(
        username: username,
        courseRunKey: run($0),
        assessment: RunAssessment(shown: .notEarned, findings: [.awardLost])
      )
    }
    let left = (0..<blocked).map { number in
      BackfillPlan.Row(
        username: "parisa",
        courseRunKey: "course-v1:HelixTech+OLD\(number)+2023",
        assessment: RunAssessment(shown: .notEarned, findings: [.awardLost, .notInCatalog])
      )
    }
    return BackfillPlan(lost + left, include: include)
  }
}
