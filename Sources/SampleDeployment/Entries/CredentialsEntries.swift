/// The line of `credentials-site.json`: the site that Credentials serves.
struct CredentialsSiteEntry: SampleEntry {
  static let file = "credentials-site.json"
  static let fields = CodingKeys.allCases.map(\.rawValue)

  let name: String
  let domain: String
  let platformName: String
  let lmsRoot: String
  let recordsHelpURL: String

  enum CodingKeys: String, CodingKey, CaseIterable {
    case name, domain
    case platformName = "platform_name"
    case lmsRoot = "lms_url_root"
    case recordsHelpURL = "records_help_url"
  }
}

/// A line of `credentials-awards.json`: a `UserCredential` for a run or for a program.
struct AwardEntry: SampleEntry {
  static let file = "credentials-awards.json"
  static let fields = CodingKeys.allCases.map(\.rawValue)

  /// The name in Credentials.
  let username: String
  /// The run, or nil for a program's award.
  let courseRun: String?
  /// The program, or nil for a run's award.
  let program: EntryUUID?
  let status: AwardWord
  let created: EntryTime
  let modified: EntryTime
  let dateOverride: EntryTime?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case username
    case courseRun = "course_run"
    case program, status, created, modified
    case dateOverride = "date_override"
  }
}

/// A line of `credentials-grades.json`: a `UserGrade`.
struct CredentialsGradeEntry: SampleEntry {
  static let file = "credentials-grades.json"
  static let fields = CodingKeys.allCases.map(\.rawValue)

  /// The name in Credentials.
  let username: String
  let courseRun: String
  /// 0 to 1, of which four decimals are kept.
  let percent: Double
  let letter: String
  let verified: Bool
  /// When the LMS computed it.
  let lastUpdated: EntryTime

  enum CodingKeys: String, CodingKey, CaseIterable {
    case username
    case courseRun = "course_run"
    case percent, letter, verified
    case lastUpdated = "lms_last_updated_at"
  }
}
