import OpenEdX

/// One learner in one course run: both sides, what the learner sees, and what is said about it (<doc:Findings>).
package struct RunRecord: Sendable {
  /// The certificate in the LMS.
  package struct Certificate: Sendable {
    /// `certificates_generatedcertificate.id`.
    package let id: Int64
    /// Its status.
    package let status: CertificateStatus
    /// Its mode.
    package let mode: CourseMode
    /// The grade as the LMS keeps it: a fraction of one as text; empty when absent or 0.
    package let grade: String
    /// When it was last saved, UTC as the database writes it.
    package let modifiedText: String
    /// Its date override.
    package let dateOverride: UTCTime?

    /// When it was last saved.
    package var modified: UTCTime? { UTCTime(modifiedText) }
  }

  /// The credential in Credentials.
  package struct Credential: Sendable {
    /// `credentials_usercredential.id`.
    package let id: Int64
    /// The name it hangs on; another than the record's when the learner was renamed.
    package let username: String
    /// `awarded`, `revoked`, or what else the database holds.
    package let status: String
    /// Its uuid as the database writes it.
    package let uuid: String
    /// When it was made, UTC as the database writes it.
    package let createdText: String
    /// When it was last changed, UTC as the database writes it.
    package let modifiedText: String
    /// Its date override.
    package let dateOverride: UTCTime?

    /// When it was made.
    package var created: UTCTime? { UTCTime(createdText) }
    /// When it was last changed.
    package var modified: UTCTime? { UTCTime(modifiedText) }
  }

  /// The run's `CourseCertificate` in Credentials.
  package struct Configuration: Sendable {
    /// `credentials_coursecertificate.id`.
    package let id: Int64
    /// The run as the configuration spells it.
    package let courseRun: String
    /// The mode with which it was made.
    package let certificateType: String
    /// Whether new posts are taken for it.
    package let isActive: Bool
    /// Whether its `course_run` is set.
    package let isLinked: Bool
    /// Until when its credentials are hidden.
    package let availableDate: UTCTime?
  }

  /// The LMS's spelling of the name, or Credentials' when the LMS does not know the learner.
  package let username: String
  /// The LMS's id; nil when the LMS does not know the learner.
  package let lmsUserID: Int64?
  /// The run's key, as the LMS's certificate spells it, or else the configuration.
  package let courseRun: String
  /// The title in Credentials' catalog, or else the LMS's.
  package let courseTitle: String?
  /// The LMS's side; nil when there is no certificate.
  package let lms: Certificate?
  /// Credentials' side; nil when there is no credential.
  package let credential: Credential?
  /// The run's configuration; nil when there is none.
  package let configuration: Configuration?
  /// What decided.
  package let facts: RunFacts
  /// What the learner sees, and the findings.
  package let assessment: RunAssessment
  /// What had to be matched by other than the same spelling, and what else a person should know, as sentences.
  package internal(set) var notes: [String]
  /// The names under which Credentials has rows of the learner, where it has none under the present one.
  package internal(set) var formerNames: [String] = []
  /// The clock by which the record was judged.
  package let now: UTCTime
  /// What the LMS could send for a grade that Credentials lacks or has in an older form; nil when it needs none.
  package internal(set) var gradeSource: GradeSource?
  /// The older grade; nil without `grade-stale`.
  package internal(set) var staleGrade: StoredGrade?
  /// What the LMS's overview says of when certificates are shown; nil without one, or where the copy does not tell.
  package internal(set) var certificateSettings: CourseCertificateSettings?
  /// Why the LMS owes a certificate; nil when it owes none.
  package internal(set) var duty: LMSDuty?

  /// Whether Credentials holds an awarded, visible credential that the learner's page does not read.
  package var isUnshown: Bool {
    assessment.shown == .notEarned && facts.credential?.status == .awarded && !facts.isCredentialOnPage
  }

  /// The line that `audit` prints: username, run, shown, findings (<doc:Findings>).
  package var findingsJSON: JSONValue {
    [
      "username": .string(username), "course_run": .string(courseRun), "shown": .string(assessment.shown.rawValue),
      "findings": .array(assessment.findings.map { .string($0.rawValue) }),
    ]
  }
}
