import OpenEdX

/// Everything about a course run that does not depend on the learner, made once a run.
final class CourseRunFacts {
  let key: String
  let org: String
  let title: String?
  /// The configurations of the run, the one that counts first.
  let configurations: [Catalog.CourseConfiguration]
  let runIDs: [Int64]
  let hasOverview: Bool
  let recordsEnabled: Bool
  /// Places in the catalog's programs.
  let programs: [Int]
  /// What had to be matched without case.
  let notes: [String]

  init(key: String, catalog: Catalog, lms: LMSCircumstances) {
    self.key = key
    let exact = ExactText(key)
    let others = (catalog.keysByFoldedKey[key.lowercased()] ?? []).map(ExactText.init).filter { $0 != exact }
    var notes: [String] = []

    if let found = catalog.configurationsByRun[exact] {
      configurations = found
    } else if let other = others.first(where: { catalog.configurationsByRun[$0] != nil }) {
      configurations = catalog.configurationsByRun[other] ?? []
      notes.append("Credentials' configuration spells the run “\(other.text)”; matched without case.")
    } else {
      configurations = []
    }
    if let found = catalog.runIDsByKey[exact] {
      runIDs = found
    } else if let other = others.first(where: { catalog.runIDsByKey[$0] != nil }) {
      runIDs = catalog.runIDsByKey[other] ?? []
      notes.append("Credentials' catalog spells the run “\(other.text)”; matched without case.")
    } else {
      runIDs = []
    }
    hasOverview = lms.overviews[exact] != nil
    if !hasOverview, let other = lms.overviewKeysByFoldedKey[key.lowercased()] {
      notes.append("The LMS's course overview spells the run “\(other)”, which the LMS refuses to take for this run.")
    }

    org = (try? CourseKey(key))?.org ?? ""
    recordsEnabled = SiteConfiguration.learnerRecordsEnabled(forOrg: org, in: lms.siteConfigurations)
    let run = runIDs.first.flatMap { catalog.runs[$0] }
    let linked = configurations.compactMap(\.runID)
    title = run?.titleOverride ?? run.flatMap { catalog.courses[$0.courseID]?.title } ?? lms.overviews[exact] ?? nil
    programs = Set((runIDs + linked).flatMap { catalog.programsByRun[$0] ?? [] }).sorted()
    self.notes = notes
  }
}
