import LearnerRecords
import OpenEdX
import Terminal

extension RecordScreen {
  static var noRows: ListState<CourseRow> {
    ListState(
      ListTraits(
        contains: { row, needle in
          needle.isIn(row.row.name) || needle.isIn(row.row.school) || needle.isIn(row.row.courseID)
            || row.row.runs.contains { needle.isIn($0.courseRun) }
            || FindingSet(row.findings).intersects(needle.findings)
        },
        findings: { FindingSet($0.findings) },
        fields: [
          "course": { $1.isIn($0.row.name) },
          "run": { row, needle in row.row.runs.contains { needle.isIn($0.courseRun) } },
          "org": { row, needle in
            needle.isIn(row.row.school)
              || row.row.runs.contains { needle.isIn((try? CourseKey($0.courseRun))?.org ?? "") }
          },
          "status": { $1.isIn($0.row.status.rawValue) },
        ],
        columns: RecordView.columns
      )
    )
  }

  private func view(_ context: ScreenContext) -> RecordView {
    RecordView(list: rows, page: page, chosen: chosen(context.preferences), unread: reading.inPlaceOfRows)
  }

  func table(width: Int, _ context: ScreenContext) -> TableView<CourseRow> { view(context).table(width: width) }

  func draw(on grid: inout Grid, in area: Rectangle, _ context: ScreenContext) {
    view(context).draw(on: &grid, in: area)
  }

  func target(column: Int, row: Int, in area: Rectangle, _ context: ScreenContext) -> ListTarget? {
    guard page != nil else { return nil }
    let list = area.dropping(rows: headRows(width: area.size.columns, context))
    return table(width: area.size.columns, context).target(column, row, in: list)
  }

  func headRows(width: Int, _ context: ScreenContext) -> Int {
    page.map { RecordView.header($0, width: width - 4).count } ?? 0
  }

  func rowsBeforeDetails(width: Int, _ context: ScreenContext) -> Int? {
    headRows(width: width, context) + 1 + rows.visible.count
  }

  func details(_ context: ScreenContext) -> ScreenDetails? {
    rows.current.map { row in ScreenDetails(title: "Why", lines: { DetailsText(row, width: $0).lines }, key: "Enter") }
  }

  func plainHead(_ context: ScreenContext) -> [String] {
    page.map { RecordView.header($0, width: 1000).map { PlainLines.withoutBadge($0.text) } } ?? []
  }

  mutating func open(_ context: ScreenContext) -> ScreenAnswer { .show(rows.current.map(Dialog.details)) }

  mutating func info(_ context: ScreenContext) -> ScreenAnswer {
    .show(rows.current.map { .detail(.course($0, page?.program)) })
  }

  func exportName(_ context: ScreenContext) -> String { "record \(username) \(context.program(uuid)?.title ?? "")" }

  var identities: [String] { rows.chosen.flatMap { row in row.row.runs.map(\.courseRun) } }

  func repairCommands(_ context: ScreenContext) -> RepairCommands {
    let runs = rows.chosen.flatMap(\.row.runs).flatMap { $0.nextSteps(at: context.commandPlace) }
    let ofRows = runs.compactMap(\.command)
    let ofProgram = page?.program?.nextSteps(at: context.commandPlace).compactMap(\.command) ?? []
    var result = RepairCommands(commands: ofRows + ofProgram)
    if ofRows.isEmpty, let command = ofProgram.first { result.name = "for the program, not the row: \(command)" }
    if nothingIsWrong { result.reason = "Nothing to copy: nothing is wrong with what is chosen" }
    return result
  }

  /// Whether nothing was found in the chosen rows that would need repairing, and nothing of the program.
  private var nothingIsWrong: Bool {
    rows.chosen.allSatisfy { !FindingSet($0.findings).intersects(.drift) } && page?.program?.findings.isEmpty ?? true
  }

  func backfill(_ context: ScreenContext) -> BackfillRequest {
    let chosen = rows.chosen.flatMap { $0.row.runs.map(\.courseRun) }
    guard !chosen.isEmpty else { return otherRowsHint.map { .refused($0) } ?? .nothingChosen }
    return .plan(.runs(username: username, courseRunKeys: chosen, program: uuid), include: lostProgramAward)
  }

  /// The program's lost award, where it is all that a backfill of the chosen rows could repair.
  ///
  /// A stale one is never proposed: it is a revocation, and is asked for by name.
  private var lostProgramAward: Set<Finding> {
    guard !rows.chosen.contains(where: \.isBackfillable), page?.program?.findings.contains(.programAwardLost) ?? false
    else { return [] }
    return [.programAwardLost]
  }

  var otherRowsHint: String? {
    let chosen = Set(rows.chosen.map(\.id))
    let others = rows.visible.count { $0.isBackfillable && !chosen.contains($0.id) }
    guard others > 0 else { return nil }
    let these = rows.markedCount > 0 || rows.rangeCount > 0 ? "the marked rows" : "the row under the cursor"
    let what = others == 1 ? "1 other row" : "\(others) other rows"
    return "Nothing in \(these); \(what) of this record can be backfilled: a marks all, then b"
  }
}
