import OpenEdX

/// Pairs a learner's certificates with their credentials, run by run, and judges each pair.
struct RunRecordBuilder {
  let reader: RecordReader
  let filter: RunFilter
  let includingRowsWithoutFindings: Bool
  let now: UTCTime
  /// The certificates whose date override changed in the filter's window.
  let overridden: Set<Int64>
  private let quiet = QuietPairs()

  init(
    reader: RecordReader,
    filter: RunFilter,
    includingRowsWithoutFindings: Bool,
    now: UTCTime,
    overridden: Set<Int64> = []
  ) {
    self.reader = reader
    self.filter = filter
    self.includingRowsWithoutFindings = includingRowsWithoutFindings
    self.now = now
    self.overridden = overridden
  }

  /// A certificate and its credential, paired and judged.
  struct Judgement {
    let run: CourseRunFacts
    let certificate: CertificateRow?
    /// All credentials of the run; `credential` is the one that counts.
    let credentials: [CredentialsRows.Credential]
    let credential: CredentialsRows.Credential?
    let configuration: Catalog.CourseConfiguration?
    /// The catalog's rows of the run, and the one that the configuration is linked to.
    let runIDs: [Int64]
    let facts: RunFacts
    let assessment: RunAssessment
  }

  /// The learner's records by the run's code points.
  ///
  /// - Throws: what the LMS's database reports when it is asked for grades that Credentials lacks.
  func records(_ rows: LearnerRows) throws -> [RunRecord] { try judgements(rows).map { try record($0, rows) } }

  /// The same without the texts that only a reader of the record wants.
  func judgements(_ rows: LearnerRows) -> [Judgement] {
    var judgements: [Judgement] = []
    let context = LearnerContext(rows, self)
    let credentials = rows.credentials.courses
    var left = Array(credentials.indices)
    for place in rows.certificates.indices {
      let run = rows.certificates[place].run
      let mine = CredentialPlaces(of: run.configurations, takenFrom: &left, of: credentials)
      if let judgement = judge(run, rows.certificates[place], mine, context) { judgements.append(judgement) }
    }
    while let first = left.first {
      guard let configuration = reader.catalog.courseConfigurations[credentials[first].configurationID] else {
        // Without its configuration nobody can say which run the credential is for.
        left.removeFirst()
        continue
      }
      let run = reader.run(configuration.courseRun)
      let mine = CredentialPlaces(of: run.configurations, takenFrom: &left, of: credentials)
      if let judgement = judge(run, nil, mine, context) { judgements.append(judgement) }
    }
    for run in runsWithoutRows(context, judgements) {
      if let judgement = judge(run, nil, CredentialPlaces(), context) { judgements.append(judgement) }
    }
    if !Self.areSorted(judgements) { judgements.sort { CodePoints.precedes($0.run.key, $1.run.key) } }
    return judgements
  }

  /// Runs for which the LMS owes a certificate, or for which there is a credential under a former name.
  private func runsWithoutRows(_ context: LearnerContext, _ judgements: [Judgement]) -> [CourseRunFacts] {
    let rows = context.rows
    guard !rows.owed.isEmpty || !rows.former.courses.isEmpty else { return [] }
    var met = rows.certificates.map(\.run) + judgements.map(\.run)
    var runs: [CourseRunFacts] = []
    let former = rows.learner.isRetired ? [] : rows.former.courses
    let keys =
      rows.owed.map(\.courseRun)
      + former.compactMap { reader.catalog.courseConfigurations[$0.configurationID]?.courseRun }
    for run in keys.map({ reader.run($0) })
    where !met.contains(where: { CodePoints.equalWithoutASCIICase($0.key, run.key) }) {
      met.append(run)
      runs.append(run)
    }
    return runs
  }

  /// The databases' indexes mostly give the runs in order, and to look costs less than to sort: no judgement is copied.
  private static func areSorted(_ judgements: [Judgement]) -> Bool {
    judgements.indices.dropFirst().allSatisfy { place in
      !CodePoints.precedes(judgements[place].run.key, judgements[place - 1].run.key)
    }
  }

  /// A run of a program for which the learner has no row on either side.
  func absence(_ run: CourseRunFacts, _ rows: LearnerRows) throws -> RunRecord? {
    try judge(run, nil, CredentialPlaces(), LearnerContext(rows, self)).map { try record($0, rows) }
  }

