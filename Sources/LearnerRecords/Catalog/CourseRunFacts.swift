import OpenEdX

/// Everything about a course run that does not depend on the learner, made once a run.
final class CourseRunFacts: Sendable {
  let key: String
  let org: String
  let title: String?
  /// The configurations of the run, the one that counts first.
  let configurations: [Catalog.CourseConfiguration]
  let runIDs: [Int64]
  let hasOverview: Bool
  /// What the LMS's overview says of the run's certificates; nil without one, or where the copy does not tell.
  let certificateSettings: CourseCertificateSettings?
  /// The certificate available date that the LMS computes.
  let availableDate: ComputedAvailableDate
  let recordsEnabled: Bool
  /// Places in the catalog's programs.
  let programs: [Int]
  /// Whether the catalog has the key more than once.
  let hasDuplicateKey: Bool
  /// Whether the site has more than one configuration of the run.
  let hasDuplicateConfiguration: Bool
  /// The other runs of the run's course in the catalog.
  let otherRunIDs: [Int64]
  /// Which catalog rows have the key, as a sentence; nil where there is one at most.
  let keyNote: String?
  /// Which configurations the site has of the run, as a sentence; nil where there is one at most.
  let configurationNote: String?
  /// What had to be matched without case, and which rows are there twice.
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
    let overview = lms.overviews[exact]
    hasOverview = overview != nil
    certificateSettings = overview?.certificateSettings
    availableDate = lms.availableDate(exact)
    if !hasOverview, let other = lms.overviewKeysByFoldedKey[key.lowercased()] {
      notes.append("The LMS's course overview spells the run “\(other)”, which the LMS refuses to take for this run.")
    }

    org = (try? CourseKey(key))?.org ?? ""
    recordsEnabled = SiteConfiguration.learnerRecordsEnabled(forOrg: org, in: lms.siteConfigurations)
    let run = runIDs.first.flatMap { catalog.runs[$0] }
    let linked = configurations.compactMap(\.runID)
    title = run?.titleOverride ?? run.flatMap { catalog.courses[$0.courseID]?.title } ?? overview?.displayName
    programs = Set((runIDs + linked).flatMap { catalog.programsByRun[$0] ?? [] }).sorted()
    hasDuplicateKey = runIDs.count > 1
    let onSite = configurations.filter { $0.siteID == catalog.siteID }
    hasDuplicateConfiguration = onSite.count > 1
    let mine = runIDs
    otherRunIDs = Set(mine.compactMap { catalog.runs[$0]?.courseID })
      .flatMap { catalog.runIDsByCourse[$0] ?? [] }.filter { !mine.contains($0) }
    keyNote = hasDuplicateKey ? Self.keyNote(runIDs, onSite, catalog) : nil
    configurationNote = hasDuplicateConfiguration ? Self.configurationNote(onSite) : nil
    self.notes = notes + [keyNote, configurationNote].compactMap { $0 }
  }

  private static func keyNote(
    _ ids: [Int64],
    _ configurations: [Catalog.CourseConfiguration],
    _ catalog: Catalog
  ) -> String {
    let rows = ids.map { id in
      var words: [String] = []
      let programs = (catalog.programsByRun[id] ?? []).map { "“\(catalog.programs[$0].title)”" }
      if !programs.isEmpty { words.append("listed by \(programs.joined(separator: ", "))") }
      let linked = configurations.filter { $0.runID == id }.map { "configuration \($0.id)" }
      if !linked.isEmpty { words.append("with \(linked.joined(separator: ", "))") }
      return "\(id) (\(words.isEmpty ? "in no program, without configuration" : words.joined(separator: ", ")))"
    }
    return "Credentials' catalog has the key in the course runs \(rows.joined(separator: " and "))."
  }

  private static func configurationNote(_ configurations: [Catalog.CourseConfiguration]) -> String {
    let rows = configurations.map {
      "\($0.id) (\($0.certificateType), \($0.runID == nil ? "not linked" : "linked"))"
    }
    return "Credentials has several configurations of the run: \(rows.joined(separator: ", "))."
  }

  /// Whether a page can show what hangs on the configuration: not when it is linked to a run of the same key that no
  /// program lists, where a program lists another one.
  func isOnPages(_ configuration: Catalog.CourseConfiguration, _ catalog: Catalog) -> Bool {
    guard hasDuplicateKey, let id = configuration.runID else { return true }
    return catalog.programsByRun[id] != nil || !runIDs.contains { catalog.programsByRun[$0] != nil }
  }
}
