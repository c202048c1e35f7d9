import LearnerRecords
import Terminal

/// The learners of a program.
struct LearnersView {
  let list: ListState<LearnerSummary>
  var chosen: [Int]?
  let isLoading: Bool

  func draw(on grid: inout Grid, in area: Rectangle) {
    TableView(
      columns: Self.columns,
      list: list,
      emptyText: isLoading
        ? "reading …" : list.filter.isEmpty ? "no learner has a certificate or credential here" : "no learner matches",
      chosen: chosen
    ).draw(on: &grid, in: area)
  }

  static let columns: [TableColumn<LearnerSummary>] = [
    TableColumn(title: "Learner", minimum: 16, maximum: 30) { ($0.person.username, .plain) },
    TableColumn(title: "Name", minimum: 14, maximum: 36, importance: 2) { ($0.person.fullName, .plain) },
    TableColumn(title: "E-mail", minimum: 18, maximum: 34, importance: 5) { ($0.person.email, Theme.quiet) },
    TableColumn(title: "Earned", minimum: 7, maximum: 7, alignment: .right) {
      ("\($0.earnedCourses)/\($0.courses)", .plain)
    },
    TableColumn(title: "Program", minimum: 11, maximum: 11, importance: 3) {
      $0.isCompleted ? ("✓ Completed", Theme.good) : ("", .plain)
    },
    TableColumn(title: "Drift", minimum: 5, maximum: 5, alignment: .right) {
      ("\($0.driftRows)", $0.driftRows > 0 ? Theme.middling : Theme.quiet)
    },
    TableColumn(title: "Backfill", minimum: 8, maximum: 8, importance: 1, alignment: .right) {
      ("\($0.backfillableRows)", $0.backfillableRows > 0 ? Theme.bad : Theme.quiet)
    },
  ]
}
