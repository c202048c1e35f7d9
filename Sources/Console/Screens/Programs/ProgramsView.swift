import LearnerRecords
import Terminal

/// The list of programs.
struct ProgramsView {
  let list: ListState<ProgramSummary>
  var chosen: [Int]?
  /// What stands in place of rows that were not read; nil when they were.
  var unread: String?

  var table: TableView<ProgramSummary> {
    TableView(
      columns: Self.columns,
      list: list,
      emptyText: unread ?? (list.count == 0 ? "no programs in the catalog" : "no program matches"),
      chosen: chosen
    )
  }

  static let columns: [TableColumn<ProgramSummary>] = [
    TableColumn(title: "Program", minimum: 24, maximum: 72, cut: .middle, order: { .text($0.title) }) {
      ($0.title, .plain)
    },
    TableColumn(
      title: "School",
      minimum: 12,
      maximum: 36,
      importance: 4,
      cut: .middle,
      order: { .text($0.organizations.joined(separator: ", ")) }
    ) {
      ($0.organizations.joined(separator: ", "), Theme.quiet)
    },
    TableColumn(title: "Status", minimum: 11, maximum: 11, importance: 3, order: { .text($0.status) }) {
      ($0.status, Theme.quiet)
    },
    TableColumn(
      title: "Courses",
      minimum: 7,
      maximum: 7,
      importance: 5,
      alignment: .right,
      order: { .number($0.courses) }
    ) {
      ("\($0.courses)", .plain)
    },
    TableColumn(
      title: "Learners",
      minimum: 8,
      maximum: 8,
      importance: 2,
      alignment: .right,
      order: { .number($0.counts?.learners) }
    ) {
      (number($0.counts?.learners), .plain)
    },
    TableColumn(
      title: "Drift",
      minimum: 5,
      maximum: 6,
      alignment: .right,
      order: { .number($0.counts?.driftRows) }
    ) {
      (number($0.counts?.driftRows), ($0.counts?.driftRows ?? 0) > 0 ? Theme.middling : Theme.quiet)
    },
    TableColumn(
      title: "Backfill",
      minimum: 8,
      maximum: 8,
      importance: 1,
      alignment: .right,
      order: { .number($0.counts?.backfillableRows) }
    ) {
      (number($0.counts?.backfillableRows), ($0.counts?.backfillableRows ?? 0) > 0 ? Theme.bad : Theme.quiet)
    },
  ]

  /// A count that is still being made is a dot.
  private static func number(_ value: Int?) -> String { value.map(String.init) ?? "·" }
}
