import LearnerRecords
import OpenEdX
import Terminal

/// The learners of a group of findings.
struct FindingLearnersView {
  let findings: FindingsState
  let group: FindingGroup.ID

  func draw(on grid: inout Grid, in area: Rectangle) {
    let emptyText =
      !findings.reading.isKnown
      ? "reading …" : findings.learners.filter.isEmpty ? "nobody any more: mended, or changed" : "no learner matches"
    TableView(columns: columns, list: findings.learners, emptyText: emptyText).draw(on: &grid, in: area)
  }

  private var columns: [TableColumn<FindingLearner>] {
    switch group.subject {
    case .courseRun, .program: Self.columns
    // A learner may be there with several runs.
    case .lms, .organization: Self.columns + [Self.run]
    }
  }

  private static let run = TableColumn<FindingLearner>(title: "Course run", minimum: 14, maximum: 50, importance: 1) {
    (CourseRunText($0.run?.courseRun ?? "").short, .plain)
  }

  private static let columns: [TableColumn<FindingLearner>] = [
    TableColumn(title: "Learner", minimum: 14, maximum: 30) { ($0.person.username, .plain) },
    TableColumn(title: "Name", minimum: 12, maximum: 36, importance: 3) { ($0.person.fullName, .plain) },
    TableColumn(title: "LMS", minimum: 21, maximum: 26, importance: 2) { ($0.lmsText, .plain) },
    TableColumn(title: "Credentials", minimum: 11, maximum: 12) { ($0.credentialsText, .plain) },
    TableColumn(title: "Since", minimum: 10, maximum: 10, importance: 1) { ($0.since, Theme.quiet) },
    TableColumn(title: "Blocked by", minimum: 14, maximum: 30, importance: 4) { learner in
      let blockers = learner.findings.filter { $0.kind == .blocker }
      guard let first = blockers.first else { return ("", .plain) }
      return ("# \(first.rawValue)" + (blockers.count > 1 ? " +\(blockers.count - 1)" : ""), Theme.middling)
    },
  ]
}
