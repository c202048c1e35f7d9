import OpenEdX

/// What an operator does next about a finding.
package struct NextStep: Sendable, Hashable {
  /// What to do, as a sentence.
  package let text: String
  /// The command line that does it, safe to copy; nil where a person has to decide or click.
  package let command: String?

  /// Takes the step.
  package init(text: String, command: String?) {
    self.text = text
    self.command = command
  }
}

/// Whom and what a step is about.
package struct NextStepSubject: Sendable, Hashable {
  /// Where commands work.
  package var place: CommandPlace
  /// The learner.
  package var username: String
  /// The course run, for a run's finding.
  package var courseRun: String?
  /// The program, for a program's finding.
  package var program: ProgramUUID?

  /// Takes the subject.
  package init(
    at place: CommandPlace,
    username: String,
    courseRun: String? = nil,
    program: ProgramUUID? = nil
  ) {
    self.place = place
    self.username = username
    self.courseRun = courseRun
    self.program = program
  }

  /// `learner-records [--deployment DIR] [--config FILE] --backfill --user … [--course …] [--include …]`
  func backfill(including finding: Finding) -> String {
    var words = place.words
    words += ["--backfill", ShellWord.option("--user", username)]
    if let courseRun { words.append(ShellWord.option("--course", courseRun)) }
    if let program { words.append(ShellWord.option("--program", program.hex)) }
    if !finding.isRepairedByDefault { words.append(ShellWord.option("--include", finding.rawValue)) }
    return words.joined(separator: " ")
  }
}

extension Finding {
  /// What brings Credentials' catalog up to date.
  static let copyCatalog = "./manage.py copy_catalog"

  /// What to do next about the finding.
  package func nextStep(_ subject: NextStepSubject) -> NextStep {
    NextStep(text: remedy, command: command(subject))
  }

  private func command(_ subject: NextStepSubject) -> String? {
    switch self {
    case .awardLost, .revocationStale, .awardStale, .overrideDrift, .gradeMissing, .programAwardLost,
      .programAwardStale:
      subject.backfill(including: self)
    case .notInCatalog: Self.copyCatalog
    case .configUnlinked: "./manage.py populate_missing_courserun_info"
    default: nil
    }
  }
}

extension RunRecord {
  /// What to do about the row, in this order: what keeps a backfill from working, then the rest; without repeats.
  ///
  /// - Parameter place: what commands name.
  package func nextSteps(at place: CommandPlace) -> [NextStep] {
    let subject = NextStepSubject(at: place, username: username, courseRun: courseRun)
    let others = assessment.findings.filter { $0.kind != .blocker }
    return NextStep.unique(
      (assessment.blockers + others).map { $0 == .gradeMissing ? gradeStep(subject) : $0.nextStep(subject) }
    )
  }
}

extension RunRecord {
  /// A backfill that would have nothing to send is not advised.
  private func gradeStep(_ subject: NextStepSubject) -> NextStep {
    guard let gradeSource else { return Finding.gradeMissing.nextStep(subject) }
    guard gradeSource.isInProgram else {
      return NextStep(
        text: "Nothing sends this grade: the LMS sends grades only of runs in an active or retired program.",
        command: nil
      )
    }
    guard case .none = gradeSource.courseGrade else { return Finding.gradeMissing.nextStep(subject) }
    return NextStep(
      text: "Have the LMS compute the course grade, then backfill with --include grade-missing.",
      command: "./manage.py lms compute_grades --courses " + ShellWord.quoted(courseRun)
    )
  }
}

extension ProgramRecord {
  /// What to do about the row; without repeats.
  ///
  /// - Parameter place: what commands name.
  package func nextSteps(at place: CommandPlace) -> [NextStep] {
    NextStep.unique(findings.map { nextStep($0, at: place) })
  }

  /// What to do about one of the findings.
  ///
  /// - Parameter place: what commands name.
  package func nextStep(_ finding: Finding, at place: CommandPlace) -> NextStep {
    guard finding != .programUnlisted else { return unlistedCauses.nextStep }
    return finding.nextStep(NextStepSubject(at: place, username: username, program: program))
  }
}

extension NextStep {
  fileprivate static func unique(_ steps: [NextStep]) -> [NextStep] {
    var seen: Set<NextStep> = []
    return steps.filter { seen.insert($0).inserted }
  }
}
