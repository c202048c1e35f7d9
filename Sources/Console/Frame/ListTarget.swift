import Terminal

/// What of a list stands at a cell of the screen.
enum ListTarget: Sendable, Hashable {
  /// The title of a column, by the column's index.
  case title(Int)
  /// A row, by its index among the visible ones.
  case row(Int)
}

extension TableView {
  /// What stands at a cell of the screen.
  func target(_ x: Int, _ y: Int, in area: Rectangle) -> ListTarget? {
    guard (area.column..<area.column + area.size.columns).contains(x) else { return nil }
    if y == area.row { return column(at: x, in: area).map(ListTarget.title) }
    return row(at: y, in: area).map(ListTarget.row)
  }
}
