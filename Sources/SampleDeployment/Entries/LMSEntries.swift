import OpenEdX

/// A line of `lms-certificates.json`: a `GeneratedCertificate`.
struct CertificateEntry: SampleEntry {
  static let file = "lms-certificates.json"
  static let fields = CodingKeys.allCases.map(\.rawValue)

  let username: String
  let courseRun: String
  let status: CertificateWord
  let mode: ModeWord
  /// The grade as the certificate's column holds it: text.
  let grade: String
  let modified: EntryTime
  let dateOverride: EntryTime?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case username
    case courseRun = "course_run"
    case status, mode, grade, modified
    case dateOverride = "date_override"
  }
}

/// A line of `lms-grades.json`: a `PersistentCourseGrade`.
struct LMSGradeEntry: SampleEntry {
  static let file = "lms-grades.json"
  static let fields = CodingKeys.allCases.map(\.rawValue)

  let username: String
  let courseRun: String
  /// 0 to 1.
  let percent: Double
  /// Empty when not passing.
  let letter: String
  let modified: EntryTime

  enum CodingKeys: String, CodingKey, CaseIterable {
    case username
    case courseRun = "course_run"
    case percent, letter, modified
  }
}

/// A line of `lms-api-config.json`: a `CredentialsApiConfig`; the newest is in force.
struct APIConfigEntry: SampleEntry {
  static let file = "lms-api-config.json"
  static let fields = CodingKeys.allCases.map(\.rawValue)

  let changeDate: EntryTime
  let enabled: Bool
  let enableLearnerIssuance: Bool

  enum CodingKeys: String, CodingKey, CaseIterable {
    case changeDate = "change_date"
    case enabled
    case enableLearnerIssuance = "enable_learner_issuance"
  }
}

/// A line of `lms-sites.json`: a site of the LMS with its configuration.
struct LMSSiteEntry: SampleEntry {
  static let file = "lms-sites.json"
  static let fields = CodingKeys.allCases.map(\.rawValue)

  let domain: String
  let enabled: Bool
  /// The configuration's object, which the database holds as text.
  let values: [String: JSONValue]

  enum CodingKeys: String, CodingKey, CaseIterable { case domain, enabled, values }
}

/// A line of `learners.json`: a user of the LMS, and under which name Credentials knows the same person.
struct LearnerEntry: SampleEntry {
  static let file = "learners.json"
  static let fields = CodingKeys.allCases.map(\.rawValue)

  let lmsUserID: Int64
  /// The name in the LMS.
  let username: String
  let email: String
  /// The profile's name; without it there is no profile.
  let name: String?
  /// The name in Credentials when it is another, as after a rename that did not reach it.
  let credentialsUsername: String?
  /// Whether Credentials has an account of the learner; it does when nothing is said.
  let knownToCredentials: Bool?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case lmsUserID = "lms_user_id"
    case username, email, name
    case credentialsUsername = "credentials_username"
    case knownToCredentials = "known_to_credentials"
  }

  /// The name under which Credentials holds the learner's awards.
  var nameInCredentials: String { credentialsUsername ?? username }
}
