/// A line of `organizations.json`.
struct OrganizationEntry: SampleEntry {
  static let file = "organizations.json"
  static let fields = CodingKeys.allCases.map(\.rawValue)

  let key: String
  let name: String

  enum CodingKeys: String, CodingKey, CaseIterable { case key, name }
}

/// A line of `courses.json`.
struct CourseEntry: SampleEntry {
  static let file = "courses.json"
  static let fields = CodingKeys.allCases.map(\.rawValue)

  let key: String
  let title: String
  /// Keys of organizations, in order.
  let owners: [String]

  enum CodingKeys: String, CodingKey, CaseIterable { case key, title, owners }
}

/// A line of `programs.json`.
struct ProgramEntry: SampleEntry {
  static let file = "programs.json"
  static let fields = CodingKeys.allCases.map(\.rawValue)

  enum Status: String, EntryWord { case active, retired, unpublished, deleted }

  /// The program's configuration in Credentials; without an active one nothing is awarded for it.
  enum Certificate: String, EntryWord { case active, inactive, absent }

  let uuid: EntryUUID
  let title: String
  let type: String
  let status: Status
  /// Keys of the authoring organizations, in order.
  let organizations: [String]
  let certificate: Certificate
  /// Keys of runs, in the program's order.
  let courseRuns: [String]

  enum CodingKeys: String, CodingKey, CaseIterable {
    case uuid, title, type, status, organizations, certificate
    case courseRuns = "course_runs"
  }
}

/// A line of `pathways.json`.
struct PathwayEntry: SampleEntry {
  static let file = "pathways.json"
  static let fields = CodingKeys.allCases.map(\.rawValue)

  let uuid: EntryUUID
  let name: String
  let organization: String
  let email: String
  let programs: [EntryUUID]

  enum CodingKeys: String, CodingKey, CaseIterable { case uuid, name, organization, email, programs }
}
