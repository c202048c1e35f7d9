import OpenEdX

extension FindingGroup.ID {
  /// The rows among which those of the group are.
  package var filter: RunFilter {
    switch subject {
    case .lms: .all
    case .organization(let name): RunFilter(organizations: [name.text])
    case .courseRun(let key): RunFilter(courseRuns: [key.text])
    case .program(let uuid): RunFilter(programs: [uuid])
    }
  }
}

extension FindingGroup {
  /// What repairs the group: first what is in the way of all its rows.
  ///
  /// - Parameter place: what commands name.
  package func nextSteps(at place: CommandPlace) -> [NextStep] {
    NextStep.unique(firstSteps(at: place) + [step(finding, at: place)])
  }

  /// What to do before a backfill repairs any of its rows.
  ///
  /// - Parameter place: what commands name.
  package func firstSteps(at place: CommandPlace) -> [NextStep] {
    guard finding.kind != .blocker else { return [step(finding, at: place)] }
    guard repairableRows == 0 else { return [] }
    return Finding.allCases.filter { blockers[$0] != nil }.map { step($0, at: place) }
  }

  private func step(_ finding: Finding, at place: CommandPlace) -> NextStep {
    guard finding != .programUnlisted else { return unlistedCauses.nextStep }
    var courseRun: String?
    if case .courseRun(let key) = id.subject { courseRun = key.text }
    return NextStep(text: finding.remedy, command: command(finding, place), page: finding.page(of: courseRun))
  }

  private func command(_ finding: Finding, _ place: CommandPlace) -> String? {
    guard finding.isRepairedByBackfill else {
      // What other findings' steps name does not depend on the learner.
      return finding.nextStep(NextStepSubject(at: place, username: "")).command
    }
    var words = place.words
    words.append(OptionName.backfill.rawValue)
    if programs.count == 1 { words.append(ShellWord.option(.program, programs[0].uuid.hex)) }
    if case .courseRun(let key) = id.subject { words.append(ShellWord.option(.course, key.text)) }
    if !finding.isRepairedByDefault { words.append(ShellWord.option(.include, finding.rawValue)) }
    return words.joined(separator: " ")
  }
}
