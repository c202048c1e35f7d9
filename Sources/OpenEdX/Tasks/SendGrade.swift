/// The decision of the LMS's `send_grade_to_credentials`, with the questions that its handler asks first
/// (<doc:SyncFlow#Grades>).
///
/// The task reads the grade when it runs, so that a grade that has changed since is sent as it is now.
package struct SendGrade: Sendable {
  /// A grade in the LMS.
  package struct Grade: Sendable, Hashable {
    /// The letter, "" when not passing.
    package var letter: String
    /// 0 to 1.
    package var percent: Double
    /// When it was last saved, UTC.
    package var modified: UTCTime?

    /// Takes the grade's values.
    package init(letter: String, percent: Double, modified: UTCTime?) {
      self.letter = letter
      self.percent = percent
      self.modified = modified
    }
  }

  /// The learner's name as the task carries it.
  package var username: String
  /// The run as the task carries it.
  package var courseRunKey: String
  /// `CredentialsApiConfig`: enabled and with learner issuance.
  package var issuanceEnabled: Bool
  /// Whether learner records are on for the run's org.
  package var recordsEnabled: Bool
  /// Whether a user of exactly that name exists.
  package var userExists: Bool
  /// The certificate of (user, run), if there is one.
  package var certificate: RunFacts.Certificate?
  /// The grade of (user, run), if there is one.
  package var grade: Grade?
  /// The LMS setting `DISABLE_HONOR_CERTIFICATES`.
  package var honorCertificatesDisabled = false

  /// Takes the facts.
  package init(
    username: String,
    courseRunKey: String,
    issuanceEnabled: Bool,
    recordsEnabled: Bool,
    userExists: Bool,
    certificate: RunFacts.Certificate?,
    grade: Grade?
  ) {
    self.username = username
    self.courseRunKey = courseRunKey
    self.issuanceEnabled = issuanceEnabled
    self.recordsEnabled = recordsEnabled
    self.userExists = userExists
    self.certificate = certificate
    self.grade = grade
  }

  /// The statuses with which a grade is of interest to Credentials (<doc:CertificatesAndModes#Modes>).
  static let interestingStatuses: Set<CertificateStatus> = [.notPassing, .downloadable]

  /// Checks all that the LMS itself answers, before the catalog is asked.
  ///
  /// - Throws: `TaskObstacle` for the step that ends the task.
  package func requireInterest() throws(TaskObstacle) {
    try TaskObstacle.requireIssuance(issuanceEnabled)
    guard userExists else { throw .unknownUser(username) }
    let key = try TaskObstacle.requireKey(courseRunKey)
    guard recordsEnabled else { throw .skip("learner records are off for \(key.org)") }
    guard let certificate else {
      throw .skip("user \(username) has no certificate in \(courseRunKey), without which no grade is sent")
    }
    guard certificate.mode.isSent(honorCertificatesDisabled: honorCertificatesDisabled) else {
      throw .skip("mode “\(certificate.mode.rawValue)” of the certificate is not of interest to Credentials")
    }
    guard Self.interestingStatuses.contains(certificate.status) else {
      throw .skip("status “\(certificate.status.rawValue)” of the certificate is not of interest to Credentials")
    }
  }

  /// What the task posts.
  ///
  /// - Parameter isInProgram: whether an active or retired program contains the run.
  /// - Throws: `TaskObstacle` for the step that ends the task.
  package func post(isInProgram: Bool) throws(TaskObstacle) -> GradePost {
    try requireInterest()
    guard isInProgram else { throw .skip("course run \(courseRunKey) is in no program") }
    guard let grade else { throw .skip("the LMS has no grade of user \(username) in \(courseRunKey)") }
    return GradePost(username: username, courseRunKey: courseRunKey, grade: grade)
  }
}

/// The body of the LMS's post for a grade (<doc:SyncFlow#Grades>).
package struct GradePost: Sendable, Hashable {
  /// The learner.
  package let username: String
  /// The run.
  package let courseRunKey: String
  /// The grade.
  package let grade: SendGrade.Grade

  /// Takes the parts of the body.
  package init(username: String, courseRunKey: String, grade: SendGrade.Grade) {
    self.username = username
    self.courseRunKey = courseRunKey
    self.grade = grade
  }

  /// The percent, rounded to four places, which is what Credentials keeps.
  ///
  /// It refuses a longer one for good (<doc:CredentialsAPI#Other-writes>), and the LMS's own task then loses the grade.
  package var percent: Double { Self.rounded(grade.percent) }

  static func rounded(_ percent: Double) -> Double { (percent * 10_000).rounded() / 10_000 }

  /// The body as JSON.
  package var json: JSONValue {
    [
      "username": .string(username), "course_run": .string(courseRunKey), "letter_grade": .string(grade.letter),
      "percent_grade": .number(percent), "verified": true,
      "lms_last_updated_at": grade.modified.map { .string($0.isoFormat) } ?? nil,
    ]
  }
}
