import OpenEdX

/// One row of a group of findings: a learner, and what the two sides hold.
package struct FindingLearner: Sendable, Identifiable {
  /// The learner and the run: in the group of a setting a learner has several rows.
  package struct ID: Sendable, Hashable {
    let username: ExactText
    let courseRun: ExactText
  }

  /// Who it is.
  package let person: LearnerPerson
  /// The row, where the finding is a run's.
  package let run: RunRecord?
  /// The row, where the finding is a program's.
  package let programRecord: ProgramRecord?
  /// A program in which the learner sees the row; nil when the run is in none.
  package let program: ProgramUUID?

  /// Takes a row of a run.
  package init(_ person: LearnerPerson, run: RunRecord, program: ProgramUUID?) {
    self.person = person
    self.run = run
    self.program = program
    programRecord = nil
  }

  /// Takes a row of a program.
  package init(_ person: LearnerPerson, program: ProgramRecord) {
    self.person = person
    run = nil
    programRecord = program
    self.program = program.program
  }

  /// Which row it is.
  package var id: ID { ID(username: ExactText(person.username), courseRun: ExactText(run?.courseRun ?? "")) }

  /// What was found.
  package var findings: [Finding] { run?.assessment.findings ?? programRecord?.findings ?? [] }

  /// What to do about the row.
  ///
  /// - Parameter place: what commands name.
  package func nextSteps(at place: CommandPlace) -> [NextStep] {
    run?.nextSteps(at: place) ?? programRecord?.nextSteps(at: place) ?? []
  }

  /// What to do before a backfill works.
  ///
  /// - Parameter place: what commands name.
  package func firstSteps(at place: CommandPlace) -> [NextStep] {
    run?.firstSteps(at: place) ?? programRecord?.firstSteps(at: place) ?? []
  }

  /// Whether a backfill can repair the finding here, when asked for it where it must be: nothing blocks it.
  package func isRepairable(_ finding: Finding) -> Bool {
    guard finding.isRepairedByBackfill else { return false }
    return run.map { !$0.assessment.isBlocked(finding) } ?? programRecord?.blockers.isEmpty ?? false
  }

  /// What the LMS says, in a word or two.
  package var lmsText: String {
    if let run {
      return run.lms.map { "\($0.status.rawValue) \($0.mode.rawValue)" } ?? "no certificate"
    }
    guard let facts = programRecord?.facts else { return "" }
    return "\(facts.completedCourses)/\(facts.certificatesByCourse.count) courses"
  }

  /// What Credentials says, in a word or two.
  package var credentialsText: String {
    if let run { return run.credential?.status ?? "nothing" }
    return programRecord.map { $0.facts.isAwarded ? "awarded" : "nothing" } ?? ""
  }

  /// The day (UTC) on which the LMS last saved what the row rests on, else Credentials; "" when nobody knows.
  package var since: String {
    if let run { return String((run.lms?.modifiedText ?? run.credential?.modifiedText ?? "").prefix(10)) }
    return programRecord?.visibleDate?.dateText ?? ""
  }
}

/// The first rows of a group, and whether there are more.
package struct FindingLearners: Sendable {
  /// The rows, by username and run.
  package let rows: [FindingLearner]
  /// Whether the group has more than was asked for.
  package let hasMore: Bool

  /// Takes the rows.
  package init(rows: [FindingLearner], hasMore: Bool) {
    self.rows = rows
    self.hasMore = hasMore
  }
}
