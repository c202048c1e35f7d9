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
    RecordView(list: rows, chosen: chosen(context.preferences), unread: reading.inPlaceOfRows)
  }

  func table(width: Int, _ context: ScreenContext) -> TableView<CourseRow> { view(context).table(width: width) }

  func draw(on grid: inout Grid, in area: Rectangle, _ context: ScreenContext) {
    view(context).draw(on: &grid, in: area, head: head(in: area.size, context))
  }

  func target(column: Int, row: Int, in area: Rectangle, _ context: ScreenContext) -> ListTarget? {
    guard page != nil else { return nil }
    let list = area.dropping(rows: headRows(in: area.size, context))
    return table(width: area.size.columns, context).target(column, row, in: list)
  }

  var summary: ListSummary? { ListSummary(rows.visible) }

  /// The page's own header, and what its rows come to; nil while the record was not read.
  private func head(in size: Size, _ context: ScreenContext) -> [(text: String, style: Style)]? {
    guard let page else { return nil }
    let header = RecordView.header(page, width: size.columns - 4, in: context.zone)
    let rest = Size(columns: size.columns, rows: size.rows - header.count)
    return header + [summaryText(in: rest)].compactMap { $0 }.map { ($0, Theme.quiet) }
  }

  func headRows(in size: Size, _ context: ScreenContext) -> Int { head(in: size, context)?.count ?? 0 }

  func rowsBeforeDetails(in size: Size, _ context: ScreenContext) -> Int? {
    headRows(in: size, context) + 1 + rows.visible.count
  }

  func details(_ context: ScreenContext) -> ScreenDetails? {
    rows.current.map { row in
      ScreenDetails(title: "Why", lines: { DetailsText(row, width: $0, in: context.zone).lines }, key: "Enter")
    }
  }

  func plainHead(_ context: ScreenContext) -> [String] {
    guard let page else { return [] }
    return RecordView.header(page, width: 1000, in: context.zone).map { PlainLines.withoutBadge($0.text) }
      + [summary?.text(width: .max)].compactMap { $0 }
  }

  mutating func open(_ context: ScreenContext) -> ScreenAnswer { .show(rows.current.map(Dialog.details)) }

  mutating func info(_ context: ScreenContext) -> ScreenAnswer {
    .show(rows.current.map { .detail(.course($0, page?.program)) })
  }

  func exportName(_ context: ScreenContext) -> String { "record \(username) \(context.program(uuid)?.title ?? "")" }

  var identities: [String] { rows.chosen.flatMap { row in row.row.runs.map(\.courseRun) } }

  func repairCommands(_ context: ScreenContext) -> RepairCommands {
    let place = context.commandPlace
    let runs = rows.chosen.flatMap(\.row.runs)
    let ofRows = runs.flatMap { $0.nextSteps(at: place) }
    let ofProgram = page?.program?.nextSteps(at: place) ?? []
    var result = RepairCommands(
      first: runs.flatMap { $0.firstSteps(at: place) } + (page?.program?.firstSteps(at: place) ?? []),
      ofRows + ofProgram
    )
    if ofRows.allSatisfy({ $0.command == nil }), result.remedies.isEmpty, let command = result.commands.first {
      result.name = "for the program, not the row: \(command)"
    }
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
