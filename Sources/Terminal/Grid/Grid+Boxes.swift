extension Grid {
  /// Draws a horizontal line to the right of a cell.
  package mutating func horizontalLine(
    at position: (column: Int, row: Int),
    length: Int,
    style: Style = .plain
  ) {
    let line = Rectangle(column: position.column, row: position.row, columns: length, rows: 1)
    draw("─", over: line, style)
  }

  /// Draws a vertical line downwards from a cell.
  package mutating func verticalLine(
    at position: (column: Int, row: Int),
    length: Int,
    style: Style = .plain
  ) {
    let line = Rectangle(column: position.column, row: position.row, columns: 1, rows: length)
    draw("│", over: line, style)
  }

  /// Draws the frame of a rectangle, with a title in its upper edge; what is inside stays.
  ///
  /// A frame needs two columns and two rows; a smaller rectangle is left alone.
  package mutating func box(_ rectangle: Rectangle, title: String = "", style: Style = .plain) {
    let (columns, rows) = (rectangle.size.columns, rectangle.size.rows)
    guard columns >= 2, rows >= 2 else { return }
    let (left, top) = (rectangle.column, rectangle.row)
    let (right, bottom) = (left + columns - 1, top + rows - 1)
    horizontalLine(at: (left + 1, top), length: columns - 2, style: style)
    horizontalLine(at: (left + 1, bottom), length: columns - 2, style: style)
    verticalLine(at: (left, top + 1), length: rows - 2, style: style)
    verticalLine(at: (right, top + 1), length: rows - 2, style: style)
    for (corner, column, row) in [("┌", left, top), ("┐", right, top), ("└", left, bottom), ("┘", right, bottom)] {
      write(corner, at: (column, row), style: style)
    }
    guard !title.isEmpty, columns >= 7 else { return }
    write(" " + TextWidth.clipped(title, to: columns - 6) + " ", at: (left + 2, top), style: style)
  }

  private mutating func draw(_ line: String, over rectangle: Rectangle, _ style: Style) {
    let glyph = Glyph(text: line, width: 1)
    for row in rectangle.rowRange(within: size.rows) {
      for column in rectangle.columnRange(within: size.columns) {
        put(glyph, column: column, row: row, style: style)
      }
    }
  }
}
