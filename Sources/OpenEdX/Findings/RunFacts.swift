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
    /// Whether the site has another configuration of the run.
    package var isDuplicate: Bool
    /// Whether it belongs to another site than the one that is served.
    package var isOfOtherSite: Bool

    /// Takes the configuration's values; those left out are those of a healthy one.
    package init(
      isActive: Bool,
      isLinked: Bool,
      availableDate: UTCTime? = nil,
      isDuplicate: Bool = false,
      isOfOtherSite: Bool = false
    ) {
      self.isActive = isActive
      self.isLinked = isLinked
      self.availableDate = availableDate
      self.isDuplicate = isDuplicate
      self.isOfOtherSite = isOfOtherSite
    }
  }

  /// Who the learner is in the two databases.
  package struct Identity: Sendable, Hashable {
    /// Whether the LMS's account is retired.
    package var isRetired: Bool
    /// Whether Credentials has nothing under the learner's name, and has rows under a former one.
    package var isRenamed: Bool
    /// Whether Credentials holds another `lms_user_id` for the name.
    package var hasOtherAccount: Bool
    /// Whether Credentials' full name is not that of the LMS profile.
    package var hasOtherFullName: Bool

    /// Takes what differs; nothing does when all is left out.
    package init(
      isRetired: Bool = false,
      isRenamed: Bool = false,
      hasOtherAccount: Bool = false,
      hasOtherFullName: Bool = false
    ) {
      self.isRetired = isRetired
      self.isRenamed = isRenamed
      self.hasOtherAccount = hasOtherAccount
      self.hasOtherFullName = hasOtherFullName
    }
  }

  /// What the LMS knows of the learner in the run beside the certificate.
  package struct Standing: Sendable, Hashable {
    /// Whether the course grade is passing now: its letter is not empty.
    package var isPassing: Bool
    /// The mode of the enrolment; nil when there is no active one.
    package var mode: CourseMode?
    /// Whether the learner is on the run's list of exceptions.
    package var isException: Bool
    /// Whether an invalidation of the certificate is active.
    package var isInvalidated: Bool

    /// Takes what is known; nothing is when all is left out.
    package init(
      isPassing: Bool = false,
      mode: CourseMode? = nil,
      isException: Bool = false,
      isInvalidated: Bool = false
    ) {
      self.isPassing = isPassing
      self.mode = mode
      self.isException = isException
      self.isInvalidated = isInvalidated
    }
  }

  /// What changed after the moment up to which both databases are known, where they are not of one moment.
  package struct Newness: Sendable, Hashable {
    /// Whether the certificate or the credential did, or a date override of theirs.
    package var ofAward: Bool
    /// Whether one of the two grades did.
    package var ofGrade: Bool
    /// Whether the course overview or the configuration did.
    package var ofRun: Bool

    /// Takes what is new; nothing is when all is left out.
    package init(ofAward: Bool = false, ofGrade: Bool = false, ofRun: Bool = false) {
      self.ofAward = ofAward
      self.ofGrade = ofGrade
      self.ofRun = ofRun
    }

    /// Whether it keeps a drift from being judged.
    func covers(_ drift: Finding) -> Bool {
      switch drift {
      case .dateDrift: ofRun
      case .gradeMissing, .gradeStale: ofAward || ofGrade
      default: ofAward
      }
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
  /// Whether that grade is older than the LMS's, and another.
  package var isGradeStale: Bool
  /// The certificate available date that the LMS computes for the run.
  package var lmsAvailableDate: ComputedAvailableDate
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
  /// Who the learner is in the two databases.
  package var identity = Identity()
  /// What the LMS knows beside the certificate.
  package var standing = Standing()
  /// Whether the learner's page reads the credential: not when it is under another name, or when its configuration hangs
  /// on a run of the same key that no program lists.
  package var isCredentialOnPage = true
  /// Whether Credentials' catalog has the run's key more than once.
  package var hasDuplicateKey = false
  /// Whether the learner has passed another run of the course, which the program of this one does not have.
  package var hasPassedExcludedRun = false
  /// Whether several runs of the course are awarded and visible.
  package var hasSeveralRuns = false

  /// What changed after the moment up to which both databases are known.
  package var newness = Newness()

  /// Takes the facts; those left out are the ones of a healthy site.
  package init(
    certificate: Certificate? = nil,
    credential: Credential? = nil,
    configuration: Configuration? = nil,
    hasVerifiedGrade: Bool = true,
    isGradeStale: Bool = false,
    lmsAvailableDate: ComputedAvailableDate = .unknown(.notInCopy),
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
    self.isGradeStale = isGradeStale
    self.lmsAvailableDate = lmsAvailableDate
    self.isInCatalog = isInCatalog
    self.hasOverview = hasOverview
    self.issuanceEnabled = issuanceEnabled
    self.recordsEnabled = recordsEnabled
    self.honorCertificatesDisabled = honorCertificatesDisabled
  }
}

/// A verified grade as Credentials holds it (`records_usergrade`).
package struct StoredGrade: Sendable, Hashable {
  /// The letter; "" where the page shows N/A.
  package let letter: String
  /// 0 to 1, with four decimal places.
  package let percent: Double
  /// When the LMS had last saved what was sent, UTC; nil when that was not said.
  package let lmsLastUpdated: UTCTime?

  /// Takes the grade's values.
  package init(letter: String, percent: Double, lmsLastUpdated: UTCTime?) {
    self.letter = letter
    self.percent = percent
    self.lmsLastUpdated = lmsLastUpdated
  }

  /// Whether the LMS has another grade that is newer (<doc:Findings>, `grade-stale`).
  ///
  /// A grade of the same or a later time is left alone, whatever it says: the copies of the two databases were not made
  /// at one moment, and the LMS may have sent what its copy does not show yet.
  package func isStale(beside grade: SendGrade.Grade) -> Bool {
    guard letter != grade.letter || GradePost.rounded(percent) != GradePost.rounded(grade.percent) else {
      return false
    }
    guard let lmsLastUpdated else { return true }
    return grade.modified.map { lmsLastUpdated < $0 } ?? false
  }
}
