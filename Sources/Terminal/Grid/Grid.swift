/// A screenful of cells, drawn by a view and put on the terminal by `TerminalScreen`.
///
/// A grid is a value and knows no terminal, so a test draws one and compares its `lines`. Every text that is written
/// passes through `VisibleText`: no caller can send control characters to the terminal by mistake. Whatever lies outside
/// the grid is left out.
package struct Grid: Hashable, Sendable {
  /// How many columns and rows it has.
  package let size: Size

  private var cells: [Cell]

  /// An empty grid: spaces in the terminal's own colours.
  package init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank(.plain), count: size.columns * size.rows)
  }

  /// The cell there; nil outside the grid.
  package subscript(column: Int, row: Int) -> Cell? {
    guard (0..<size.columns).contains(column), (0..<size.rows).contains(row) else { return nil }
    return cells[row * size.columns + column]
  }

  /// The cells of a row from left to right; none outside the grid.
  package func row(_ row: Int) -> ArraySlice<Cell> {
    guard (0..<size.rows).contains(row) else { return [] }
    return cells[row * size.columns..<(row + 1) * size.columns]
  }

  /// Puts a glyph into cells that the caller has found to be inside; a wide glyph that is overwritten by half is blanked.
  mutating func put(_ glyph: Glyph, column: Int, row: Int, style: Style) {
    let start = row * size.columns
    let end = column + glyph.width
    if cells[start + column].isContinuation, column > 0 {
      cells[start + column - 1] = .blank(cells[start + column - 1].style)
    }
    if end < size.columns, cells[start + end].isContinuation {
      cells[start + end] = .blank(cells[start + end].style)
    }
    cells[start + column] = Cell(text: glyph.text, width: glyph.width, style: style)
    if glyph.width == 2 { cells[start + column + 1] = .continuation(style) }
  }

  /// Gives each cell of a rectangle a new look; a wide glyph at its edge is changed as a whole.
  package mutating func restyle(_ rectangle: Rectangle, _ change: (inout Style) -> Void) {
    for row in rectangle.rowRange(within: size.rows) {
      var columns = rectangle.columnRange(within: size.columns)
      if columns.isEmpty { continue }
      let start = row * size.columns
      if cells[start + columns.lowerBound].isContinuation { columns = columns.lowerBound - 1..<columns.upperBound }
      if columns.upperBound < size.columns, cells[start + columns.upperBound].isContinuation {
        columns = columns.lowerBound..<columns.upperBound + 1
      }
      for column in columns { change(&cells[start + column].style) }
    }
  }

  /// Puts other cells, as many as there are columns, into a row; nil empties it.
  mutating func replaceRow(_ row: Int, with replacement: ArraySlice<Cell>?) {
    let columns = row * size.columns..<(row + 1) * size.columns
    cells.replaceSubrange(columns, with: replacement ?? Array(repeating: .blank(.plain), count: size.columns)[...])
  }

  /// The grid with each cell replaced by another of the same place.
  func mapCells(_ change: (Cell) -> Cell) -> Grid {
    var changed = self
    changed.cells = cells.map(change)
    return changed
  }
}

/// One cell of a grid: at most one glyph and its look.
package struct Cell: Hashable, Sendable {
  /// What is drawn: one glyph, or nothing in the right half of a wide one.
  package let text: String
  /// The columns that the text takes: 1, 2, or 0 in the right half of a wide glyph.
  package let width: Int
  /// How it looks.
  package internal(set) var style: Style

  /// Whether this is the right half of the wide glyph to its left.
  package var isContinuation: Bool { width == 0 }

  init(text: String, width: Int, style: Style) {
    self.text = text
    self.width = width
    self.style = style
  }

  static func blank(_ style: Style) -> Cell { Cell(text: " ", width: 1, style: style) }
  static func continuation(_ style: Style) -> Cell { Cell(text: "", width: 0, style: style) }
}
