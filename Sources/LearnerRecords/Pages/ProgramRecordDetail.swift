import OpenEdX

/// A learner's record of one program: `GET /records/api/v1/program_records/<uuid>/` (credentials-api.md 4).
public struct ProgramRecordDetail: Sendable {
  /// One course of the program; the fields that depend on an award are nil without one.
  public struct Course: Sendable {
    /// The course's title.
    public let name: String?
    /// Its owners, joined by commas.
    public let school: String
    /// The id of the course in Credentials' catalog.
    public let courseID: Int64
    /// The awarded run; the grade may be another run's.
    public let run: String?
    /// The award's date: override, else available date, else creation.
    public let issueDate: UTCTime?
    /// How many runs have a verified grade and a visible credential.
    public let attempts: Int?
    /// The highest grade of an awarded run, 0 to 1.
    public let percent: Double?
    /// Its letter; `N/A` when the service has none.
    public let letter: String?
    /// The keys of the runs with an awarded, visible credential, in the order of the configurations' ids. With
    /// several the last one is shown.
    public let awardedRuns: [String]
  }

  /// A credit or industry pathway of the program.
  public struct Pathway: Sendable {
    /// `catalog_pathway.id`.
    public let id: Int64
    /// Its name.
    public let name: String
    /// `sent` once the learner has sent the record; else empty.
    public let status: String
    /// Whether it has an address to send to.
    public let isActive: Bool
    /// `credit` or `industry`.
    public let type: String
  }

  /// The learner's name in Credentials.
  public let username: String
  /// The learner's full name; may be empty.
  public let fullName: String
  /// The learner's address.
  public let email: String
  /// The program.
  public let program: ProgramUUID
  /// Its title.
  public let name: String
  /// Its type, as `MicroMasters`.
  public let typeName: String
  /// Its authoring organizations, joined by commas.
  public let school: String
  /// Whether a visible, awarded program credential exists.
  public let isCompleted: Bool
  /// Whether no awarded, visible credential has a verified grade.
  public let isEmpty: Bool
  /// The latest of the counted grades' dates; nil when the service prints the present moment instead.
  public let lastUpdated: UTCTime?
  /// The courses in the order of the page.
  public let courses: [Course]
  /// The pathways.
  public let pathways: [Pathway]
  /// The uuid under which the learner shares the record, 32 hexadecimal digits.
  public let sharedRecordUUID: String?
  /// The name of the platform.
  public let platformName: String?
  /// Where the page's help link leads; may be empty.
  public let recordsHelpURL: String
  /// What makes the service answer 500 instead of this record, as a sentence; nil when nothing does.
  public let serviceFailure: String?

  /// The badge in the page's header (learner-record.md 1.2).
  public var headerWord: String { isCompleted ? "Earned" : isEmpty ? "Not Earned" : "Partially Completed" }
}
