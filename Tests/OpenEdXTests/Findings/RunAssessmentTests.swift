import OpenEdX
import Testing

/// The run table of <doc:Findings>, each row alone.
@Suite("Findings of a course run")
struct RunAssessmentTests {
  static let now = UTCTime(microseconds: 1_781_690_992_000_000)
  static let day: Double = 86_400

  static func valid(_ mode: CourseMode = .verified, override: UTCTime? = nil) -> RunFacts.Certificate {
    RunFacts.Certificate(status: .downloadable, mode: mode, dateOverride: override)
  }

  static func facts(
    _ certificate: RunFacts.Certificate?,
    _ credential: CredentialStatus?,
    override: UTCTime? = nil,
    available: UTCTime? = nil
  ) -> RunFacts {
    RunFacts(
      certificate: certificate,
      credential: credential.map { RunFacts.Credential(status: $0, dateOverride: override) },
      configuration: RunFacts.Configuration(isActive: true, isLinked: true, availableDate: available)
    )
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let facts: RunFacts
    let shown: RunAssessment.Shown
    let findings: [Finding]
    var backfillable = false
    var byDefault = false
    var testDescription: String { name }

    init(
      _ name: String,
      _ facts: RunFacts,
      _ shown: RunAssessment.Shown,
      _ findings: [Finding],
      backfillable: Bool = false,
      byDefault: Bool = false
    ) {
      self.name = name
      self.facts = facts
      self.shown = shown
      self.findings = findings
      self.backfillable = backfillable
      self.byDefault = byDefault
    }
  }

  static func status(_ word: String) -> RunFacts.Certificate {
    RunFacts.Certificate(status: CertificateStatus(rawValue: word), mode: .verified)
  }

  static let noGrade: RunFacts = {
    var noGrade = facts(valid(), .awarded)
    noGrade.hasVerifiedGrade = false
    return noGrade
  }()

  static let noHonor: RunFacts = {
    var noHonor = facts(valid(.honor), nil)
    noHonor.honorCertificatesDisabled = true
    return noHonor
  }()

  static let rows: [Row] = [
    Row("earned, nothing wrong", facts(valid(), .awarded), .earned, []),
    Row("nothing anywhere", facts(nil, nil), .notEarned, [.noCertificate]),
    Row("no certificate, revoked", facts(nil, .revoked), .notEarned, [.noCertificate]),
    Row("audit, passed", facts(status("audit_passing"), nil), .notEarned, [.audit]),
    Row("audit, not passed", facts(status("audit_notpassing"), .revoked), .notEarned, [.audit]),
    Row("audit, awarded long ago", facts(status("audit_passing"), .awarded), .earned, [.audit]),
    Row("valid in audit mode", facts(valid(.audit), nil), .notEarned, [.ineligibleMode]),
    Row("valid in audit mode, revoked", facts(valid(.audit), .revoked), .notEarned, [.ineligibleMode]),
    Row("valid in audit mode, awarded", facts(valid(.audit), .awarded), .earned, [.ineligibleMode]),
    Row("honor switched off", noHonor, .notEarned, [.ineligibleMode]),
    Row("not passed", facts(status("notpassing"), nil), .notEarned, [.notPassed]),
    Row("not passed, revoked", facts(status("notpassing"), .revoked), .notEarned, [.notPassed]),
    Row("generating", facts(status("generating"), nil), .notEarned, [.certificateInvalid]),
    Row("invalidated, revoked", facts(status("unavailable"), .revoked), .notEarned, [.certificateInvalid]),
    Row("unverified", facts(status("unverified"), nil), .notEarned, [.certificateInvalid]),
    Row("an old word", facts(status("honor_passing"), nil), .notEarned, [.certificateInvalid]),
    Row(
      "hidden until tomorrow",
      facts(valid(), .awarded, available: now.adding(seconds: day)),
      .notEarned,
      [.hiddenUntilDate]
    ),
    Row("visible from this moment", facts(valid(), .awarded, available: now), .earned, []),
    Row("visible since yesterday", facts(valid(), .awarded, available: now.adding(seconds: -day)), .earned, []),
    Row("award lost", facts(valid(), nil), .notEarned, [.awardLost], backfillable: true, byDefault: true),
    Row(
      "award lost in honor mode",
      facts(valid(.honor), nil),
      .notEarned,
      [.awardLost],
      backfillable: true,
      byDefault: true
    ),
    Row(
      "revocation stale",
      facts(valid(), .revoked),
      .notEarned,
      [.revocationStale],
      backfillable: true,
      byDefault: true
    ),
    Row("award stale, not passed", facts(status("notpassing"), .awarded), .earned, [.awardStale], backfillable: true),
    Row("award stale, generating", facts(status("generating"), .awarded), .earned, [.awardStale], backfillable: true),
    Row(
      "award stale, hidden",
      facts(status("unavailable"), .awarded, available: now.adding(seconds: day)),
      .notEarned,
      [.awardStale],
      backfillable: true
    ),
    Row("orphaned", facts(nil, .awarded), .earned, [.credentialOrphaned]),
    Row(
      "orphaned, hidden",
      facts(nil, .awarded, available: now.adding(seconds: day)),
      .notEarned,
      [.credentialOrphaned]
    ),
    Row(
      "override in the LMS only",
      facts(valid(override: now), .awarded),
      .earned,
      [.overrideDrift],
      backfillable: true
    ),
    Row(
      "override in Credentials only",
      facts(valid(), .awarded, override: now),
      .earned,
      [.overrideDrift],
      backfillable: true
    ),
    Row(
      "overrides a second apart",
      facts(valid(override: now), .awarded, override: now.adding(seconds: 1)),
      .earned,
      [.overrideDrift],
      backfillable: true
    ),
    Row(
      "overrides a fraction apart, which the post drops",
      facts(valid(override: now.adding(seconds: 0.9)), .awarded, override: now),
      .earned,
      []
    ),
    Row(
      "overrides of tomorrow, which hide nothing",
      facts(valid(override: now.adding(seconds: day)), .awarded, override: now.adding(seconds: day)),
      .earned,
      []
    ),
    Row(
      "override of a credential that is lost",
      facts(valid(override: now), .revoked),
      .notEarned,
      [.revocationStale],
      backfillable: true,
      byDefault: true
    ),
    Row("no verified grade", noGrade, .earned, [.gradeMissing], backfillable: true),
  ]

