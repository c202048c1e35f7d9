import LearnerRecords
import OpenEdX
import Terminal

extension LearnerPrograms.Entry: Identifiable {
  /// The program's identity.
  package var id: ProgramUUID { program }
}

/// A learner's programs, with the words of the learner's own list.
struct PersonView {
  let list: ListState<LearnerPrograms.Entry>
  let person: LearnerPerson?
  /// What stands in place of rows that were not read; nil when they were.
  var unread: String?

  /// Rows of the screen above the list.
  static let headRows = 2

  func drawHead(on grid: inout Grid, in area: Rectangle) {
    guard let person else { return }
    let name = person.fullName.isEmpty ? person.username : person.fullName
    let id = person.lmsUserID.map { "LMS user \($0)" } ?? "not in the LMS"
    let about = [person.email, id].filter { !$0.isEmpty } + person.notes
    let width = area.size.columns - 4
    grid.write(TextWidth.clipped(name, to: width, cut: .middle), at: (area.column + 2, area.row), style: Theme.heading)
    grid.write(
      TextWidth.clipped(about.joined(separator: " | "), to: width),
      at: (area.column + 2, area.row + 1),
      style: Theme.quiet
    )
  }

  var table: TableView<LearnerPrograms.Entry> {
    TableView(
      columns: Self.columns,
      list: list,
      emptyText: unread
        ?? (list.count == 0 ? "no certificate and no credential in any program" : "no program matches")
    )
  }

  /// The word of the learner's list, and whether the program is on it at all.
  static func badge(_ word: String?) -> (text: String, style: Style) {
    word.map(RecordView.badge) ?? ("- not in the list", Theme.quiet)
  }

  static let columns: [TableColumn<LearnerPrograms.Entry>] = [
    TableColumn(title: "Program", minimum: 16, maximum: 60, cut: .middle, order: { .text($0.title) }) {
      ($0.title, .plain)
    },
    TableColumn(
      title: "In the list",
      minimum: 17,
      maximum: 21,
      order: { .text($0.listWord ?? "") },
      value: { .text($0.listWord ?? "not in the list") }
    ) {
      badge($0.listWord)
    },
    TableColumn(
      title: "Earned",
      minimum: 7,
      maximum: 7,
      importance: 2,
      alignment: .right,
      order: { .number($0.summary.earnedCourses) },
      parts: [("Earned", { .number($0.summary.earnedCourses) }), ("Courses", { .number($0.summary.courses) })]
    ) {
      ("\($0.summary.earnedCourses)/\($0.summary.courses)", .plain)
    },
    TableColumn(
      title: "Drift",
      minimum: 5,
      maximum: 5,
      importance: 1,
      alignment: .right,
      order: { .number($0.summary.driftRows) }
    ) {
      ("\($0.summary.driftRows)", $0.summary.driftRows > 0 ? Theme.middling : Theme.quiet)
    },
    TableColumn(
      title: "Backfill",
      minimum: 8,
      maximum: 8,
      importance: 3,
      alignment: .right,
      order: { .number($0.summary.backfillableRows) }
    ) {
      ("\($0.summary.backfillableRows)", $0.summary.backfillableRows > 0 ? Theme.bad : Theme.quiet)
    },
  ]
}
