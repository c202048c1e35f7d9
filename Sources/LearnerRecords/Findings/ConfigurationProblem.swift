/// Something in the configuration of a site that keeps records from being right, for any learner.
package struct ConfigurationProblem: Sendable, Hashable {
  /// What kind of trouble; those that <doc:Findings> names have its names.
  package enum Kind: String, Sendable, CaseIterable {
    /// Credentials use is off in the LMS.
    case issuanceDisabled = "issuance-disabled"
    /// Learner records are off for an organization.
    case recordsDisabled = "records-disabled"
    /// A run's certificate configuration is inactive.
    case configInactive = "config-inactive"
    /// A run's certificate configuration is not linked to the catalog.
    case configUnlinked = "config-unlinked"
    /// The catalog has a run's key more than once.
    case runKeyDuplicate = "run-key-duplicate"
    /// A run has several configurations on the site.
    case configDuplicate = "config-duplicate"
    /// A run's or a program's configuration belongs to another site than the one that is served.
    case configOtherSite = "config-other-site"
    /// A row makes the service answer 500 on pages of learners.
    case pageFails = "page-fails"
    /// A run's certificate configuration has another available date than the LMS computes.
    case dateDrift = "date-drift"
    /// A run that has no end for all learners has an available date, and what the LMS would send cannot be computed.
    case dateOnSelfPaced = "date-on-self-paced"
    /// A program has a run that the LMS does not know.
    case runNotInLMS = "run-not-in-lms"
    /// The LMS spells a run's key in another case.
    case runSpelling = "run-spelling"
    /// A run of no program has a certificate configuration and no course overview in the LMS.
    case overviewMissing = "overview-missing"
    /// A program that is offered has no active certificate configuration.
    case programConfigMissing = "program-config-missing"
  }

  /// What kind of trouble.
  package let kind: Kind
  /// The run's key, the program's 32 digits, the organization, or the switch.
  package let subject: String
  /// What is wrong, as a sentence.
  package let text: String
  /// What repairs it, as a sentence.
  package let remedy: String
}
