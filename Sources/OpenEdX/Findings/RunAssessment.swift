/// What a learner sees for a course run, and what the tool says about it.
package struct RunAssessment: Sendable, Hashable {
  /// The word on the learner's page.
  package enum Shown: String, Sendable {
    /// An awarded, visible course credential exists.
    case earned
    /// It does not.
    case notEarned = "not-earned"
  }

  /// The word on the learner's page.
  package let shown: Shown
  /// The findings that hold, in the order of <doc:Findings>.
  package let findings: [Finding]

  /// Takes an assessment as it was made.
  package init(shown: Shown, findings: [Finding]) {
    self.shown = shown
    self.findings = findings
  }

  /// Whether LMS and Credentials disagree.
  package var hasDrift: Bool { findings.contains { $0.kind == .drift } }

  /// What keeps the drift from being repaired by a backfill.
  package var blockers: [Finding] { findings.filter { $0.kind == .blocker } }

  /// Whether something keeps this finding from being repaired by a backfill.
  package func isBlocked(_ finding: Finding) -> Bool {
    findings.contains { $0.kind == .blocker && finding.isBlocked(by: $0) }
  }

  /// Whether a backfill can repair something here: a drift that says so, and no blocker of it.
  package var isBackfillable: Bool { findings.contains { $0.isRepairedByBackfill && !isBlocked($0) } }

  /// Whether a backfill repairs something here without being asked for it by name, and nothing blocks it.
  package var isBackfilledByDefault: Bool { findings.contains { $0.isRepairedByDefault && !isBlocked($0) } }

  /// Judges the facts by the table of <doc:Findings>.
  ///
  /// - Parameter now: the clock that decides what is visible.
  package init(_ facts: RunFacts, now: UTCTime) {
    let awarded = facts.credential?.status == .awarded
    let visible = facts.configuration?.availableDate.map { $0 <= now } ?? true
    let isShown = awarded && visible && facts.isCredentialOnPage
    let lms = Self.lmsFindings(facts)
    var found = Self.certificateFindings(facts, awarded: awarded, visible: visible)
    var explanations = Self.explanations(facts, isShown: isShown)
    // The learner has finished, whatever the LMS did about it, or in whichever run.
    if !lms.isEmpty || explanations.contains(.runExcluded), facts.credential == nil {
      found.removeAll { $0 == .noCertificate }
    }
    let differences = Self.drift(facts, awarded: awarded) + Self.outdated(facts, awarded: awarded, now: now)
    let drift = differences.filter { !facts.newness.covers($0) }
    if drift.count < differences.count { explanations.append(.tooNew) }
    found += explanations
    found += lms
    found += drift
    if facts.identity.hasOtherAccount { found.append(.accountMismatch) }
    found += Self.blockers(facts).filter { blocker in drift.contains { $0.isBlocked(by: blocker) } }
    found += Self.lastingBlockers(facts, visible: visible)
    self.init(shown: isShown ? .earned : .notEarned, findings: found)
  }

  /// What is no fault, and why the row is as it is.
  private static func explanations(_ facts: RunFacts, isShown: Bool) -> [Finding] {
    var found: [Finding] = []
    if facts.identity.isRetired { found.append(.retired) }
    if facts.hasPassedExcludedRun, !isShown { found.append(.runExcluded) }
    if facts.hasSeveralRuns, isShown { found.append(.severalRuns) }
    if facts.identity.hasOtherFullName { found.append(.nameDiffers) }
    return found
  }

  /// What the LMS owes the learner.
  private static func lmsFindings(_ facts: RunFacts) -> [Finding] {
    let standing = facts.standing
    let isValid = facts.certificate?.status.isValid ?? false
    let isOwed =
      standing.isPassing
      && standing.mode?.isSent(honorCertificatesDisabled: facts.honorCertificatesDisabled) ?? false
    var found: [Finding] = []
    if isOwed, facts.certificate == nil { found.append(.passedUncertified) }
    if isOwed, facts.certificate?.status.isAudit ?? false { found.append(.upgradeNotRegenerated) }
    if standing.isException, !isValid { found.append(.exceptionNotGenerated) }
    if standing.isInvalidated, facts.certificate != nil, !isValid { found.append(.invalidationActive) }
    return found
  }

  private static func certificateFindings(_ facts: RunFacts, awarded: Bool, visible: Bool) -> [Finding] {
    guard let certificate = facts.certificate else { return awarded ? [] : [.noCertificate] }
    if certificate.status.isAudit { return [.audit] }
    guard certificate.status.isValid else {
      if awarded { return [] }
      return [certificate.status == .notPassing ? .notPassed : .certificateInvalid]
    }
    var found: [Finding] = []
    if !isSent(certificate, facts) { found.append(.ineligibleMode) }
    if awarded, !visible { found.append(.hiddenUntilDate) }
    return found
  }

  private static func drift(_ facts: RunFacts, awarded: Bool) -> [Finding] {
    guard let certificate = facts.certificate else { return awarded ? [.credentialOrphaned] : [] }
    guard certificate.status.isValid else {
      return awarded && !certificate.status.isAudit ? [.awardStale] : []
    }
    guard let credential = facts.credential else {
      return isSent(certificate, facts) ? [.awardLost] : []
    }
    guard awarded else { return isSent(certificate, facts) ? [.revocationStale] : [] }
    var found: [Finding] = []
    // The LMS posts whole seconds, so a fraction on either side is no difference.
    if certificate.dateOverride?.wholeSeconds != credential.dateOverride?.wholeSeconds { found.append(.overrideDrift) }
    if !facts.hasVerifiedGrade { found.append(.gradeMissing) }
    return found
  }

  /// What Credentials holds in an older form than the LMS.
  private static func outdated(_ facts: RunFacts, awarded: Bool, now: UTCTime) -> [Finding] {
    var found: [Finding] = []
    if hasStaleGrade(facts, awarded: awarded) { found.append(.gradeStale) }
    if awarded, facts.isCredentialOnPage, let configuration = facts.configuration,
      facts.lmsAvailableDate.changesPage(
        from: configuration.availableDate,
        hasOverride: facts.credential?.dateOverride != nil,
        now: now
      )
    {
      found.append(.dateDrift)
    }
    return found
  }

  /// Whether a grade is older than the LMS's and somebody would send it, or sees it.
  private static func hasStaleGrade(_ facts: RunFacts, awarded: Bool) -> Bool {
    guard facts.isGradeStale else { return false }
    if awarded { return true }
    guard let certificate = facts.certificate else { return false }
    return SendGrade.interestingStatuses.contains(certificate.status) && isSent(certificate, facts)
  }

  private static func blockers(_ facts: RunFacts) -> [Finding] {
    var found: [Finding] = []
    if !facts.issuanceEnabled { found.append(.issuanceDisabled) }
    if !facts.recordsEnabled { found.append(.recordsDisabled) }
    if !facts.hasOverview { found.append(.overviewMissing) }
    if !facts.isInCatalog { found.append(.notInCatalog) }
    if let configuration = facts.configuration {
      if !configuration.isActive { found.append(.configInactive) }
      if !configuration.isLinked { found.append(.configUnlinked) }
    }
    return found
  }

  /// What is in the way with or without a drift.
  private static func lastingBlockers(_ facts: RunFacts, visible: Bool) -> [Finding] {
    var found: [Finding] = []
    if facts.identity.isRenamed, !facts.identity.isRetired { found.append(.renamed) }
    guard facts.certificate != nil || facts.credential != nil else { return found }
    if facts.hasDuplicateKey { found.append(.runKeyDuplicate) }
    guard let configuration = facts.configuration else { return found }
    if configuration.isDuplicate { found.append(.configDuplicate) }
    if configuration.isOfOtherSite { found.append(.configOtherSite) }
    if facts.credential != nil, facts.isCredentialOnPage, visible, !configuration.isLinked { found.append(.pageFails) }
    return found
  }

  private static func isSent(_ certificate: RunFacts.Certificate, _ facts: RunFacts) -> Bool {
    certificate.mode.isSent(honorCertificatesDisabled: facts.honorCertificatesDisabled)
  }
}
