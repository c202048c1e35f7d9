import OpenEdX

/// Credentials' catalog and its certificate configurations, as of one site.
struct Catalog {
  struct Course {
    let id: Int64
    let title: String?
    var owners: [String] = []

    var school: String { owners.joined(separator: ", ") }
  }

  struct Run {
    let id: Int64
    let key: String
    let titleOverride: String?
    let courseID: Int64
  }

  struct Program {
    let id: Int64
    let uuid: ProgramUUID
    let title: String
    let type: String
    let status: String
    let siteID: Int64
    /// In the order of the program's page.
    var runIDs: [Int64] = []
    var organizations: [String] = []
    var hasActiveConfiguration = false

    var school: String { organizations.joined(separator: ", ") }
    /// The statuses with which a program is listed and awarded.
    var isOffered: Bool { status == "active" || status == "retired" }
  }

  struct CourseConfiguration {
    let id: Int64
    let isActive: Bool
    let courseRun: String
    let certificateType: String
    let siteID: Int64
    let runID: Int64?
    let availableDate: UTCTime?

    func isVisible(_ now: UTCTime) -> Bool { availableDate.map { $0 <= now } ?? true }
  }

  struct ProgramConfiguration {
    let id: Int64
    let isActive: Bool
    let siteID: Int64
    let programID: Int64?
    let programUUID: ProgramUUID?
  }

  /// All sites of the service, the one that is served among them.
  let sites: [CredentialsSite]
  /// The site whose pages are shown.
  let siteID: Int64
  let platformName: String?
  let recordsHelpURL: String
  /// Whether the site has learner records switched on.
  let recordsEnabled: Bool
  let courses: [Int64: Course]
  let runs: [Int64: Run]
  /// The site's programs by title, as the list shows them.
  let programs: [Program]
  let courseConfigurations: [Int64: CourseConfiguration]
  let programConfigurations: [Int64: ProgramConfiguration]

  /// By the run's key: its configurations, those that are active and linked first.
  let configurationsByRun: [ExactText: [CourseConfiguration]]
  let runIDsByKey: [ExactText: [Int64]]
  let runIDsByCourse: [Int64: [Int64]]
  /// The same by the key without case, for copies of a database that compares without case.
  let keysByFoldedKey: [String: [String]]
  /// Places in `programs` by the id of a run.
  let programsByRun: [Int64: [Int]]
  /// Places in `programs` by the id of a program's configuration.
  let programByConfiguration: [Int64: Int]
  /// The programs of which another site has a configuration.
  let programsOnOtherSites: Set<ProgramUUID>

  /// The runs of every program, those of other sites included, in the order of the program's page.
  let runIDsByProgram: [Int64: [Int64]]

  /// Places in `programs`.
  let placesByUUID: [ProgramUUID: Int]

  /// The runs of the program that a configuration is linked to; nil when it is linked to none.
  func runIDs(of configuration: ProgramConfiguration) -> [Int64]? {
    configuration.programID.flatMap { runIDsByProgram[$0] }
  }

  /// Whether another site has a configuration of the program.
  func hasConfigurationOnOtherSite(_ program: Program) -> Bool {
    programsOnOtherSites.contains(program.uuid)
  }

  /// Whether the service would fail on the list of a learner who is awarded the program: its configuration has none.
  func awardFailsPage(_ program: Program) -> Bool {
    programConfigurations.values.contains {
      $0.isActive && $0.siteID == siteID && $0.programUUID == program.uuid && runIDs(of: $0) == nil
    }
  }

  func program(_ uuid: ProgramUUID) -> Program? { placesByUUID[uuid].map { programs[$0] } }
}
