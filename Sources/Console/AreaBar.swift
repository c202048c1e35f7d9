import Terminal

/// Which of the areas is open, and which key leads to the others; the open one stands in brackets, so that it is seen
/// without colours.
struct AreaBar {
  let area: Area
  /// Columns from which all names are shown; below, the others are their digits.
  private static let wholeColumns = 76

  /// Draws the bar and returns the columns it took.
  func draw(on grid: inout Grid, at position: (column: Int, row: Int)) -> Int {
    let isWhole = grid.size.columns >= Self.wholeColumns
    var column = position.column
    for each in Area.allCases {
      let name = isWhole || each == area ? "\(each.digit) \(each.title)" : String(each.digit)
      let text = each == area ? "[\(name)]" : isWhole ? " \(name) " : " \(name)"
      column += grid.write(text, at: (column, position.row), style: each == area ? Theme.heading : Theme.quiet)
    }
    column += grid.write(isWhole ? " │ " : " ", at: (column, position.row), style: Theme.frame)
    return column - position.column
  }
}
