/// All that decides what a (learner, course run) shows and why (<doc:Findings>).
package struct RunFacts: Sendable {
  /// The LMS certificate.
  package struct Certificate: Sendable {
    /// Its status.
    package var status: CertificateStatus
    /// Its mode.
    package var mode: CourseMode
    /// Its date override.
    package var dateOverride: UTCTime?

    /// Takes the certificate's values.
    package init(status: CertificateStatus, mode: CourseMode, dateOverride: UTCTime? = nil) {
      self.status = status
      self.mode = mode
      self.dateOverride = dateOverride
    }
  }

  /// The credential of the run's configuration in Credentials.
  package struct Credential: Sendable {
    /// Whether it is awarded; every other status counts as revoked.
    package var status: CredentialStatus
    /// Its date override.
    package var dateOverride: UTCTime?

    /// Takes the credential's values.
    package init(status: CredentialStatus, dateOverride: UTCTime? = nil) {
      self.status = status
      self.dateOverride = dateOverride
    }
  }

  /// The run's `CourseCertificate` in Credentials.
  package struct Configuration: Sendable {
    /// Whether new posts are taken for it. It does not matter for reading.
    package var isActive: Bool
    /// Whether its `course_run` is set.
    package var isLinked: Bool
    /// Until when its credentials are hidden.
    package var availableDate: UTCTime?

    /// Takes the configuration's values.
    package init(isActive: Bool, isLinked: Bool, availableDate: UTCTime? = nil) {
      self.isActive = isActive
      self.isLinked = isLinked
      self.availableDate = availableDate
    }
  }

  /// The LMS certificate, if there is one.
  package var certificate: Certificate?
  /// The credential, if there is one.
  package var credential: Credential?
  /// The run's configuration, if there is one.
  package var configuration: Configuration?
  /// Whether Credentials has a verified grade of the learner for the run.
  package var hasVerifiedGrade: Bool
  /// Whether Credentials' catalog has the run.
  package var isInCatalog: Bool
  /// Whether the LMS has a course overview of the run.
  package var hasOverview: Bool
  /// `CredentialsApiConfig`: enabled and with learner issuance.
  package var issuanceEnabled: Bool
  /// Whether learner records are on for the run's org.
  package var recordsEnabled: Bool
  /// The LMS setting `DISABLE_HONOR_CERTIFICATES`.
  package var honorCertificatesDisabled: Bool

  /// Takes the facts; those left out are the ones of a healthy site.
  package init(
    certificate: Certificate? = nil,
    credential: Credential? = nil,
    configuration: Configuration? = nil,
    hasVerifiedGrade: Bool = true,
    isInCatalog: Bool = true,
    hasOverview: Bool = true,
    issuanceEnabled: Bool = true,
    recordsEnabled: Bool = true,
    honorCertificatesDisabled: Bool = false
  ) {
    self.certificate = certificate
    self.credential = credential
    self.configuration = configuration
    self.hasVerifiedGrade = hasVerifiedGrade
    self.isInCatalog = isInCatalog
    self.hasOverview = hasOverview
    self.issuanceEnabled = issuanceEnabled
    self.recordsEnabled = recordsEnabled
    self.honorCertificatesDisabled = honorCertificatesDisabled
  }
}
