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
  /// - Parameter isUnchanged: whether nothing was written since the ledger was made; asked where a file has no log.
  /// - Returns: how many learners were judged again; nil where all have to be, and the ledger is then as it was.
  /// - Throws: what the databases report.
  package func update(_ ledger: inout AuditLedger, isUnchanged: Bool, now: UTCTime) throws -> Int? {
    let basis = try ledgerBasis(now: now)
    guard ledger.basis.holds(in: basis, now: now) else { return nil }
    var changes = ChangeLog.Changes()
    if let position = ledger.basis.position, basis.position != nil {
      guard let logged = try position.changes(db, limit: Self.mostChanged) else { return nil }
      changes = logged
    } else if !isUnchanged {
      return nil
    }
    for key in ledger.unsettled {
      switch key {
      case .user(let id): changes.users.insert(id)
      case .stranger(let name): changes.names.insert(name)
      }
    }
    let changed = try ChangedLearners(db, changes)
    guard changed.count <= Self.mostChanged else { return nil }
    let judged = try judge(changed, now: now)
    ledger.remove { changed.contains($0) }
    ledger.add(judged)
    ledger.basis = basis
    return changed.count
  }

  private func judge(_ changed: ChangedLearners, now: UTCTime) throws -> AuditLedger {
    var ledger = AuditLedger()
    guard changed.count > 0 else { return ledger }
    let users = changed.users
    let strangers = changed.names.subtracting(users.lazy.map { ExactText($0.username) }).map(\.text)
    let names = try LearnerNames(db, nameRules, users: users, credentialNames: strangers)
    let learners =
      users.map { names.learner(lmsUserID: $0.id, username: $0.username) }
      + strangers.filter { names.owner(of: $0) == nil }.map { names.stranger($0) }
    let judge = try LearnerJudge(self, SweepScope(includingRunsWithoutFindings: true, now: now))
    for start in stride(from: 0, to: learners.count, by: Self.chunkSize) {
      try Task.checkCancellation()
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
      day: now.dateText,
      validUntil: dates.filter { $0 > now }.min()
    )
  }
}

extension AuditLedger.Basis {
  /// Whether what was found on it is still so in another state, but for the learners of whom something was written.
  fileprivate func holds(in other: AuditLedger.Basis, now: UTCTime) -> Bool {
    day == other.day && newRuns == other.newRuns && validUntil.map { now < $0 } ?? true
      && (judgeableUntil == other.judgeableUntil || isOlder(than: other))
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
    if rows.dependsOnTime(now: now, judgeableUntil: judgeableUntil) { unsettled.insert(key) }
  }
}

extension LearnerRows {
  /// Whether the learner is judged otherwise later, though nothing is written.
  fileprivate func dependsOnTime(now: UTCTime, judgeableUntil: UTCTime?) -> Bool {
    func isToCome(_ time: String?) -> Bool { time.flatMap { UTCTime($0) }.map { $0 > now } ?? false }
    // When a credential was made matters only beside one of a program.
    let hasPrograms = !credentials.programs.isEmpty || !former.programs.isEmpty
    if certificates.contains(where: { isToCome($0.dateOverride) || $0.isTooNew }) { return true }
    func depends(_ credential: CredentialsRows.Credential) -> Bool {
      isToCome(credential.dateOverride) || hasPrograms && isToCome(credential.created) || credential.isTooNew
    }
    if credentials.courses.contains(where: depends) || credentials.programs.contains(where: depends) { return true }
    if former.courses.contains(where: depends) || former.programs.contains(where: depends) { return true }
    guard let judgeableUntil else { return false }
    return !credentials.newGradeRunIDs.isEmpty
      || courseGrades.values.contains { $0.modified.map { $0 > judgeableUntil } ?? false }
  }
}

extension CredentialsRows {
  fileprivate var hasCredentials: Bool { !courses.isEmpty || !programs.isEmpty }
}
