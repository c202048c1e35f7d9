import OpenEdX

/// A learner's record of a program as the learner's page shows it, with the reasons beside each row.
package struct LearnerRecordPage: Sendable {
  /// The word in a row's last column.
  package enum Status: String, Sendable {
    /// An awarded, visible credential exists for a run of the course.
    case earned = "Earned"
    /// It does not.
    case notEarned = "Not Earned"
    /// The service fails on the page, and nobody sees a row.
    case failed = "Fails (500)"
  }

  /// One course, in the page's words; texts are blank where the page leaves them blank
  /// (<doc:LearnerRecordPage#One-record>).
  package struct Row: Sendable {
    /// “Course Name”
    package let name: String
    /// “School”
    package let school: String
    /// “Course ID”: the run's key without its `course-v1:`.
    package let courseID: String
    /// “Highest grade earned”: whole percents; `0%` also when the grade is missing.
    package let percent: String
    /// “Letter Grade”
    package let letter: String
    /// “Verified Attempts”
    package let attempts: String
    /// “Date Earned”; the page prints it in the viewer's zone.
    package let dateEarned: UTCTime?
    /// “Status”
    package let status: Status
    /// Whether the row is earned and Credentials has no grade for it, so that its `0%` is no grade.
    package let isGradeMissing: Bool
    /// The runs with an awarded, visible credential, in the service's order; with several the last one is shown.
    package let awardedRuns: [String]
    /// The course's runs in the program's order: what both sides hold, and the findings.
    package let runs: [RunRecord]
  }

  /// Who it is.
  package let person: LearnerPerson
  /// The answer that the page was drawn from.
  package let detail: ProgramRecordDetail
  /// The badge in the header: Earned, Partially Completed or Not Earned; or that the service fails on the page.
  package var headerWord: String { detail.headerWord }
  /// What makes the service answer 500 in place of the record; nil when nothing does.
  package var failure: PageFailure? { detail.failure }
  /// The word on the learner's list, Completed or Partially Completed, or that the service fails on the list; nil when the
  /// program is not on it.
  package let listWord: String?
  /// Why the program is not on the list, as a sentence; nil when it is.
  package let reasonUnlisted: String?
  /// Which courses the learner has passed in runs that do not count, as a sentence; nil when the record is completed, or
  /// when this is not the reason.
  package var reasonIncomplete: String? {
    guard failure == nil, !detail.isCompleted else { return nil }
    let courses = rows.filter { row in
      row.status == .notEarned && row.runs.contains { $0.assessment.findings.contains(.runExcluded) }
    }
    guard !courses.isEmpty else { return nil }
    let names = courses.map { "“\($0.name)”" }.joined(separator: ", ")
    return "\(names): passed in a run that the program does not have."
  }
  /// The courses in the page's order.
  package let rows: [Row]
  /// What is said about the learner in the program.
  package let program: ProgramRecord?
  /// What else a person should know about the page, as sentences.
  package let notes: [String]
  /// The site that the page is of; nil when Credentials has none.
  package var site: CredentialsSite?

  /// The address under which the learner shares the record; nil when it is not shared, or the site has no host name.
  package var sharedLink: String? {
    guard let uuid = detail.sharedRecordUUID, let domain = site?.domain, !domain.isEmpty else { return nil }
    return "https://\(domain)/records/programs/shared/\(uuid)/"
  }

  /// JavaScript's `Math.round(fraction * 100)` with its sign: halves go up, on the double as it is.
  ///
  /// 0.285 gives 28%, because the product lies below 28.5; 0.995 gives 100%.
  package static func percentText(_ fraction: Double) -> String { "\(Int((fraction * 100 + 0.5).rounded(.down)))%" }

  /// The key as the page prints it.
  static func pageCourseID(_ key: String) -> String {
    let prefix = "course-v1:"
    return key.utf8.starts(with: prefix.utf8) ? String(key.unicodeScalars.dropFirst(prefix.utf8.count)) : key
  }
}

extension [LearnerRecordPage] {
  /// The runs on the pages of which something is said and that no audit lists, each once: those of a program for which
  /// neither side has a row of the learner.
  ///
  /// - Parameter told: the keys of the runs that an audit lists.
  package func otherRuns(than told: Set<ExactText>) -> [RunRecord] {
    var met = told
    return flatMap(\.rows).flatMap(\.runs).filter { run in
      let isTelling = run.isUnshown || run.assessment.findings.contains { $0 != .noCertificate }
      return isTelling && met.insert(ExactText(run.courseRun)).inserted
    }
  }
}
