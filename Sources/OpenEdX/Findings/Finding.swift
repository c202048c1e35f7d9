/// What the tool says about a (learner, course run) or a (learner, program), by the names of <doc:Findings>.
///
/// The order of the cases is the order in which findings are listed.
package enum Finding: String, Sendable, Hashable, CaseIterable {
  case noCertificate = "no-certificate"
  case audit
  case ineligibleMode = "ineligible-mode"
  case notPassed = "not-passed"
  case certificateInvalid = "certificate-invalid"
  case hiddenUntilDate = "hidden-until-date"
  case retired
  case runExcluded = "run-excluded"
  case severalRuns = "several-runs"
  case nameDiffers = "name-differs"
  case tooNew = "too-new"
  case passedUncertified = "passed-uncertified"
  case upgradeNotRegenerated = "upgrade-not-regenerated"
  case exceptionNotGenerated = "exception-not-generated"
  case invalidationActive = "invalidation-active"
  case awardLost = "award-lost"
  case revocationStale = "revocation-stale"
  case awardStale = "award-stale"
  case credentialOrphaned = "credential-orphaned"
  case overrideDrift = "override-drift"
  case gradeMissing = "grade-missing"
  case gradeStale = "grade-stale"
  case dateDrift = "date-drift"
  case accountMismatch = "account-mismatch"
  case issuanceDisabled = "issuance-disabled"
  case recordsDisabled = "records-disabled"
  case overviewMissing = "overview-missing"
  case notInCatalog = "not-in-catalog"
  case configInactive = "config-inactive"
  case configUnlinked = "config-unlinked"
  case renamed
  case runKeyDuplicate = "run-key-duplicate"
  case configDuplicate = "config-duplicate"
  case configOtherSite = "config-other-site"
  case pageFails = "page-fails"
  case programAwardLost = "program-award-lost"
  case programAwardStale = "program-award-stale"
  case programHidden = "program-hidden"
  case programUnlisted = "program-unlisted"
  case accountMissing = "account-missing"
  case programConfigMissing = "program-config-missing"
  case programOverviewMissing = "program-overview-missing"
  case runTypeDiffers = "run-type-differs"

  /// What a finding means for the operator.
  package enum Kind: String, Sendable {
    /// The row is as it should be, and this is why.
    case explanation
    /// The LMS owes the learner something; Credentials is not the cause.
    case lms
    /// LMS and Credentials disagree.
    case drift
    /// Something keeps a drift from being repaired by a backfill, or the page from being right.
    case blocker

    /// Whether somebody has to repair something between the LMS and Credentials.
    package var needsRepair: Bool { self == .drift || self == .blocker }
  }

  /// What the finding means for the operator.
  package var kind: Kind {
    switch self {
    case .noCertificate, .audit, .ineligibleMode, .notPassed, .certificateInvalid, .hiddenUntilDate,
      .retired,
      .runExcluded,
      .severalRuns,
      .nameDiffers,
      .tooNew,
      .runTypeDiffers:
      .explanation
    case .passedUncertified, .upgradeNotRegenerated, .exceptionNotGenerated, .invalidationActive: .lms
    case .awardLost, .revocationStale, .awardStale, .credentialOrphaned, .overrideDrift, .gradeMissing,
      .gradeStale, .dateDrift, .accountMismatch,
      .programAwardLost, .programAwardStale, .programHidden, .programUnlisted:
      .drift
    case .issuanceDisabled, .recordsDisabled, .overviewMissing, .notInCatalog, .configInactive, .configUnlinked,
      .renamed,
      .runKeyDuplicate,
      .configDuplicate,
      .configOtherSite,
      .pageFails,
      .accountMissing,
      .programConfigMissing,
      .programOverviewMissing:
      .blocker
    }
  }

  /// Whether posting again can repair the finding; some only when they are asked for by name.
  package var isRepairedByBackfill: Bool {
    switch self {
    case .awardLost, .revocationStale, .awardStale, .overrideDrift, .gradeMissing, .gradeStale, .dateDrift,
      .programAwardLost, .programAwardStale:
      true
    default: false
    }
  }

  /// Whether a backfill repairs the finding without being asked for it by name.
  package var isRepairedByDefault: Bool { self == .awardLost || self == .revocationStale }

  /// Whether a blocker of the same row keeps the finding from being repaired.
  ///
  /// A run's date is about its configuration alone: it is sent whatever the organization's records, of which its handler
  /// does not ask (<doc:SyncFlow#Signals>), and whatever the learner's name.
  package func isBlocked(by blocker: Finding) -> Bool {
    self != .dateDrift || ![.recordsDisabled, .renamed, .pageFails].contains(blocker)
  }
}
