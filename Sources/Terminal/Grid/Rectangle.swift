/// A part of a grid, in character cells, counted from 0 at the top left.
///
/// It may reach outside the grid; whatever takes a rectangle clips it.
package struct Rectangle: Hashable, Sendable {
  /// The leftmost column.
  package var column: Int
  /// The topmost row.
  package var row: Int
  /// How wide and how high it is.
  package var size: Size

  /// A rectangle by its top left cell and its extent.
  package init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    size = Size(columns: columns, rows: rows)
  }

  /// Whether the cell lies inside, as for a mouse click.
  package func contains(column: Int, row: Int) -> Bool {
    column >= self.column && column - self.column < size.columns
      && row >= self.row && row - self.row < size.rows
  }

  func columnRange(within limit: Int) -> Range<Int> {
    Self.range(start: column, length: size.columns, limit: limit)
  }

  func rowRange(within limit: Int) -> Range<Int> {
    Self.range(start: row, length: size.rows, limit: limit)
  }

  private static func range(start: Int, length: Int, limit: Int) -> Range<Int> {
    let (sum, overflows) = start.addingReportingOverflow(length)
    let lower = min(max(0, start), limit)
    let upper = overflows ? limit : min(max(0, sum), limit)
    return lower..<max(lower, upper)
  }
}

extension Rectangle {
  /// The rest under its first rows.
  package func dropping(rows: Int) -> Rectangle {
    Rectangle(column: column, row: row + rows, columns: size.columns, rows: max(0, size.rows - rows))
  }
}

/// The extent of a terminal or a grid, in character cells.
package struct Size: Hashable, Sendable {
  /// How many cells a row has.
  package var columns: Int
  /// How many rows there are.
  package var rows: Int

  /// A size; negative numbers count as none.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}
