import LearnerRecords
import OpenEdX
import Terminal

/// The groups of findings, a row each.
struct FindingGroupsView {
  let findings: FindingsState

  var table: TableView<FindingGroup> {
    TableView(columns: Self.columns, list: findings.groups, emptyText: emptyText)
  }

  private var emptyText: String {
    if findings.counting.isReading, findings.groups.rows.isEmpty { return "counting …" }
    if !findings.counting.isKnown { return "not counted; r counts" }
    if !findings.groups.filter.isEmpty { return "no group matches" }
    return findings.groups.limit == .drift
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
      order: { .number(mended($0, byDefault: true)) }
    ) {
      count(mended($0, byDefault: true))
    },
    // What a backfill mends only when it is asked for by name stands apart, as it is in no other list's “Backfill”.
    TableColumn(
      title: "+include",
      minimum: 8,
      maximum: 8,
      importance: 3,
      alignment: .right,
      order: { .number(mended($0, byDefault: false)) }
    ) {
      count(mended($0, byDefault: false))
    },
    TableColumn(
      title: "Course run or setting",
      shortTitle: "Of",
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

  /// The rows that a backfill mends by itself, or when asked for; nil for a finding that it does not mend so.
  private static func mended(_ group: FindingGroup, byDefault: Bool) -> Int? {
    guard group.finding.isRepairedByBackfill, group.finding.isRepairedByDefault == byDefault else { return nil }
    return group.mendableRows
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
