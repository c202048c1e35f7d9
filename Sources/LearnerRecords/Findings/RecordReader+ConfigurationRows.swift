import OpenEdX

extension RecordReader {
  /// Runs and configurations that are there more than once.
  func duplicateProblems() -> [ConfigurationProblem] {
    let keys = Set(catalog.runIDsByKey.keys).union(catalog.configurationsByRun.keys)
    return keys.flatMap { key -> [ConfigurationProblem] in
      let run = run(key.text)
      var problems: [ConfigurationProblem] = []
      if run.hasDuplicateKey, let note = run.keyNote {
        problems.append(
          ConfigurationProblem(
            kind: .runKeyDuplicate,
            subject: key.text,
            text: "\(key.text): \(note)",
            remedy: Finding.runKeyDuplicate.remedy
          )
        )
      }
      if run.hasDuplicateConfiguration, let note = run.configurationNote {
        problems.append(
          ConfigurationProblem(
            kind: .configDuplicate,
            subject: key.text,
            text: "\(key.text): \(note)",
            remedy: Finding.configDuplicate.remedy
          )
        )
      }
      return problems
    }
  }

  /// Configurations of another site, of runs and programs of this one.
  func siteProblems() -> [ConfigurationProblem] {
    let runs = catalog.courseConfigurations.values.filter { configuration in
      let run = run(configuration.courseRun)
      return configuration.siteID != catalog.siteID && !run.programs.isEmpty
        && !run.configurations.contains { $0.siteID == catalog.siteID }
    }.map { configuration in
      problem(
        "Configuration \(configuration.id) of \(configuration.courseRun)",
        configuration.courseRun,
        configuration.siteID
      )
    }
    let programs = catalog.programConfigurations.values.compactMap { configuration -> ConfigurationProblem? in
      guard configuration.siteID != catalog.siteID, let uuid = configuration.programUUID,
        let program = catalog.program(uuid), !program.hasActiveConfiguration
      else { return nil }
      return problem("ProgramCertificate \(configuration.id) of “\(program.title)”", uuid.hex, configuration.siteID)
    }
    return runs + programs
  }

  private func problem(_ name: String, _ subject: String, _ site: Int64) -> ConfigurationProblem {
    let whose = sites.first { $0.id == site }?.text ?? "site \(site), which does not exist"
    return ConfigurationProblem(
      kind: .configOtherSite,
      subject: subject,
      text: "\(name) belongs to \(whose); read is site \(servedSiteID).",
      remedy: Finding.configOtherSite.remedy
    )
  }

  /// Program configurations that are linked to no program.
  func pageProblems() -> [ConfigurationProblem] {
    catalog.programConfigurations.values.filter { catalog.runIDs(of: $0) == nil }.map { configuration in
      ConfigurationProblem(
        kind: .pageFails,
        subject: configuration.programUUID?.hex ?? "\(configuration.id)",
        text:
          "ProgramCertificate \(configuration.id) has no program: the list and the record of its holders fail (500).",
        remedy: PageFailure(cause: .programConfiguration(configuration.id)).remedy
      )
    }
  }
}
