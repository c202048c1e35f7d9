import DatabaseFile
import GRDB
import OpenEdX

extension RecordReader {
  /// What is wrong with the site's configuration, by kind and subject; no learner's row is read.
  package func configurationProblems(now: UTCTime) throws -> [ConfigurationProblem] {
    let problems =
      switchProblems() + (try configurationProblems(selfPaced: selfPacedRuns(), now: now)) + programProblems()
      + duplicateProblems() + siteProblems() + pageProblems()
    return problems.sorted { left, right in
      let kinds = ConfigurationProblem.Kind.allCases
      let places = (kinds.firstIndex(of: left.kind) ?? 0, kinds.firstIndex(of: right.kind) ?? 0)
      return places.0 != places.1 ? places.0 < places.1 : CodePoints.precedes(left.subject, right.subject)
    }
  }

  private func switchProblems() -> [ConfigurationProblem] {
    var problems: [ConfigurationProblem] = []
    if !lms.issuanceEnabled {
      problems.append(
        ConfigurationProblem(
          kind: .issuanceDisabled,
          subject: "CredentialsApiConfig",
          text: "CredentialsApiConfig is missing, not enabled, or without learner issuance: nothing is sent.",
          remedy: Finding.issuanceDisabled.remedy
        )
      )
    }
    let keys = Set(catalog.runs.values.map { ExactText($0.key) }).union(catalog.configurationsByRun.keys)
    var organizations: Set<ExactText> = []
    for key in keys where !run(key.text).recordsEnabled { organizations.insert(ExactText(run(key.text).org)) }
    return problems
      + organizations.map { organization in
        ConfigurationProblem(
          kind: .recordsDisabled,
          subject: organization.text,
          text: "Learner records are off for the organization \(organization.text).",
          remedy: Finding.recordsDisabled.remedy
        )
      }
  }

  private func configurationProblems(
    selfPaced: Set<ExactText>,
    now: UTCTime
  ) throws -> [ConfigurationProblem] {
    var problems: [ConfigurationProblem] = []
    for configuration in catalog.courseConfigurations.values {
      let key = configuration.courseRun
      func add(_ kind: ConfigurationProblem.Kind, _ text: String, _ remedy: String) {
        problems.append(ConfigurationProblem(kind: kind, subject: key, text: text, remedy: remedy))
      }
      let name = "Configuration \(configuration.id) of \(key)"
      if !configuration.isActive { add(.configInactive, "\(name) is inactive.", Finding.configInactive.remedy) }
      if configuration.runID == nil {
        // The command stops where another configuration has the link.
        let remedy = (run(key).hasDuplicateConfiguration ? Finding.configDuplicate : .configUnlinked).remedy
        add(.configUnlinked, "\(name) is not linked to the catalog; its holders' records fail (500).", remedy)
      }
      if let text = dateDrift(configuration, now: now) {
        add(.dateDrift, "\(name) has \(text).", Finding.dateDrift.remedy)
      } else if case .unknown = run(key).availableDate, let date = configuration.availableDate,
        selfPaced.contains(ExactText(key))
      {
        let effect = date <= now ? "which is past" : "until which its credentials are hidden"
        add(
          .dateOnSelfPaced,
          "\(name) has the available date \(date.apiText), \(effect), and the run is self-paced.",
          "Remove the certificate available date of the run."
        )
      }
      if !run(key).hasOverview, run(key).programs.isEmpty {
        add(.overviewMissing, "\(name): the LMS has no course overview.", Finding.overviewMissing.remedy)
      }
    }
    return problems
  }

  /// The two dates of a configuration, where they differ; nil where they do not, or where the LMS's cannot be computed.
  private func dateDrift(_ configuration: Catalog.CourseConfiguration, now: UTCTime) -> String? {
    let facts = run(configuration.courseRun)
    guard !newRuns.contains(ExactText(configuration.courseRun)), case .date(let date) = facts.availableDate,
      facts.availableDate.differs(from: configuration.availableDate)
    else { return nil }
    let pacing = facts.certificateSettings.map { " (\($0.pacingText))" } ?? ""
    let effect =
      switch (configuration.isVisible(now), date.map { $0 <= now } ?? true) {
      case (true, false): ": its credentials are shown too early"
      case (false, true): ": its credentials are still hidden"
      default: ""
      }
    return "the available date \(configuration.availableDate?.apiText ?? "none"), and the LMS computes "
      + "\(date?.apiText ?? "none")\(pacing)\(effect)"
  }

  private func programProblems() -> [ConfigurationProblem] {
    var problems: [ConfigurationProblem] = []
    for program in catalog.programs where program.isOffered {
      if !program.hasActiveConfiguration {
        problems.append(
          ConfigurationProblem(
            kind: .programConfigMissing,
            subject: program.uuid.hex,
            text: "“\(program.title)” has no active certificate configuration on the site: nobody can be awarded it.",
            remedy: "Make or activate its ProgramCertificate in Credentials' admin."
          )
        )
      }
      for id in program.runIDs {
        guard let key = catalog.runs[id]?.key, !run(key).hasOverview else { continue }
        if let spelled = lms.overviewKeysByFoldedKey[key.lowercased()] {
          problems.append(
            ConfigurationProblem(
              kind: .runSpelling,
              subject: key,
              text: "Credentials' catalog spells the run \(key), the LMS \(spelled). MySQL takes them for one key.",
              remedy: "Nothing to repair on MySQL; to have one spelling, correct it in Discovery and run copy_catalog."
            )
          )
          continue
        }
        problems.append(
          ConfigurationProblem(
            kind: .runNotInLMS,
            subject: key,
            text: "“\(program.title)” has the run \(key), of which the LMS has no course overview.",
            remedy: "\(Finding.overviewMissing.remedy) If the run is gone, take it out of the program."
          )
        )
      }
    }
    return problems
  }

  private func selfPacedRuns() throws -> Set<ExactText> {
    let rows = try StoredRow.fetchCursor(db, sql: "SELECT id, self_paced FROM main.course_overviews_courseoverview")
    var keys: Set<ExactText> = []
    while let row = try rows.next() {
      if try row.flag(1) { keys.insert(ExactText(try row.text(0))) }
    }
    return keys
  }
}
