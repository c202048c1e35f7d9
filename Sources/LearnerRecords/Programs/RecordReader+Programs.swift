import OpenEdX

extension RecordReader {
  /// The learner's programs, by the program's hexadecimal digits.
  ///
  /// - Parameters:
  ///   - candidates: the programs to look at.
  ///   - withFindingsOnly: leaves out the programs of which nothing is found.
  /// - Throws: what Credentials' database reports when it is asked about mail.
  func programRecords(
    _ rows: LearnerRows,
    _ filter: RunFilter,
    now: UTCTime,
    overridden: Set<Int64> = [],
    among candidates: ProgramPrecheck.Candidates = .all,
    withFindingsOnly: Bool = false
  ) throws -> [ProgramRecord] {
    let holdings = Holdings(catalog: catalog, rows: rows.credentials, now: now)
    let page = Holdings(catalog: catalog, rows: rows.onPage, now: now)
    var certificates: [Int64: [CountedCertificate]] = [:]
    var newPrograms: Set<Int> = []
    var programs: Set<Int> = []
    for certificate in rows.certificates {
      let run = certificate.run
      programs.formUnion(run.programs)
      if certificate.isTooNew { newPrograms.formUnion(run.programs) }
      for id in run.runIDs { certificates[id, default: []].append(CountedCertificate(certificate.facts, run)) }
    }
    let former = rows.learner.isRetired ? CredentialsRows() : rows.former
    for credential in rows.credentials.courses + former.courses {
      guard let id = catalog.courseConfigurations[credential.configurationID]?.runID else { continue }
      programs.formUnion(catalog.programsByRun[id] ?? [])
      if credential.isTooNew { newPrograms.formUnion(catalog.programsByRun[id] ?? []) }
    }
    for credential in rows.credentials.programs + former.programs {
      guard let place = catalog.programByConfiguration[credential.configurationID] else { continue }
      programs.insert(place)
      if credential.isTooNew { newPrograms.insert(place) }
    }
    if case .some(let places) = candidates { programs.formIntersection(places) }
    if filter.picksRuns { programs.formIntersection(pickedPrograms(rows, filter, overridden)) }
    let wanted = programs.map { catalog.programs[$0] }.filter(filter.admits).sorted { $0.uuid < $1.uuid }
    guard !wanted.isEmpty else { return [] }
    let listed = page.listedRunIDs
    let listFailure = page.listFailure
    let isSpelledOtherwise =
      rows.onPage.courses.count + rows.onPage.programs.count
      < rows.credentials.courses.count + rows.credentials.programs.count
    return try wanted.compactMap { program in
      let holders = holdings.awardedCredentials(of: program).map(\.username)
      let isAwarded = !holders.isEmpty
      let courses = byCourse(program, certificates)
      let failure = page.recordFailure(program) ?? listFailure
      var facts = ProgramFacts(
        isOffered: program.isOffered,
        hasActiveConfiguration: program.hasActiveConfiguration,
        certificatesByCourse: courses.map { $0.map(\.certificate) },
        isAwarded: isAwarded,
        isVisible: isAwarded && page.isProgramVisible(program),
        isListed: program.isOffered && program.runIDs.contains { listed.contains($0) },
        honorCertificatesDisabled: lms.honorCertificatesDisabled
      )
      facts.identity = rows.learner.facts
      facts.failsPage = failure != nil
      facts.isTooNew = catalog.placesByUUID[program.uuid].map(newPrograms.contains) ?? false
      if facts.isDue { facts.failsWhenAwarded = catalog.awardFailsPage(program) }
      facts.hasConfigurationOnOtherSite = catalog.hasConfigurationOnOtherSite(program)
      facts.lacksOverview = isCompleted(courses, facts) { !$0.hasOverview }
      facts.hasOtherType = isCompleted(courses, facts) { $0.isOfOtherType }
      // A credential that was revoked is awarded again without mail.
      let isFirst = facts.isDue && !holdings.holds(program)
      if isFirst { facts.hasAccount = try hasAccount(rows.learner) }
      let findings = facts.findings
      if withFindingsOnly, findings.isEmpty { return nil }
      return ProgramRecord(
        username: rows.learner.username,
        lmsUserID: rows.learner.lmsUserID,
        program: program.uuid,
        title: program.title,
        facts: facts,
        credentialUsername: holders.first { CodePoints.equalWithoutASCIICase($0, rows.learner.username) }
          ?? holders.first,
        visibleDate: facts.isAwarded ? holdings.programVisibleDate(program) : nil,
        findings: findings,
        mail: isFirst && findings.contains(.programAwardLost)
          ? ProgramRecord.Mail(partners: try programMail.partners(rows.learner.username, program)) : nil,
        unlistedCauses: findings.contains(.programUnlisted) ? unlistedCauses(program, rows, now: now) : [],
        failure: failure,
        notes: rows.learner.notes + (findings.contains(.tooNew) ? try newnessNotes() : []),
        formerNames: facts.identity.isRenamed ? rows.learner.formerNames : [],
        isSpelledOtherwise: isSpelledOtherwise,
        typeNotes: facts.hasOtherType ? courses.flatMap { $0.compactMap(\.typeNote) } : [],
        now: now
      )
    }
  }

