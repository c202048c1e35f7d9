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
  /// What repairs the group.
  ///
  /// - Parameter place: what the command names.
  package func nextStep(at place: CommandPlace) -> NextStep {
    guard finding != .programUnlisted else { return unlistedCauses.nextStep }
    return NextStep(text: finding.remedy, command: command(place))
  }

  private func command(_ place: CommandPlace) -> String? {
    guard finding.isRepairedByBackfill else {
      // What other findings' steps name does not depend on the learner.
      return finding.nextStep(NextStepSubject(at: place, username: "")).command
    }
    var words = place.words
    words.append("--backfill")
    if programs.count == 1 { words.append(ShellWord.option("--program", programs[0].uuid.hex)) }
    if case .courseRun(let key) = id.subject { words.append(ShellWord.option("--course", key.text)) }
    if !finding.isRepairedByDefault { words.append(ShellWord.option("--include", finding.rawValue)) }
    return words.joined(separator: " ")
  }
}