  @Test("Each row of the table holds alone", arguments: rows)
  func assesses(_ row: Row) {
    let assessment = RunAssessment(row.facts, now: Self.now)
    #expect(assessment.shown == row.shown)
    #expect(assessment.findings == row.findings)
    #expect(assessment.isBackfillable == row.backfillable)
    #expect(assessment.isBackfilledByDefault == row.byDefault)
    #expect(assessment.hasDrift == row.findings.contains { $0.kind == .drift })
    #expect(assessment.blockers.isEmpty)
  }

  @Test("Without a configuration nothing is hidden and nothing of it can block")
  func withoutConfiguration() {
    var facts = Self.facts(Self.valid(), nil)
    facts.configuration = nil
    #expect(RunAssessment(facts, now: Self.now).findings == [.awardLost])
    facts.credential = RunFacts.Credential(status: .awarded)
    #expect(RunAssessment(facts, now: Self.now).shown == .earned)
  }

  static let blockers: [(Finding, @Sendable (inout RunFacts) -> Void)] = [
    (.issuanceDisabled, { $0.issuanceEnabled = false }),
    (.recordsDisabled, { $0.recordsEnabled = false }),
    (.overviewMissing, { $0.hasOverview = false }),
    (.notInCatalog, { $0.isInCatalog = false }),
    (.configInactive, { $0.configuration?.isActive = false }),
    (.configUnlinked, { $0.configuration?.isLinked = false }),
  ]

  @Test("A blocker is told with a drift, and then nothing can be backfilled", arguments: blockers.indices)
  func blocks(_ index: Int) {
    let (blocker, set) = Self.blockers[index]
    for row in Self.rows {
      var facts = row.facts
      set(&facts)
      let assessment = RunAssessment(facts, now: Self.now)
      let drifts = row.findings.contains { $0.kind == .drift }
      // What hangs on an unlinked configuration fails the page as well, with or without a drift.
      let others: [Finding] = assessment.findings.contains(.pageFails) ? [.pageFails] : []
      #expect(others.isEmpty || blocker == .configUnlinked)
      #expect(assessment.findings == row.findings + (drifts ? [blocker] : []) + others, "\(row.name)")
      #expect(assessment.blockers == (drifts ? [blocker] : []) + others, "\(row.name)")
      #expect(!assessment.isBackfillable && !assessment.isBackfilledByDefault, "\(row.name)")
      #expect(assessment.shown == row.shown, "\(row.name)")
    }
  }

  @Test("All that can hold together is listed in the table's order")
  func listsInOrder() {
    var facts = Self.facts(Self.valid(.audit, override: Self.now), .awarded, available: Self.now.adding(seconds: 1))
    facts.hasVerifiedGrade = false
    for (_, set) in Self.blockers { set(&facts) }
    #expect(
      RunAssessment(facts, now: Self.now).findings == [
        .ineligibleMode, .hiddenUntilDate, .overrideDrift, .gradeMissing, .issuanceDisabled, .recordsDisabled,
        .overviewMissing, .notInCatalog, .configInactive, .configUnlinked,
      ]
    )
  }
}
