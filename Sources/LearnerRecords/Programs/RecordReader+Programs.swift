import OpenEdX

extension RecordReader {
  /// Visits the (learner, program) rows by username, then the program's hexadecimal digits (<doc:Findings>).
  ///
  /// A row is there for each program in which the learner has a certificate, a course or a program credential. Where
  /// the filter picks runs, a program needs one of the learner's certificates or credentials among them.
  ///
  /// - Throws: what the databases report, and what `visit` throws, which ends the walk.
  package func programRecords(
    _ filter: RunFilter = .all,
    includingRowsWithoutFindings: Bool = false,
    now: UTCTime,
    _ visit: (ProgramRecord) throws -> Void
  ) throws {
    let overridden = try overriddenCertificates(filter)
    try visitLearners(filter.users) { rows in
      for record in programRecords(rows, filter, now: now, overridden: overridden)
      where includingRowsWithoutFindings || !record.findings.isEmpty {
        try visit(record)
      }
    }
  }

  /// The learner's programs, by the program's hexadecimal digits.
  func programRecords(
    _ rows: LearnerRows,
    _ filter: RunFilter,
    now: UTCTime,
    overridden: Set<Int64> = []
  ) -> [ProgramRecord] {
    let holdings = Holdings(catalog: catalog, rows: rows.credentials, now: now)
    var certificates: [Int64: [RunFacts.Certificate]] = [:]
    var programs: Set<Int> = []
    for certificate in rows.certificates {
      let run = run(certificate.courseRun)
      programs.formUnion(run.programs)
      for id in run.runIDs { certificates[id, default: []].append(certificate.facts) }
    }
    for credential in rows.credentials.courses {
      guard let id = catalog.courseConfigurations[credential.configurationID]?.runID else { continue }
      programs.formUnion(catalog.programsByRun[id] ?? [])
    }
    for credential in rows.credentials.programs {
      if let place = catalog.programByConfiguration[credential.configurationID] { programs.insert(place) }
    }
    if filter.picksRuns { programs.formIntersection(pickedPrograms(rows, filter, overridden)) }
    let wanted = programs.map { catalog.programs[$0] }.filter(filter.admits).sorted { $0.uuid < $1.uuid }
    guard !wanted.isEmpty else { return [] }
    let listed = holdings.listedRunIDs
    return wanted.map { program in
      let holders = holdings.awardedCredentials(of: program).map(\.username)
      let isAwarded = !holders.isEmpty
      let facts = ProgramFacts(
        isOffered: program.isOffered,
        hasActiveConfiguration: program.hasActiveConfiguration,
        certificatesByCourse: byCourse(program, certificates),
        isAwarded: isAwarded,
        isVisible: isAwarded && holdings.isProgramVisible(program),
        isListed: program.isOffered && program.runIDs.contains { listed.contains($0) },
        honorCertificatesDisabled: lms.honorCertificatesDisabled
      )
      let findings = facts.findings
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
        unlistedCauses: findings.contains(.programUnlisted) ? unlistedCauses(program, rows, now: now) : [],
        notes: rows.learner.notes,
        now: now
      )
    }
  }

  /// The programs of the learner's runs that the filter picks.
  private func pickedPrograms(_ rows: LearnerRows, _ filter: RunFilter, _ overridden: Set<Int64>) -> Set<Int> {
    var picked: Set<Int> = []
    for certificate in rows.certificates where filter.admits(certificate, overridden: overridden) {
      let run = run(certificate.courseRun)
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
    _ certificates: [Int64: [RunFacts.Certificate]]
  ) -> [[RunFacts.Certificate]] {
    var places: [Int64: Int] = [:]
    var courses: [[RunFacts.Certificate]] = []
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
}
