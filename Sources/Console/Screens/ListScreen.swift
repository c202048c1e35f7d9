import Terminal

/// A screen of one list.
protocol ListScreen: Screen {
  associatedtype Row: Identifiable & Sendable where Row.ID: Sendable

  var rows: ListState<Row> { get set }
  /// All columns, also those for which the screen has no room.
  var columns: [TableColumn<Row>] { get }
  /// The list as it is drawn in so many columns.
  func table(width: Int, _ context: ScreenContext) -> TableView<Row>
  func drawHead(on grid: inout Grid, in area: Rectangle, _ context: ScreenContext)
  /// What the list comes to; nil where that says nothing.
  var summary: ListSummary? { get }
}

extension ListScreen {
  var list: any ListInfo { rows }
  mutating func edit(_ edit: ListEdit) { rows.apply(edit) }
  mutating func settle(height: Int) { rows.settle(height: height) }
  mutating func clearMarks() { rows.clearMarks() }
  func isMarked(_ index: Int) -> Bool { rows.marked.contains(rows.visible[index].id) }

  func export(_ exported: ExportedRows, _ preferences: Preferences?) -> ListExport {
    switch exported {
    case .shown: ListExport(columns, chosen: chosen(preferences), rows.visible)
    case .marked: ListExport(columns, rows.rows.filter { rows.marked.contains($0.id) }, isOfMarked: true)
    }
  }

  /// The columns that the operator wants to see, by their indexes; nil for all.
  func chosen(_ preferences: Preferences?) -> [Int]? {
    Self.chosenColumns.flatMap { preferences?.indexes(in: $0) }
  }

  func draw(on grid: inout Grid, in area: Rectangle, _ context: ScreenContext) {
    drawHead(on: &grid, in: area, context)
    let part = listArea(area, context)
    if part.size.rows > 1 || part == area { table(width: part.size.columns, context).draw(on: &grid, in: part) }
  }

  var summary: ListSummary? { nil }

  func headRows(in size: Size, _ context: ScreenContext) -> Int { summaryText(in: size) == nil ? 0 : 1 }

  func drawHead(on grid: inout Grid, in area: Rectangle, _ context: ScreenContext) { drawSummary(on: &grid, in: area) }

  /// What the list comes to, where there is room for it: on a narrow or short screen the rows need the line more.
  ///
  /// - Parameter size: what is left for the line and the list under it.
  func summaryText(in size: Size) -> String? {
    // The line, the titles, and the rows.
    let needed = 2 + min(rows.visible.count, Self.rowsBeforeSummary)
    guard size.columns >= Self.summaryColumns, size.rows >= needed else { return nil }
    return summary?.text(width: size.columns - 3)
  }

  func drawSummary(on grid: inout Grid, in area: Rectangle) {
    guard let text = summaryText(in: area.size) else { return }
    grid.write(text, at: (area.column + 2, area.row), width: area.size.columns - 3, style: Theme.quiet)
  }

  private static var summaryColumns: Int { 60 }
  /// Rows of the list that are worth more than the line.
  private static var rowsBeforeSummary: Int { 3 }

  func plainHead(_ context: ScreenContext) -> [String] { [summary?.text(width: .max)].compactMap { $0 } }

  func target(column: Int, row: Int, in area: Rectangle, _ context: ScreenContext) -> ListTarget? {
    table(width: area.size.columns, context).target(column, row, in: listArea(area, context))
  }

  /// Where the list is drawn, under the head.
  private func listArea(_ area: Rectangle, _ context: ScreenContext) -> Rectangle {
    area.dropping(rows: headRows(in: area.size, context))
  }
}
