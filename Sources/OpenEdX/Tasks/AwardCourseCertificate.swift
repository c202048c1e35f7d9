/// The decision of the LMS's task `award_course_certificate`, step by step
/// (<doc:SyncFlow#Awarding-a-course-certificate>).
///
/// Despite its name the task both awards and revokes. It is given what the LMS holds when it runs, and decides; the
/// reading and the posting are done around it.
package struct AwardCourseCertificate: Sendable {
  /// The learner's name as the task carries it.
  package var username: String
  /// The run as the task carries it.
  package var courseRunKey: String
  /// `CredentialsApiConfig`: enabled and with learner issuance.
  package var issuanceEnabled: Bool
  /// Whether a user of exactly that name exists.
  package var userExists: Bool
  /// The certificate of (user, run), if there is one; audit certificates included.
  package var certificate: RunFacts.Certificate?
  /// Whether the LMS has a course overview of the run.
  package var hasOverview: Bool
  /// The LMS setting `DISABLE_HONOR_CERTIFICATES`.
  package var honorCertificatesDisabled = false

  /// Takes the facts.
  package init(
    username: String,
    courseRunKey: String,
    issuanceEnabled: Bool,
    userExists: Bool,
    certificate: RunFacts.Certificate?,
    hasOverview: Bool
  ) {
    self.username = username
    self.courseRunKey = courseRunKey
    self.issuanceEnabled = issuanceEnabled
    self.userExists = userExists
    self.certificate = certificate
    self.hasOverview = hasOverview
  }

  /// What the task posts.
  ///
  /// - Throws: `TaskObstacle` for the step that ends the task.
  package func post() throws(TaskObstacle) -> CourseCredentialPost {
    try TaskObstacle.requireIssuance(issuanceEnabled)
    guard userExists else { throw .unknownUser(username) }
    _ = try TaskObstacle.requireKey(courseRunKey)
    guard let certificate, certificate.status.isEligible else {
      throw .skip("user \(username) has not earned a course certificate in \(courseRunKey)")
    }
    guard certificate.mode.isSent(honorCertificatesDisabled: honorCertificatesDisabled) else {
      throw .skip("mode “\(certificate.mode.rawValue)” of the certificate is not sent to Credentials")
    }
    guard hasOverview else { throw .skip("the LMS has no course overview of \(courseRunKey)") }
    return CourseCredentialPost(
      username: username,
      status: certificate.status.postedStatus,
      courseRunKey: courseRunKey,
      mode: certificate.mode,
      dateOverride: certificate.dateOverride
    )
  }
}
