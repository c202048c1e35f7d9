import LearnerRecords
import Terminal

/// The learners of a program.
struct LearnersView {
  let list: ListState<LearnerRow>
  var chosen: [Int]?
  /// What stands in place of rows that were not read; nil when they were.
  var unread: String?

  var table: TableView<LearnerRow> {
    TableView(
      columns: Self.columns,
      list: list,
      emptyText: unread
        ?? (list.count == 0 ? "no learner has a certificate or credential here" : "no learner matches"),
      chosen: chosen
    )
  }

  static let columns: [TableColumn<LearnerRow>] = [
    TableColumn(title: "Learner", minimum: 16, maximum: 30, cut: .middle, order: { .text($0.username) }) {
      ($0.username, .plain)
    },
    TableColumn(title: "Name", minimum: 14, maximum: 36, importance: 2, cut: .middle, order: { .text($0.fullName) }) {
      ($0.fullName, .plain)
    },
    TableColumn(title: "E-mail", minimum: 18, maximum: 34, importance: 5, cut: .middle, order: { .text($0.email) }) {
      ($0.email, Theme.quiet)
    },
    TableColumn(
      title: "Earned",
      minimum: 7,
      maximum: 7,
      alignment: .right,
      order: { .number($0.earnedCourses) },
      parts: [("Earned", { .number($0.earnedCourses) }), ("Courses", { .number($0.courses) })]
    ) {
      ("\($0.earnedCourses)/\($0.courses)", .plain)
    },
    TableColumn(
      title: "Program",
      minimum: 11,
      maximum: 11,
      importance: 3,
      order: { .text($0.isCompleted ? "Completed" : "") },
      value: { .text($0.isCompleted ? "Completed" : "") }
    ) {
      $0.isCompleted ? ("✓ Completed", Theme.good) : ("", .plain)
    },
    TableColumn(title: "Drift", minimum: 5, maximum: 5, alignment: .right, order: { .number($0.driftRows) }) {
      ("\($0.driftRows)", $0.driftRows > 0 ? Theme.middling : Theme.quiet)
    },
    TableColumn(
      title: "Backfill",
      minimum: 8,
      maximum: 8,
      importance: 1,
      alignment: .right,
      order: { .number($0.backfillableRows) }
    ) {
      ("\($0.backfillableRows)", $0.backfillableRows > 0 ? Theme.bad : Theme.quiet)
    },
  ]
}
