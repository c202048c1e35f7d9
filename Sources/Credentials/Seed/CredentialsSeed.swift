import OpenEdX

/// Rows to write into a `CredentialsDatabase`, for sample data, generators and tests.
///
/// Rows name each other by what people know (keys, usernames, program UUIDs), never by id; what a seed does not hold
/// itself is looked up in the database, so that a large deployment can be written in parts.
package struct CredentialsSeed: Sendable {
  /// The site and its configuration; nil leaves what is there.
  package var site: Site?
  /// The organizations.
  package var organizations: [Organization] = []
  /// The courses.
  package var courses: [Course] = []
  /// The runs of courses.
  package var courseRuns: [CourseRun] = []
  /// The programs.
  package var programs: [Program] = []
  /// The pathways.
  package var pathways: [Pathway] = []
  /// The learners who have an account in Credentials.
  package var learners: [Learner] = []
  /// The configurations of runs' certificates.
  package var courseCertificates: [CourseCertificate] = []
  /// The configurations of programs' certificates.
  package var programCertificates: [ProgramCertificate] = []
  /// The awards.
  package var credentials: [UserCredential] = []
  /// The grades.
  package var grades: [UserGrade] = []
  /// The program records that learners have shared.
  package var sharedRecords: [SharedRecord] = []
  /// The records that learners have sent to pathways.
  package var creditPathways: [UserCreditPathway] = []

  /// An empty seed.
  package init() {}

  /// The site that everything belongs to.
  package struct Site: Sendable {
    /// Its name.
    package var name: String
    /// Its host, which addresses of certificates carry.
    package var domain: String
    /// The platform's name on learner records.
    package var platformName: String
    /// The root of the LMS; its scheme is also that of certificates' addresses.
    package var lmsRoot: String
    /// Whether learner records are on.
    package var recordsEnabled: Bool
    /// The page of help on learner records.
    package var recordsHelpURL: String

    /// Takes the site's values.
    package init(
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
  package struct Learner: Sendable {
    /// The row's id; nil leaves it to SQLite.
    package var id: Int64?
    /// The name.
    package var username: String
    /// The address of e-mail.
    package var email: String
    /// The whole name; nil when the LMS never sent one.
    package var fullName: String?
    /// The user's id in the LMS.
    package var lmsUserID: Int64?

    /// Takes the account's values.
    package init(
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
