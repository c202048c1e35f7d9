import OpenEdX
import Testing

/// The findings that real sites showed to be missing, each rule alone (<doc:Findings#More-findings-of-runs>).
@Suite struct `Further findings of a course run` {
  private static let now = UTCTime(microseconds: 1_781_690_992_000_000)
  private static let valid = RunFacts.Certificate(status: .downloadable, mode: .verified)

  private static func agreed() -> RunFacts {
    RunFacts(
      certificate: valid,
      credential: RunFacts.Credential(status: .awarded),
      configuration: RunFacts.Configuration(isActive: true, isLinked: true)
    )
  }

  private static func findings(_ change: (inout RunFacts) -> Void) -> [Finding] {
    var facts = agreed()
    change(&facts)
    return RunAssessment(facts, now: now).findings
  }

  @Test func `a passing grade with an enrolment that counts and without a certificate is owed by the LMS`() {
    let owed = RunFacts.Standing(isPassing: true, mode: .verified)
    #expect(
      Self.findings {
        $0.certificate = nil
        $0.credential = nil
        $0.standing = owed
      } == [.passedUncertified]
    )
    // A revoked credential is explained by the missing certificate as well.
    #expect(
      Self.findings {
        $0.certificate = nil
        $0.credential = RunFacts.Credential(status: .revoked)
        $0.standing = owed
      } == [.noCertificate, .passedUncertified]
    )
    #expect(Self.findings { $0.standing = owed } == [])
  }

  @Test(arguments: [
    RunFacts.Standing(isPassing: false, mode: .verified), RunFacts.Standing(isPassing: true, mode: .audit),
    RunFacts.Standing(isPassing: true, mode: nil),
  ])
  func `without the grade, or an enrolment that counts, nothing is owed`(standing: RunFacts.Standing) {
    #expect(
      Self.findings {
        $0.certificate = nil
        $0.credential = nil
        $0.standing = standing
      } == [.noCertificate]
    )
  }

  @Test func `honor counts unless it is switched off`() {
    for isOff in [false, true] {
      let found = Self.findings {
        $0.certificate = nil
        $0.credential = nil
        $0.standing = RunFacts.Standing(isPassing: true, mode: .honor)
        $0.honorCertificatesDisabled = isOff
      }
      #expect(found == [isOff ? .noCertificate : .passedUncertified])
    }
  }

  @Test(arguments: ["audit_passing", "audit_notpassing"])
  func `a certificate of the audit days is owed anew after an upgrade`(status: String) {
    #expect(
      Self.findings {
        $0.certificate = RunFacts.Certificate(status: CertificateStatus(rawValue: status), mode: .audit)
        $0.credential = nil
        $0.standing = RunFacts.Standing(isPassing: true, mode: .verified)
      } == [.audit, .upgradeNotRegenerated]
    )
  }

  @Test func `exceptions and invalidations count for a certificate that is not valid`() {
    let standing = RunFacts.Standing(isException: true, isInvalidated: true)
    #expect(Self.findings { $0.standing = standing } == [])
    #expect(
      Self.findings {
        $0.certificate = RunFacts.Certificate(status: CertificateStatus(rawValue: "unavailable"), mode: .verified)
        $0.credential = nil
        $0.standing = standing
      } == [.certificateInvalid, .exceptionNotGenerated, .invalidationActive]
    )
  }

  @Test func `what is said of the learner is said of each row, and a retired account was not renamed`() {
    let all = RunFacts.Identity(isRetired: true, isRenamed: true, hasOtherAccount: true, hasOtherFullName: true)
    #expect(Self.findings { $0.identity = all } == [.retired, .nameDiffers, .accountMismatch])
    #expect(Self.findings { $0.identity = RunFacts.Identity(isRenamed: true) } == [.renamed])
  }

  @Test func `doubled rows, other sites and rows that fail the page are in the way with or without a drift`() {
    let all: (inout RunFacts) -> Void = {
      $0.hasDuplicateKey = true
      $0.configuration?.isDuplicate = true
      $0.configuration?.isOfOtherSite = true
      $0.configuration?.isLinked = false
    }
    #expect(Self.findings(all) == [.runKeyDuplicate, .configDuplicate, .configOtherSite, .pageFails])
    #expect(
      Self.findings {
        all(&$0)
        $0.credential = nil
      } == [.awardLost, .configUnlinked, .runKeyDuplicate, .configDuplicate, .configOtherSite]
    )
  }

  @Test func `a hidden credential fails no page`() {
    let found = Self.findings {
      $0.configuration = RunFacts.Configuration(
        isActive: true,
        isLinked: false,
        availableDate: Self.now.adding(seconds: 1)
      )
    }
    #expect(found == [.hiddenUntilDate])
  }

  @Test func `a credential that the page does not read is not shown`() {
    var facts = Self.agreed()
    facts.isCredentialOnPage = false
    #expect(RunAssessment(facts, now: Self.now).shown == .notEarned)
    facts.hasPassedExcludedRun = true
    #expect(RunAssessment(facts, now: Self.now).findings == [.runExcluded])
  }
}
