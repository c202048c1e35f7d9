import DatabaseFile
import OpenEdX

extension RecordReader {
  /// Learners that are judged again one by one at most. Of more the log is not read to its end, and all are judged.
  private static let mostChanged = 10_000

  /// Judges all learners on all threads that the reader has.
  ///
  /// - Parameter progress: told how many certificates have been looked at, now and then; what it throws ends the walk.
  /// - Throws: what the databases report, and what `progress` throws.
  package func auditLedger(now: UTCTime, progress: (Int) throws -> Void = { _ in }) throws -> AuditLedger {
    var ledger = AuditLedger()
    var certificates = 0
    let (catalog, until) = (catalog, judgeableUntil)
    try sweep(
      SweepScope(includingRunsWithoutFindings: true, now: now),
      fold: { learners in
        var part = AuditLedger()
        for learner in learners { part.add(learner, catalog, now: now, judgeableUntil: until) }
        return (ledger: part, certificates: learners.reduce(0) { $0 + $1.rows.certificates.count })
      },
      take: { part in
        ledger.add(part.ledger)
        certificates += part.certificates
        try progress(certificates)
      }
    )
    ledger.basis = try ledgerBasis(now: now)
    return ledger
  }

  /// Brings a ledger up to the state that is read: the learners are judged again of whom something was written since, and
  /// those of whom time alone may have changed something.
  ///
  /// - Parameters:
  ///   - isUnchanged: whether the files are the same as when the ledger was made; asked where they have no logs.
  ///   - goOn: called now and then; what it throws ends it, and the ledger is then as it was.
  /// - Returns: how many learners were judged again; nil where all have to be, and the ledger is then as it was.
  /// - Throws: what the databases report, and what `goOn` throws.
  package func update(
    _ ledger: inout AuditLedger,
    isUnchanged: Bool,
    now: UTCTime,
    goOn: () throws -> Void = {}
  ) throws -> Int? {
    let basis = try ledgerBasis(now: now)
    guard ledger.basis.holds(in: basis) else { return nil }
    var changes = ChangeLog.Changes()
    if let position = ledger.basis.position {
      guard basis.position != nil, let logged = try position.changes(db, limit: Self.mostChanged) else { return nil }
      changes = logged
    } else if !isUnchanged {
      return nil
    }
    for key in ledger.concerned(by: basis).union(ledger.learners(in: changes.runs)) {
      switch key {
      case .user(let id): changes.users.insert(id)
      case .stranger(let name): changes.names.insert(name)
      }
    }
    guard changes.users.count + changes.names.count <= Self.mostChanged else { return nil }
    let changed = try ChangedLearners(db, changes)
    if changed.count > 0 {
      let judged = try judge(changed, now: now, goOn)
      ledger.remove { changed.contains($0) }
      ledger.add(judged)
    }
    ledger.basis = basis
    return changed.count
  }

  private func judge(
    _ changed: ChangedLearners,
    now: UTCTime,
    _ goOn: () throws -> Void
  ) throws -> AuditLedger {
    var ledger = AuditLedger()
    let users = changed.users
    let strangers = changed.names.subtracting(users.lazy.map { ExactText($0.username) }).map(\.text)
    let names = try LearnerNames(db, nameRules, users: users, credentialNames: strangers)
    let learners =
      users.map { names.learner(lmsUserID: $0.id, username: $0.username) }
      + strangers.filter { names.owner(of: $0) == nil }.map { names.stranger($0) }
    let judge = try LearnerJudge(self, SweepScope(includingRunsWithoutFindings: true, now: now))
    for start in stride(from: 0, to: learners.count, by: Self.chunkSize) {
      try goOn()
      for rows in try rows(of: Array(learners[start..<min(start + Self.chunkSize, learners.count)])) {
        // A name without a credential is nobody.
        let isNobody = rows.learner.lmsUserID == nil && !rows.credentials.hasCredentials
        guard !isNobody else { continue }
        ledger.add(try judge.findings(rows), catalog, now: now, judgeableUntil: judgeableUntil)
      }
    }
    return ledger
  }

  private func ledgerBasis(now: UTCTime) throws -> AuditLedger.Basis {
    let dates =
      catalog.courseConfigurations.values.compactMap(\.availableDate)
      + lms.overviews.values.compactMap(\.certificateSettings).flatMap { [$0.availableDate, $0.end] }.compactMap(\.self)
    return AuditLedger.Basis(
      position: try position(),
      judgeableUntil: judgeableUntil,
      newRuns: newRuns,
      made: now,
      validUntil: dates.filter { $0 > now }.min(),
      circumstances: [
        nameRules.withoutCase, hasCourseGrades, hasGradeTimes, owedTables.hasGrades, owedTables.hasExceptions,
        owedTables.hasInvalidations, lms.courseModes != nil,
      ].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    )
  }
}

extension AuditLedger.Basis {
  /// Whether what was found on it is still so in another state, but for the learners of whom something was written.
  fileprivate func holds(in later: AuditLedger.Basis) -> Bool {
    made <= later.made && made.dateText == later.made.dateText && validUntil.map { later.made < $0 } ?? true
      && newRuns == later.newRuns && circumstances == later.circumstances
      && (judgeableUntil == later.judgeableUntil || isOlder(than: later))
  }

  /// What was too new to judge is judged by and by; the other way round nothing tells whose rows they are.
  private func isOlder(than other: AuditLedger.Basis) -> Bool {
    guard let judgeableUntil, let later = other.judgeableUntil else { return false }
    return judgeableUntil < later
  }
}

extension AuditLedger {
  fileprivate mutating func add(
    _ learner: LearnerFindings,
    _ catalog: Catalog,
    now: UTCTime,
    judgeableUntil: UTCTime?
  ) {
    let rows = learner.rows
    let key = rows.learner.lmsUserID.map { Key.user($0) } ?? .stranger(ExactText(rows.learner.username))
    add(key, LedgerFact.facts(learner, catalog))
    if let date = rows.nextDate(after: now) { dated[key] = date }
    if let judgeableUntil, rows.isTooNew(judgeableUntil) { tooNew.insert(key) }
  }
}

extension LearnerRows {
  /// The first date to come of which the learner is perhaps judged otherwise.
  fileprivate func nextDate(after now: UTCTime) -> UTCTime? {
    var first: UTCTime?
    func take(_ text: String?) {
      guard let time = text.flatMap({ UTCTime($0) }), time > now else { return }
      first = first.map { min($0, time) } ?? time
    }
    for certificate in certificates { take(certificate.dateOverride) }
    // When a credential was made matters only beside one of a program.
    let hasPrograms = !credentials.programs.isEmpty || !former.programs.isEmpty
    func take(_ list: [CredentialsRows.Credential]) {
      for credential in list {
        take(credential.dateOverride)
        if hasPrograms { take(credential.created) }
      }
    }
    take(credentials.courses)
    take(credentials.programs)
    take(former.courses)
    take(former.programs)
    return first
  }

  fileprivate func isTooNew(_ judgeableUntil: UTCTime) -> Bool {
    certificates.contains(where: \.isTooNew) || credentials.courses.contains(where: \.isTooNew)
      || credentials.programs.contains(where: \.isTooNew) || former.courses.contains(where: \.isTooNew)
      || former.programs.contains(where: \.isTooNew) || !credentials.newGradeRunIDs.isEmpty
      || courseGrades.values.contains { $0.modified.map { $0 > judgeableUntil } ?? false }
  }
}

extension CredentialsRows {
  fileprivate var hasCredentials: Bool { !courses.isEmpty || !programs.isEmpty }
}
