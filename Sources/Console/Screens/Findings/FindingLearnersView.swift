import LearnerRecords
import OpenEdX
import Terminal

/// The learners of a group of findings.
struct FindingLearnersView {
  let list: ListState<FindingLearner>
  /// Whether the rows were ever read.
  let isKnown: Bool
  let group: FindingGroup.ID
  /// What stands in place of rows that were not read; nil when they were.
  var unread: String?

  var table: TableView<FindingLearner> {
    let emptyText =
      !isKnown
      ? unread ?? "reading …"
      : list.filter.isEmpty ? "nobody any more: repaired, or changed" : "no learner matches"
    return TableView(columns: Self.columns(of: group), list: list, emptyText: emptyText)
  }

  static func columns(of group: FindingGroup.ID) -> [TableColumn<FindingLearner>] {
    switch group.subject {
    case .courseRun, .program: Array(columns.dropLast())
    // A learner may be there with several runs.
    case .lms, .organization: columns
    }
  }

  /// All columns, the run last.
  static let columns: [TableColumn<FindingLearner>] = [
    TableColumn(title: "Learner", minimum: 14, maximum: 30, cut: .middle, order: { .text($0.person.username) }) {
      ($0.person.username, .plain)
    },
    TableColumn(
      title: "Name",
      minimum: 12,
      maximum: 36,
      importance: 3,
      cut: .middle,
      order: { .text($0.person.fullName) }
    ) {
      ($0.person.fullName, .plain)
    },
    TableColumn(title: "LMS", minimum: 21, maximum: 26, importance: 2, order: { .text($0.lmsText) }) {
      ($0.lmsText, .plain)
    },
    TableColumn(title: "Credentials", minimum: 11, maximum: 12, order: { .text($0.credentialsText) }) {
      ($0.credentialsText, .plain)
    },
    TableColumn(title: "Since", minimum: 10, maximum: 10, importance: 1, order: { .text($0.since) }) {
      ($0.since, Theme.quiet)
    },
    TableColumn(
      title: "Blocked by",
      minimum: 14,
      maximum: 30,
      importance: 4,
      value: { .texts($0.findings.filter { $0.kind == .blocker }.map(\.rawValue)) }
    ) { learner in
      let blockers = learner.findings.filter { $0.kind == .blocker }
      guard let first = blockers.first else { return ("", .plain) }
      return ("# \(first.rawValue)" + (blockers.count > 1 ? " +\(blockers.count - 1)" : ""), Theme.middling)
    },
    TableColumn(
      title: "Course run",
      minimum: 14,
      maximum: 50,
      importance: 1,
      cut: .middle,
      order: { .text($0.run?.courseRun ?? "") },
      value: { .text($0.run?.courseRun ?? "") }
    ) {
      (CourseRunText($0.run?.courseRun ?? "").short, .plain)
    },
  ]
}
