import OpenEdX

/// What an operator does next about a finding.
package struct NextStep: Sendable, Hashable {
  /// What to do, as a sentence.
  package let text: String
  /// The command line that does it, safe to copy; nil where a person has to decide or click.
  package let command: String?
  /// The page of the LMS or of Credentials where it is done, in words; nil where none is.
  package let page: String?

  /// Takes the step.
  package init(text: String, command: String?, page: String? = nil) {
    self.text = text
    self.command = command
    self.page = page
  }
}

extension Finding {
  /// What brings Credentials' catalog up to date.
  static let copyCatalog = "./manage.py copy_catalog"

  /// What to do next about the finding.
  package func nextStep(_ subject: NextStepSubject) -> NextStep {
    NextStep(text: remedy, command: command(subject), page: page(of: subject.courseRun))
  }

  private func command(_ subject: NextStepSubject) -> String? {
    switch self {
    case .awardLost, .revocationStale, .awardStale, .overrideDrift, .gradeMissing, .gradeStale, .dateDrift,
      .programAwardLost, .programAwardStale:
      subject.backfill(including: self)
    case .notInCatalog: Self.copyCatalog
    case .accountMissing:
      subject.lmsUserID.map { "./manage.py lms notify_credentials --user_ids \($0) --notify_programs" }
    case .configUnlinked: "./manage.py populate_missing_courserun_info"
    case .passedUncertified, .upgradeNotRegenerated:
      subject.lmsUserID.flatMap { id in
        subject.courseRun.map { "./manage.py lms cert_generation -u \(id) -c \(ShellWord.quoted($0))" }
      }
    default: nil
    }
  }
}

extension RunRecord {
  /// What to do about the row, in this order: what keeps a backfill from working, then the rest; without repeats.
  ///
  /// - Parameter place: what commands name.
  package func nextSteps(at place: CommandPlace) -> [NextStep] {
    if isSpelledOtherwise { return [.givingSpelling(username)] }
    return steps(assessment.blockers + assessment.findings.filter { $0.kind != .blocker }, at: place)
  }

  /// What to do before a backfill works.
  ///
  /// - Parameter place: what commands name.
  package func firstSteps(at place: CommandPlace) -> [NextStep] {
    isSpelledOtherwise ? [] : steps(assessment.blockers, at: place)
  }

  private var isSpelledOtherwise: Bool {
    isUnshown && credential.map { !CodePoints.equal($0.username, username) } ?? false
  }

  private func steps(_ findings: [Finding], at place: CommandPlace) -> [NextStep] {
    let subject = NextStepSubject(at: place, username: username, lmsUserID: lmsUserID, courseRun: courseRun)
    return NextStep.unique(findings.filter(isAdvised).map { step($0, subject) })
  }

  /// Whether the usual step of the finding helps here.
  private func isAdvised(_ finding: Finding) -> Bool {
    switch finding {
    // The command stops at the first configuration whose link another one has.
    case .configUnlinked: !assessment.findings.contains(.configDuplicate)
    // Under a former name, and for a name that was another person's, a post makes matters worse.
    case .awardLost: !assessment.findings.contains(.renamed)
    case .awardStale, .overrideDrift: !assessment.findings.contains(.accountMismatch)
    // Nobody has to wait for a date that is not the LMS's.
    case .hiddenUntilDate: !assessment.findings.contains(.dateDrift)
    // Neither works while the invalidation is active.
    case .certificateInvalid: !assessment.findings.contains(.invalidationActive)
    case .noCertificate: !assessment.findings.contains { $0.kind == .lms || $0 == .renamed || $0 == .runExcluded }
    default: true
    }
  }

  private func step(_ finding: Finding, _ subject: NextStepSubject) -> NextStep {
    switch finding {
    case .gradeMissing, .gradeStale: gradeStep(finding, subject)
    case .renamed: NextStep.replacingUsernames(formerNames, with: username) ?? finding.nextStep(subject)
    case .pageFails:
      configuration.map {
        NextStep(
          text: PageFailure(cause: .courseConfiguration($0.id, courseRun: $0.courseRun)).remedy,
          command: nil,
          page: Finding.credentialsPage("/admin/credentials/coursecertificate/\($0.id)/change/")
        )
      } ?? finding.nextStep(subject)
    default: finding.nextStep(subject)
    }
  }
}

