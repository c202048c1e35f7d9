import Terminal

/// Where things are on a screen of a given size.
struct Layout {
  /// Columns from which the engine has a pane of its own; below, it has a line.
  static let paneColumns = 100
  /// Below this nothing sensible can be shown.
  static let minimum = Size(columns: 40, rows: 10)
  /// A record's three lines of heading, the titles, and four courses.
  private static let leastListRows = 8

  let size: Size
  let engine: Rectangle?
  let list: Rectangle
  let details: Rectangle?

  /// - Parameters:
  ///   - listRows: rows that the list makes use of before details are shown under it; nil for no details.
  ///   - isWhole: whether the list has the whole width, and the engine no pane beside it.
  init(size: Size, listRows: Int? = nil, isWhole: Bool = false) {
    self.size = size
    // The lists need the room more: where it is scarce, the pane has a number a line.
    let paneWidth = size.columns >= 140 ? 48 : 30
    let hasPane = size.columns >= Self.paneColumns && !isWhole
    let width = hasPane ? size.columns - paneWidth - 1 : size.columns
    let top = 3
    let bottom = size.rows - 2
    engine = hasPane ? Rectangle(column: width + 1, row: 2, columns: paneWidth, rows: bottom - 2) : nil
    let height = max(1, bottom - top)
    let detailRows = listRows.map { max(height - $0, min(8, height - Self.leastListRows)) } ?? 0
    list = Rectangle(column: 0, row: top, columns: width, rows: detailRows > 3 ? height - detailRows : height)
    details =
      detailRows > 3 ? Rectangle(column: 0, row: top + height - detailRows, columns: width, rows: detailRows) : nil
  }

  var statusRow: Int { size.rows - 2 }
  var footerRow: Int { size.rows - 1 }
  var isTooSmall: Bool { size.columns < Self.minimum.columns || size.rows < Self.minimum.rows }
}
