import OpenEdX
import Testing

/// The run table of <doc:Findings>, its sentences one by one against every combination of facts.
@Suite("Findings of every combination of facts")
struct RunAssessmentTableTests {
  static let now = RunAssessmentTests.now

  /// The words that the table's sentences are made of.
  struct Words {
    let facts: RunFacts
    var status: String? { facts.certificate?.status.rawValue }
    var valid: Bool { status == "downloadable" }
    var audit: Bool { status?.hasPrefix("audit_") ?? false }
    var awarded: Bool { facts.credential?.status == .awarded }
    var absentOrRevoked: Bool { !awarded }
    var visible: Bool { facts.configuration?.availableDate.map { $0 <= now } ?? true }
    /// The LMS computes another date, and the row shows it: by the date itself, or by being hidden until then.
    var changesThePage: Bool {
      guard let configuration = facts.configuration, case .date(let date) = facts.lmsAvailableDate else { return false }
      guard date != configuration.availableDate else { return false }
      return facts.credential?.dateOverride == nil || !visible || (date.map { $0 > now } ?? false)
    }
    var relevant: Bool {
      switch facts.certificate?.mode.rawValue {
      case "audit": false
      case "honor": !facts.honorCertificatesDisabled
      default: true
      }
    }
  }

  static let table: [(Finding, @Sendable (Words) -> Bool)] = [
    (.noCertificate, { $0.status == nil && $0.absentOrRevoked }),
    (.audit, { $0.audit }),
    (.ineligibleMode, { $0.valid && !$0.relevant }),
    (.notPassed, { $0.status == "notpassing" && $0.absentOrRevoked }),
    (
      .certificateInvalid,
      { $0.status != nil && !$0.valid && !$0.audit && $0.status != "notpassing" && $0.absentOrRevoked }
    ),
    (.hiddenUntilDate, { $0.valid && $0.awarded && !$0.visible }),
    (.awardLost, { $0.valid && $0.relevant && $0.facts.credential == nil }),
    (.revocationStale, { $0.valid && $0.relevant && $0.facts.credential?.status == .revoked }),
    (.awardStale, { $0.status != nil && !$0.valid && !$0.audit && $0.awarded }),
    (.credentialOrphaned, { $0.status == nil && $0.awarded }),
    (
      .overrideDrift,
      { $0.valid && $0.awarded && $0.facts.certificate?.dateOverride != $0.facts.credential?.dateOverride }
    ),
    (.gradeMissing, { $0.valid && $0.awarded && !$0.facts.hasVerifiedGrade }),
    (
      .gradeStale,
      { $0.facts.isGradeStale && ($0.awarded || ($0.relevant && ["downloadable", "notpassing"].contains($0.status))) }
    ),
    (.dateDrift, { $0.awarded && $0.changesThePage }),
  ]

  static let blockers: [(Finding, @Sendable (Words) -> Bool)] = [
    (.issuanceDisabled, { !$0.facts.issuanceEnabled }),
    (.recordsDisabled, { !$0.facts.recordsEnabled }),
    (.overviewMissing, { !$0.facts.hasOverview }),
    (.notInCatalog, { !$0.facts.isInCatalog }),
    (.configInactive, { $0.facts.configuration?.isActive == false }),
    (.configUnlinked, { $0.facts.configuration?.isLinked == false }),
  ]

  @Test(
    "What holds is what the table's sentences say, in its order",
    arguments: [nil, "downloadable", "generating", "notpassing", "unavailable", "audit_passing", "audit_notpassing"]
      as [String?]
  )
  func holds(_ status: String?) throws {
    var seen: Set<[Finding]> = []
    for facts in Self.combinations(status) {
      let words = Words(facts: facts)
      var expected = Self.table.filter { $0.1(words) }.map(\.0)
      let drift = expected.filter { $0.kind == .drift }
      if !drift.isEmpty {
        // A date is sent whatever the organization's records.
        let isDateAlone = drift == [.dateDrift]
        expected += Self.blockers.filter { $0.1(words) && !(isDateAlone && $0.0 == .recordsDisabled) }.map(\.0)
      }
      // It holds without a drift as well.
      if words.facts.configuration?.isLinked == false, words.facts.credential != nil, words.visible {
        expected.append(.pageFails)
      }
      let assessment = RunAssessment(facts, now: Self.now)
      try #require(assessment.findings == expected, "\(facts)")
      try #require(assessment.shown == (words.awarded && words.visible ? .earned : .notEarned), "\(facts)")
      seen.insert(expected)
    }
    #expect(seen.count > 1 || status?.hasPrefix("audit_") == true, "the combinations tell the findings apart")
  }

  private static func combinations(_ status: String?) -> [RunFacts] {
    let overrides = [nil, now, now.adding(seconds: 60)]
    let dates: [ComputedAvailableDate] = [
      .unknown(.noDate), .date(nil), .date(now), .date(now.adding(seconds: 1)), .date(now.adding(seconds: -1)),
    ]
    var result: [RunFacts] = []
    for mode in [CourseMode.verified, .honor, .audit] {
      for credential in [nil, CredentialStatus.revoked, .awarded] {
        for (mine, theirs) in [(0, 0), (1, 1), (1, 0), (0, 1), (1, 2)] {
          for available in [nil, now, now.adding(seconds: -1), now.adding(seconds: 1)] {
            for switches in 0..<(1 << 9) {
              let on = { (bit: Int) in switches & (1 << bit) == 0 }
              // Every blocker alone, with every other one, and all together are enough.
              guard [0, 1, 2, 6].contains((switches & 0b111_111).nonzeroBitCount) else { continue }
              // A date of the LMS goes with each stored one in turn.
              let computed = dates[result.count % dates.count]
              result.append(
                RunFacts(
                  certificate: status.map {
                    RunFacts.Certificate(
                      status: CertificateStatus(rawValue: $0),
                      mode: mode,
                      dateOverride: overrides[mine]
                    )
                  },
                  credential: credential.map { RunFacts.Credential(status: $0, dateOverride: overrides[theirs]) },
                  configuration: on(8)
                    ? RunFacts.Configuration(isActive: on(4), isLinked: on(5), availableDate: available) : nil,
                  hasVerifiedGrade: on(6),
                  isGradeStale: on(6) && result.count % 3 == 0,
                  lmsAvailableDate: computed,
                  isInCatalog: on(3),
                  hasOverview: on(2),
                  issuanceEnabled: on(0),
                  recordsEnabled: on(1),
                  honorCertificatesDisabled: !on(7)
                )
              )
            }
          }
        }
      }
    }
    return result
  }
}
