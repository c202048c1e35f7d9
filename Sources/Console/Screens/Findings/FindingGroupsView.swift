import LearnerRecords
import OpenEdX
import Terminal

/// The groups of findings, a row each.
struct FindingGroupsView {
  let list: ListState<FindingGroup>
  let counting: Freshness

  var table: TableView<FindingGroup> {
    TableView(columns: Self.columns, list: list, emptyText: emptyText)
  }

  private var emptyText: String {
    if counting.isReading, list.rows.isEmpty { return "counting …" }
    if !counting.isKnown { return "not counted; r counts" }
    if !list.filter.isEmpty { return "no group matches" }
    return list.limit == .drift
      ? "no drift: LMS and Credentials agree; d shows explanations, too" : "nothing found"
  }

  static let columns: [TableColumn<FindingGroup>] = [
    TableColumn(
      title: "Finding",
      minimum: 16,
      maximum: 22,
      order: { .text($0.finding.rawValue) },
      value: { .text($0.finding.rawValue) }
    ) {
      let mark = Theme.mark($0.finding.kind)
      return ("\(mark.mark) \($0.finding.rawValue)", mark.style)
    },
    TableColumn(title: "Rows", minimum: 4, maximum: 8, alignment: .right, order: { .number($0.rows) }) {
      ("\($0.rows)", .plain)
    },
    TableColumn(
      title: "Learners",
      minimum: 8,
      maximum: 8,
      importance: 6,
      alignment: .right,
      order: { .number($0.learners) }
    ) {
      ("\($0.learners)", .plain)
    },
    TableColumn(
      title: "Backfill",
      minimum: 8,
      maximum: 8,
      importance: 2,
      alignment: .right,
      order: { .number(repaired($0, byDefault: true)) }
    ) {
      count(repaired($0, byDefault: true))
    },
    // What a backfill repairs only when it is asked for by name stands apart, as it is in no other list's “Backfill”.
    TableColumn(
      title: "On request",
      shortTitle: "Request",
      minimum: 8,
      maximum: 10,
      importance: 3,
      alignment: .right,
      order: { .number(repaired($0, byDefault: false)) }
    ) {
      count(repaired($0, byDefault: false))
    },
    TableColumn(
      title: "Course run or setting",
      shortTitle: "Run",
      minimum: 14,
      maximum: 60,
      cut: .middle,
      order: { .text($0.subjectText) },
      value: { .text($0.subjectText) }
    ) {
      (CourseRunText($0.subjectText).short, .plain)
    },
    TableColumn(
      title: "Program",
      minimum: 32,
      maximum: 40,
      importance: 4,
      cut: .middle,
      order: { .text(program($0)) },
      value: { .texts($0.programs.map(\.title)) }
    ) {
      (program($0), Theme.quiet)
    },
    TableColumn(
      title: "Blocked by",
      minimum: 15,
      maximum: 30,
      importance: 5,
      order: { .text(blockers($0)) },
      value: { group in .texts(Finding.allCases.filter { group.blockers[$0] != nil }.map(\.rawValue)) }
    ) {
      (blockers($0), Theme.middling)
    },
  ]

  /// The rows that a backfill repairs by default, or when asked for; nil for a finding that it does not repair so.
  private static func repaired(_ group: FindingGroup, byDefault: Bool) -> Int? {
    guard group.finding.isRepairedByBackfill, group.finding.isRepairedByDefault == byDefault else { return nil }
    return group.repairableRows
  }

  private static func count(_ rows: Int?) -> (text: String, style: Style) {
    guard let rows else { return ("-", Theme.quiet) }
    return ("\(rows)", rows > 0 ? Theme.bad : Theme.quiet)
  }

  private static func program(_ group: FindingGroup) -> String {
    guard let first = group.programs.first else { return "" }
    return group.programs.count > 1 ? "\(first.title) +\(group.programs.count - 1)" : first.title
  }

  private static func blockers(_ group: FindingGroup) -> String {
    let found = Finding.allCases.filter { group.blockers[$0] != nil }
    guard let first = found.first else { return "" }
    return "# \(first.rawValue)" + (found.count > 1 ? " +\(found.count - 1)" : "")
  }
}
