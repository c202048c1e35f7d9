extension Grid {
  /// Writes a text on one row and returns the columns it took.
  ///
  /// The text is clipped at the edges of the grid and, where `width` is given, after that many columns. A wide character
  /// that would cross an edge is left out, with all that follows it. Cells beyond the text stay as they are:
  /// `TextWidth.padded` fills a column, `TextWidth.clipped` adds an ellipsis. Nothing is written outside the grid.
  @discardableResult
  package mutating func write(
    _ text: String,
    at position: (column: Int, row: Int),
    width: Int? = nil,
    style: Style = .plain
  ) -> Int {
    guard (0..<size.rows).contains(position.row), position.column < size.columns else { return 0 }
    let room = size.columns - position.column
    let limit = width.map { max(0, min($0, room)) } ?? room
    var used = 0
    for glyph in Glyphs(text) {
      guard used + glyph.width <= limit else { break }
      let column = position.column + used
      if column >= 0 { put(glyph, column: column, row: position.row, style: style) }
      used += glyph.width
    }
    return used
  }

  /// Empties a rectangle: spaces of one look.
  package mutating func fill(_ rectangle: Rectangle, _ style: Style = .plain) {
    let blank = Glyph(text: " ", width: 1)
    for row in rectangle.rowRange(within: size.rows) {
      for column in rectangle.columnRange(within: size.columns) {
        put(blank, column: column, row: row, style: style)
      }
    }
  }

  /// Lays another grid over this one, as for a dialog.
  package mutating func place(_ other: Grid, at position: (column: Int, row: Int)) {
    let target = Rectangle(
      column: position.column,
      row: position.row,
      columns: other.size.columns,
      rows: other.size.rows
    )
    let columns = target.columnRange(within: size.columns)
    for row in target.rowRange(within: size.rows) {
      for column in columns {
        guard let cell = other[column - position.column, row - position.row] else { continue }
        // A wide glyph that would lose a half at an edge of this grid is a space instead.
        let isCut =
          cell.isContinuation ? column == columns.lowerBound : column + cell.width > columns.upperBound
        if cell.isContinuation, !isCut { continue }
        let glyph = isCut ? Glyph(text: " ", width: 1) : Glyph(text: cell.text, width: cell.width)
        put(glyph, column: column, row: row, style: cell.style)
      }
    }
  }
}
