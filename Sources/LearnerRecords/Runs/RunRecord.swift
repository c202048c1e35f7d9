import OpenEdX

/// One learner in one course run: both sides, what the learner sees, and what is said about it (findings.md).
public struct RunRecord: Sendable {
  /// The certificate in the LMS.
  public struct Certificate: Sendable {
    /// `certificates_generatedcertificate.id`.
    public let id: Int64
    /// Its status.
    public let status: CertificateStatus
    /// Its mode.
    public let mode: CourseMode
    /// The grade as the LMS keeps it: a fraction of one as text; empty when absent or 0.
    public let grade: String
    /// When it was last saved, UTC as the database writes it.
    public let modifiedText: String
    /// Its date override.
    public let dateOverride: UTCTime?

    /// When it was last saved.
    public var modified: UTCTime? { UTCTime(modifiedText) }
  }

  /// The credential in Credentials.
  public struct Credential: Sendable {
    /// `credentials_usercredential.id`.
    public let id: Int64
    /// The name it hangs on; another than the record's when the learner was renamed.
    public let username: String
    /// `awarded`, `revoked`, or what else the database holds.
    public let status: String
    /// Its uuid as the database writes it.
    public let uuid: String
    /// When it was made, UTC as the database writes it.
    public let createdText: String
    /// When it was last changed, UTC as the database writes it.
    public let modifiedText: String
    /// Its date override.
    public let dateOverride: UTCTime?

    /// When it was made.
    public var created: UTCTime? { UTCTime(createdText) }
    /// When it was last changed.
    public var modified: UTCTime? { UTCTime(modifiedText) }
  }

  /// The run's `CourseCertificate` in Credentials.
  public struct Configuration: Sendable {
    /// `credentials_coursecertificate.id`.
    public let id: Int64
    /// The run as the configuration spells it.
    public let courseRun: String
    /// The mode with which it was made.
    public let certificateType: String
    /// Whether new posts are taken for it.
    public let isActive: Bool
    /// Whether its `course_run` is set.
    public let isLinked: Bool
    /// Until when its credentials are hidden.
    public let availableDate: UTCTime?
  }

  /// The LMS's spelling of the name, or Credentials' when the LMS does not know the learner.
  public let username: String
  /// The LMS's id; nil when the LMS does not know the learner.
  public let lmsUserID: Int64?
  /// The run's key, as the LMS's certificate spells it, or else the configuration.
  public let courseRun: String
  /// The title in Credentials' catalog, or else the LMS's.
  public let courseTitle: String?
  /// The LMS's side; nil when there is no certificate.
  public let lms: Certificate?
  /// Credentials' side; nil when there is no credential.
  public let credential: Credential?
  /// The run's configuration; nil when there is none.
  public let configuration: Configuration?
  /// What decided.
  public let facts: RunFacts
  /// What the learner sees, and the findings.
  public let assessment: RunAssessment
  /// What had to be matched by other than the same spelling, and what else a person should know, as sentences.
  public let notes: [String]
  /// The clock by which the record was judged.
  public let now: UTCTime
  /// What the LMS could send for a grade that Credentials lacks; nil when it lacks none.
  public internal(set) var gradeSource: GradeSource?

  /// The line that `audit` prints: username, run, shown, findings (findings.md).
  public var findingsJSON: JSONValue {
    [
      "username": .string(username), "course_run": .string(courseRun), "shown": .string(assessment.shown.rawValue),
      "findings": .array(assessment.findings.map { .string($0.rawValue) }),
    ]
  }
}
