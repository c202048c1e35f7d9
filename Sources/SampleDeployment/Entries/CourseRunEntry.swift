import OpenEdX

/// A line of `course-runs.json`: what LMS and Credentials know of a run.
struct CourseRunEntry: SampleEntry {
  static let file = "course-runs.json"
  static let fields = CodingKeys.allCases.map(\.rawValue)

  enum Pacing: String, EntryWord { case instructor, `self` }

  /// When certificates are shown (`certificates_display_behavior`).
  enum DisplayBehavior: String, EntryWord {
    case end
    case endWithDate = "end_with_date"
    case earlyNoInfo = "early_no_info"
  }

  /// The run's `CourseCertificate` in Credentials.
  enum Configuration: String, EntryWord {
    case active
    case inactive
    /// It does not point at the run of the catalog.
    case unlinked
    case absent
  }

  let key: String
  /// The key of the course.
  let course: String
  let mode: ModeWord
  let start: EntryTime
  let end: EntryTime
  let pacing: Pacing
  /// Nil for a self-paced run, where it plays no part.
  let displayBehavior: DisplayBehavior?
  /// The certificate available date, for `end_with_date`.
  let availableDate: EntryTime?
  /// Whether Credentials' catalog has the run; it does when nothing is said.
  let inCatalog: Bool?
  /// Whether the LMS has a course overview of the run; it does when nothing is said.
  let hasOverview: Bool?
  let configuration: Configuration

  enum CodingKeys: String, CodingKey, CaseIterable {
    case key, course, mode, start, end, pacing
    case displayBehavior = "display_behavior"
    case availableDate = "available_date"
    case inCatalog = "in_catalog"
    case hasOverview = "has_overview"
    case configuration
  }

  /// The date that the LMS computes and posts for the run's configuration (<doc:SyncFlow#Dates>); nil shows awards at
  /// once.
  var postedAvailableDate: UTCTime? {
    guard pacing == .instructor else { return nil }
    switch displayBehavior {
    case .end: return end.value
    case .endWithDate: return availableDate?.value
    case .earlyNoInfo, nil: return nil
    }
  }
}