  private func judge(
    _ run: CourseRunFacts,
    _ certificate: CertificateRow?,
    _ places: CredentialPlaces,
    _ context: LearnerContext
  ) -> Judgement? {
    let rows = context.rows
    guard filter.admits(run, reader.catalog), filter.admits(certificate, overridden: overridden) else { return nil }
    let pair = includingRowsWithoutFindings ? nil : QuietPair.of(run, certificate, places, context)
    if let pair, quiet.contains(pair) { return nil }
    let credentials = places.credentials(in: rows.credentials.courses)
    let credential = choose(credentials, run, rows.learner)
    let configuration =
      credential.flatMap { reader.catalog.courseConfigurations[$0.configurationID] } ?? run.configurations.first
    var runIDs = run.runIDs
    if let linked = configuration?.runID { runIDs.append(linked) }
    var facts = RunFacts(
      certificate: certificate?.facts,
      credential: credential.map {
        RunFacts.Credential(
          status: $0.isAwarded ? .awarded : .revoked,
          dateOverride: $0.dateOverride.flatMap { UTCTime($0) }
        )
      },
      configuration: configuration.map {
        RunFacts.Configuration(
          isActive: $0.isActive,
          isLinked: $0.runID != nil,
          availableDate: $0.availableDate,
          isDuplicate: run.hasDuplicateConfiguration,
          isOfOtherSite: $0.siteID != reader.catalog.siteID
        )
      },
      hasVerifiedGrade: runIDs.contains { rows.credentials.gradedRunIDs.contains($0) },
      isGradeStale: rows.staleGrade(run.key, runIDs: runIDs) != nil,
      lmsAvailableDate: run.availableDate,
      isInCatalog: !run.runIDs.isEmpty,
      hasOverview: run.hasOverview,
      issuanceEnabled: reader.lms.issuanceEnabled,
      recordsEnabled: run.recordsEnabled,
      honorCertificatesDisabled: reader.lms.honorCertificatesDisabled
    )
    facts.newness = reader.newness(run, certificate, credentials, rows, runIDs: runIDs)
    facts.identity = context.identity
    facts.standing = context.standing(run, certificate)
    facts.hasDuplicateKey = run.hasDuplicateKey
    facts.hasSeveralRuns = pair?.hasSeveralRuns ?? context.hasSeveralRuns(run)
    if credential?.isAwarded != true {
      facts.hasPassedExcludedRun = pair?.hasPassedExcludedRun ?? context.hasPassedExcludedRun(run)
    }
    if let credential, let configuration {
      facts.isCredentialOnPage =
        rows.learner.pageShows(credential.username) && run.isOnPages(configuration, reader.catalog)
    }
    let assessment = RunAssessment(facts, now: now)
    guard includingRowsWithoutFindings || !assessment.findings.isEmpty else {
      if let pair { quiet.add(pair) }
      return nil
    }
    return Judgement(
      run: run,
      certificate: certificate,
      credentials: credentials,
      credential: credential,
      configuration: configuration,
      runIDs: runIDs,
      facts: facts,
      assessment: assessment
    )
  }

  func record(_ judgement: Judgement, _ rows: LearnerRows) throws -> RunRecord {
    let facts = judgement.facts
    let isStale = judgement.assessment.findings.contains(.gradeStale)
    let needsGrade = isStale || judgement.assessment.findings.contains(.gradeMissing)
    let isOwed = judgement.assessment.findings.contains { $0.kind == .lms }
    var record = RunRecord(
      username: rows.learner.username,
      lmsUserID: rows.learner.lmsUserID,
      courseRun: judgement.run.key,
      courseTitle: judgement.run.title,
      lms: judgement.certificate.map { .init($0, dateOverride: facts.certificate?.dateOverride) },
      credential: judgement.credential.map { .init($0, dateOverride: facts.credential?.dateOverride) },
      configuration: judgement.configuration.map { .init($0) },
      facts: facts,
      assessment: judgement.assessment,
      notes: rows.learner.notes + judgement.run.notes
        + otherNotes(judgement.credentials, chosen: judgement.credential) + formerNotes(judgement.run, rows),
      now: now,
      gradeSource: needsGrade
        ? try reader.gradeSource(userID: rows.learner.lmsUserID, courseRun: judgement.run.key) : nil
    )
    if isStale { record.staleGrade = rows.staleGrade(judgement.run.key, runIDs: judgement.runIDs) }
    record.certificateSettings = judgement.run.certificateSettings
    if isOwed, let id = rows.learner.lmsUserID {
      record.duty = try reader.lmsDuty(userID: id, judgement.run, certificate: judgement.certificate?.id)
    }
    if facts.identity.isRenamed { record.formerNames = rows.learner.formerNames }
    record.notes += try secondNotes(judgement, rows)
    return record
  }

  /// Of several credentials for one run: one that the learner sees, else an awarded one, else the first by name and
  /// configuration.
  private func choose(
    _ credentials: [CredentialsRows.Credential],
    _ run: CourseRunFacts,
    _ learner: Learner
  ) -> CredentialsRows.Credential? {
    guard credentials.count > 1 else { return credentials.first }
    func rank(_ credential: CredentialsRows.Credential) -> [Int] {
      let place = run.configurations.firstIndex { $0.id == credential.configurationID } ?? 0
      let visible =
        credential.isAwarded && run.configurations[place].isVisible(now) && learner.pageShows(credential.username)
      let name = learner.credentialNames.firstIndex { CodePoints.equal($0, credential.username) } ?? 0
      return [visible ? 0 : 1, credential.isAwarded ? 0 : 1, name, place]
    }
    return credentials.min { rank($0).lexicographicallyPrecedes(rank($1)) }
  }

  /// What hangs on the learner's former names; of a retired account nothing is told.
  private func formerNotes(_ run: CourseRunFacts, _ rows: LearnerRows) -> [String] {
    guard !rows.learner.isRetired else { return [] }
    return rows.former.courses.filter { former in run.configurations.contains { $0.id == former.configurationID } }.map
    {
      "Credentials holds credential \($0.id) of “\($0.username)” for the run (\($0.status))."
    }
  }

  private func otherNotes(
    _ credentials: [CredentialsRows.Credential],
    chosen: CredentialsRows.Credential?
  ) -> [String] {
    guard credentials.count > 1 else { return [] }
    return credentials.filter { $0.id != chosen?.id }.map {
      "Credentials also holds credential \($0.id) of “\($0.username)” for the run (\($0.status), configuration "
        + "\($0.configurationID))."
    }
  }
}
