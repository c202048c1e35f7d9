import Terminal

/// Which of the areas is open, and which key leads to the others; the open one stands in brackets, so that it is seen
/// without colours.
struct AreaBar {
  let area: Area
  /// Columns from which all names are shown; below, the others are their digits.
  private static let wholeColumns = 76

  /// Draws the bar and returns the columns it took.
  func draw(on grid: inout Grid, at position: (column: Int, row: Int)) -> Int {
    var column = position.column
    for (each, text) in parts(columns: grid.size.columns) {
      column += grid.write(text, at: (column, position.row), style: each == area ? Theme.heading : Theme.quiet)
    }
    grid.write(end(grid.size.columns), at: (column, position.row), style: Theme.frame)
    return width(columns: grid.size.columns)
  }

  /// The columns of the bar on a screen of so many.
  func width(columns: Int) -> Int {
    parts(columns: columns).reduce(0) { $0 + $1.text.count } + end(columns).count
  }

  private func end(_ columns: Int) -> String { columns >= Self.wholeColumns ? " │ " : " " }

  /// The area whose name stands at a column of the bar; nil behind it.
  func area(at column: Int, columns: Int) -> Area? {
    var end = 0
    for (each, text) in parts(columns: columns) {
      end += text.count
      if column < end { return each }
    }
    return nil
  }

  private func parts(columns: Int) -> [(area: Area, text: String)] {
    let isWhole = columns >= Self.wholeColumns
    return Area.allCases.map { each in
      let name = isWhole || each == area ? "\(each.digit) \(each.title)" : String(each.digit)
      return (each, each == area ? "[\(name)]" : isWhole ? " \(name) " : " \(name)")
    }
  }
}
