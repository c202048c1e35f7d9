import Console
import OpenEdX

@testable import LearnerRecords

/// Programs and learners made by hand, with pinned identities and times.
enum Example {
  static let now = time("2026-07-02T09:14:05Z")
  static let paidCourses = uuid(1)
  static let gardening = uuid(2)
  static let harbours = uuid(3)

  static func time(_ text: String) -> UTCTime { UTCTime(text) ?? UTCTime(microseconds: 0) }

  static func uuid(_ number: Int) -> ProgramUUID {
    let digits = String(number, radix: 16)
    return ProgramUUID(String(repeating: "0", count: 32 - digits.count) + digits)!
  }

  static func program(
    _ uuid: ProgramUUID,
    _ title: String,
    organizations: [String] = ["Helix Institute"],
    keys: [String] = ["HelixTech"],
    status: String = "active",
    drift: Int? = 0,
    backfill: Int = 0
  ) -> ProgramSummary {
    var counts: ProgramSummary.Counts?
    if let drift {
      counts = ProgramSummary.Counts()
      counts?.learners = 21
      counts?.rows = 84
      counts?.driftRows = drift
      counts?.backfillableRows = backfill
    }
    return ProgramSummary(
      program: uuid,
      title: title,
      type: "MicroMasters",
      status: status,
      organizations: organizations,
      organizationKeys: keys,
      courses: 4,
      courseRuns: 5,
      counts: counts
    )
  }

  static let programs = [
    program(paidCourses, "Paid Courses", drift: 14, backfill: 11),
    program(gardening, "Quantum Gardening", status: "unpublished", drift: 2),
    program(
      harbours,
      "Sustainable Harbours",
      organizations: ["Amber Bay College", "Saltmarsh University"],
      keys: ["NorthX"],
      drift: 9
    ),
    program(uuid(4), "プログラミング入門", organizations: ["あおぞら大学"], drift: nil),
    program(uuid(5), "Bread, Cheese and Fermentation in the Old World", organizations: [], status: "retired"),
  ]

  static func learner(
    _ username: String,
    _ fullName: String,
    earned: Int = 4,
    drift: Int = 0,
    completed: Bool = true
  ) -> LearnerRow {
    LearnerRow(summary(username, fullName, earned: earned, drift: drift, completed: completed))
  }

  static func summary(
    _ username: String,
    _ fullName: String,
    earned: Int = 4,
    drift: Int = 0,
    completed: Bool = true
  ) -> LearnerSummary {
    LearnerSummary(
      person: person(username, fullName),
      earnedCourses: earned,
      courses: 4,
      driftRows: drift,
      backfillableRows: drift,
      isCompleted: completed,
      programFindings: [],
      findings: drift > 0 ? [.awardLost] : completed ? [] : [.notPassed]
    )
  }

  static func person(_ username: String, _ fullName: String) -> LearnerPerson {
    LearnerPerson(
      username: username,
      lmsUserID: 7,
      fullName: fullName,
      email: "\(username.prefix(20))@example.org",
      notes: []
    )
  }

  static let learners = [
    learner("blank_name", "", earned: 3, drift: 1),
    learner("chen.yt", "陳雨彤"),
    learner("eleni.p", "Ελένη Παπαθεοδώρου", earned: 1, completed: false),
    learner("paid_learner", "Oluwaseun Adébáyọ̀-Lindqvist", earned: 1, drift: 3),
    learner("parisa", "پریسا کیانفر", earned: 1, completed: false),
  ]

  /// Many, to page through.
  static let crowd = (1...100).map { number in
    let digits = String(number)
    return learner("learner" + String(repeating: "0", count: 3 - digits.count) + digits, "Learner \(number)")
  }

  static func heading(readOnly: Bool = false) -> Heading {
    Heading(
      deployment: "/srv/records/.sample",
      isSample: true,
      destination: readOnly
        ? nil
        : "the embedded copy in /srv/records/.sample: nothing leaves this machine",
      readOnlyReason: readOnly ? "the deployment was opened with --read-only" : nil
    )
  }
}
