import OpenEdX

/// Rows to write into a `CredentialsDatabase`, for sample data, generators and tests.
///
/// Rows name each other by what people know (keys, usernames, program UUIDs), never by id; what a seed does not hold
/// itself is looked up in the database, so that a large deployment can be written in parts.
public struct CredentialsSeed: Sendable {
  /// The site and its configuration; nil leaves what is there.
  public var site: Site?
  /// The organizations.
  public var organizations: [Organization] = []
  /// The courses.
  public var courses: [Course] = []
  /// The runs of courses.
  public var courseRuns: [CourseRun] = []
  /// The programs.
  public var programs: [Program] = []
  /// The pathways.
  public var pathways: [Pathway] = []
  /// The learners who have an account in Credentials.
  public var learners: [Learner] = []
  /// The configurations of runs' certificates.
  public var courseCertificates: [CourseCertificate] = []
  /// The configurations of programs' certificates.
  public var programCertificates: [ProgramCertificate] = []
  /// The awards.
  public var credentials: [UserCredential] = []
  /// The grades.
  public var grades: [UserGrade] = []
  /// The program records that learners have shared.
  public var sharedRecords: [SharedRecord] = []
  /// The records that learners have sent to pathways.
  public var creditPathways: [UserCreditPathway] = []

  /// An empty seed.
  public init() {}

  /// The site that everything belongs to.
  public struct Site: Sendable {
    /// Its name.
    public var name: String
    /// Its host, which addresses of certificates carry.
    public var domain: String
    /// The platform's name on learner records.
    public var platformName: String
    /// The root of the LMS; its scheme is also that of certificates' addresses.
    public var lmsRoot: String
    /// Whether learner records are on.
    public var recordsEnabled: Bool
    /// The page of help on learner records.
    public var recordsHelpURL: String

    /// Takes the site's values.
    public init(
      name: String,
      domain: String,
      platformName: String,
      lmsRoot: String,
      recordsEnabled: Bool = true,
      recordsHelpURL: String = ""
    ) {
      self.name = name
      self.domain = domain
      self.platformName = platformName
      self.lmsRoot = lmsRoot
      self.recordsEnabled = recordsEnabled
      self.recordsHelpURL = recordsHelpURL
    }
  }

  /// An account in Credentials (`core_user`).
  public struct Learner: Sendable {
    /// The row's id; nil leaves it to SQLite.
    public var id: Int64?
    /// The name.
    public var username: String
    /// The address of e-mail.
    public var email: String
    /// The whole name; nil when the LMS never sent one.
    public var fullName: String?
    /// The user's id in the LMS.
    public var lmsUserID: Int64?

    /// Takes the account's values.
    public init(
      _ username: String,
      id: Int64? = nil,
      email: String? = nil,
      fullName: String? = nil,
      lmsUserID: Int64? = nil
    ) {
      self.id = id
      self.username = username
      self.email = email ?? "\(username)@example.org"
      self.fullName = fullName
      self.lmsUserID = lmsUserID
    }
  }
}