  /// The programs of the learner's runs that the filter picks.
  private func pickedPrograms(_ rows: LearnerRows, _ filter: RunFilter, _ overridden: Set<Int64>) -> Set<Int> {
    var picked: Set<Int> = []
    for certificate in rows.certificates where filter.admits(certificate, overridden: overridden) {
      let run = certificate.run
      if filter.admits(run, catalog) { picked.formUnion(run.programs) }
    }
    guard !filter.hasWindow else { return picked }
    for credential in rows.credentials.courses {
      guard let configuration = catalog.courseConfigurations[credential.configurationID] else { continue }
      let run = run(configuration.courseRun)
      if filter.admits(run, catalog) { picked.formUnion(run.programs) }
    }
    return picked
  }

  /// The certificates of each course of the program, in the order of its runs.
  private func byCourse(
    _ program: Catalog.Program,
    _ certificates: [Int64: [CountedCertificate]]
  ) -> [[CountedCertificate]] {
    var places: [Int64: Int] = [:]
    var courses: [[CountedCertificate]] = []
    for id in program.runIDs {
      guard let course = catalog.runs[id]?.courseID else { continue }
      if places[course] == nil {
        places[course] = courses.count
        courses.append([])
      }
      if let place = places[course] { courses[place] += certificates[id] ?? [] }
    }
    return courses
  }

  /// Whether the program is complete, and of one of its courses all certificates that complete it are of a kind.
  private func isCompleted(
    _ courses: [[CountedCertificate]],
    _ facts: ProgramFacts,
    onlyBy isOfKind: (CountedCertificate) -> Bool
  ) -> Bool {
    guard facts.isComplete else { return false }
    return courses.contains { course in
      course.filter { $0.completes(honorCertificatesDisabled: facts.honorCertificatesDisabled) }.allSatisfy(isOfKind)
    }
  }

  /// Whether Credentials has a user for the learner, or its site asks for none: without records a program's first award
  /// writes no mail, and needs no user.
  private func hasAccount(_ learner: Learner) throws -> Bool {
    guard catalog.recordsEnabled else { return true }
    return try credentialsUser(learner) != nil
  }
}

/// A certificate of a run of a program, and what decides whether the LMS counts it.
private struct CountedCertificate {
  let certificate: RunFacts.Certificate
  let hasOverview: Bool
  /// Whether its mode is not that of the run's configuration, as far as modes stand for the types of runs.
  let isOfOtherType: Bool
  /// The two modes, where they differ, as a sentence.
  let typeNote: String?

  init(_ certificate: RunFacts.Certificate, _ run: CourseRunFacts) {
    self.certificate = certificate
    hasOverview = run.hasOverview
    let type = run.configurations.first.map { CourseMode(rawValue: $0.certificateType) }
    isOfOtherType = type.map { Self.counted($0) != Self.counted(certificate.mode) } ?? false
    typeNote =
      isOfOtherType
      ? "LMS: the certificate of \(run.key) is \(certificate.mode.rawValue); the run's configuration is "
        + "\(type?.rawValue ?? "none")." : nil
  }

  func completes(honorCertificatesDisabled: Bool) -> Bool {
    ProgramOutline.Run(key: "").isCompleted(by: certificate, honorCertificatesDisabled: honorCertificatesDisabled)
  }

  /// The mode as the LMS compares it (<doc:SyncFlow#Programs>).
  private static func counted(_ mode: CourseMode) -> CourseMode {
    mode == .noIDProfessional ? .professional : mode == .credit ? .verified : mode
  }
}