extension RunRecord {
  /// A backfill that would have nothing to send is not advised.
  private func gradeStep(_ finding: Finding, _ subject: NextStepSubject) -> NextStep {
    guard let gradeSource else { return finding.nextStep(subject) }
    guard gradeSource.isInProgram else {
      return NextStep(
        text: "Nothing sends this grade: the LMS sends grades only of runs in an active or retired program.",
        command: nil
      )
    }
    guard case .none = gradeSource.courseGrade else { return finding.nextStep(subject) }
    return NextStep(
      text: "Have the LMS compute the course grade, then backfill with \(OptionName.include) grade-missing.",
      command: "./manage.py lms compute_grades --courses "
        + ShellWord.quoted(courseRun, asciiOnly: subject.place.asciiOnly)
    )
  }
}

extension ProgramRecord {
  /// What to do about the row; without repeats.
  ///
  /// - Parameter place: what commands name.
  package func nextSteps(at place: CommandPlace) -> [NextStep] {
    isSpelledOtherwise ? [.givingSpelling(username)] : NextStep.unique(findings.map { nextStep($0, at: place) })
  }

  /// What to do before a backfill works.
  ///
  /// - Parameter place: what commands name.
  package func firstSteps(at place: CommandPlace) -> [NextStep] {
    isSpelledOtherwise ? [] : NextStep.unique(blockers.map { nextStep($0, at: place) })
  }

  /// What to do about one of the findings.
  ///
  /// - Parameter place: what commands name.
  package func nextStep(_ finding: Finding, at place: CommandPlace) -> NextStep {
    switch finding {
    case .programUnlisted where isSpelledOtherwise, .programHidden where isSpelledOtherwise:
      return .givingSpelling(username)
    case .programUnlisted: return unlistedCauses.nextStep
    case .renamed:
      if let step = NextStep.replacingUsernames(formerNames, with: username) { return step }
    case .pageFails:
      return NextStep(
        text: failure?.remedy
          ?? "Set the program of its ProgramCertificate in Credentials' admin before it is awarded.",
        command: nil,
        page: Finding.credentialsPage("/admin/credentials/programcertificate/")
      )
    case .programAwardStale where findings.contains(.accountMismatch):
      return NextStep(
        text: "A person decides: the credential may be that of an earlier holder of the name.",
        command: nil
      )
    case .programAwardLost where findings.contains(.runTypeDiffers):
      var words = NextStepSubject(at: place, username: username, program: program).backfill(including: finding)
      words += ",\(Finding.runTypeDiffers.rawValue)"
      return NextStep(
        text:
          "Where Discovery gives the run the certificate's mode as its type, backfill awards the program "
          + "(\(OptionName.include) \(finding.rawValue),\(Finding.runTypeDiffers.rawValue)).",
        command: words
      )
    case .programAwardLost where !blockers.isEmpty:
      return NextStep(text: "Backfill awards the program once what is in the way is repaired.", command: nil)
    default: break
    }
    return finding.nextStep(NextStepSubject(at: place, username: username, lmsUserID: lmsUserID, program: program))
  }
}

extension NextStep {
  /// What to do about rows under another spelling of the name, which only some databases take for another name.
  fileprivate static func givingSpelling(_ username: String) -> NextStep {
    NextStep(
      text:
        "Nothing to repair on MySQL, where the page shows these rows. On a database that compares names exactly, give "
        + "them the spelling “\(username)” (replace_usernames).",
      command: nil
    )
  }

  /// Gives a learner's rows in Credentials the present name; nil when no former name is known.
  fileprivate static func replacingUsernames(_ former: [String], with username: String) -> NextStep? {
    guard !former.isEmpty else { return nil }
    let pairs = former.map { "{\(RowText.json($0)): \(RowText.json(username))}" }.joined(separator: ", ")
    return NextStep(
      text: "Give the rows in Credentials the new name: POST /api/v2/replace_usernames/ as the account that "
        + "USERNAME_REPLACEMENT_WORKER names (by default none: 403). Remove an account “\(username)” without rows from "
        + "Credentials first, or the call fails with 200 and failed_replacements. Do not award again.",
      command: "curl -X POST -H \"Authorization: JWT $TOKEN\" -H 'Content-Type: application/json' -d "
        + ShellWord.quoted("{\"username_mappings\": [\(pairs)]}") + " \"$CREDENTIALS_URL/api/v2/replace_usernames/\""
    )
  }
}

extension NextStep {
  static func unique(_ steps: [NextStep]) -> [NextStep] {
    var seen: Set<NextStep> = []
    return steps.filter { seen.insert($0).inserted }
  }
}
