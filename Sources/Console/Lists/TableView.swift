import Terminal

/// Draws a list: titles, rows, the cursor, the marks, and a word when it is empty.
struct TableView<Row: Identifiable & Sendable> where Row.ID: Sendable {
  let columns: [TableColumn<Row>]
  let list: ListState<Row>
  let emptyText: String
  /// The columns to show, by their places, in this order; nil for all.
  var chosen: [Int]?

  func draw(on grid: inout Grid, in area: Rectangle) {
    // One column for the mark, one to part it from the text.
    let left = area.column + 2
    let height = area.size.rows - 1
    let offset = list.offset(height: height)
    let onScreen = list.visible.dropFirst(offset).prefix(max(0, height))
    let placed = placed(in: area)
    grid.fill(Rectangle(column: area.column, row: area.row, columns: area.size.columns, rows: 1))
    for (column, index, width) in placed {
      grid.write(
        columns[index].title(width, sortedBy: list.sort, column: index),
        at: (column, area.row),
        width: width,
        style: Theme.columnTitle
      )
    }
    if list.visible.isEmpty {
      let width = area.size.columns - 3
      for (line, text) in WrappedText(emptyText, width: width).lines.prefix(max(0, height)).enumerated() {
        grid.write(text, at: (left, area.row + 1 + line), width: width, style: Theme.quiet)
      }
    }
    let range = list.range
    for (line, row) in onScreen.enumerated() {
      let y = area.row + 1 + line
      if list.marked.contains(row.id) {
        grid.write("●", at: (area.column, y), style: Theme.key)
      } else if let range, range.contains(offset + line) {
        grid.write("○", at: (area.column, y), style: Theme.key)
      }
      for (column, index, width) in placed {
        let cell = columns[index].cell(row)
        let text = TextWidth.padded(
          TextWidth.clipped(cell.text, to: width, cut: columns[index].cut),
          to: width,
          alignment: columns[index].alignment
        )
        grid.write(text, at: (column, y), width: width, style: cell.style)
      }
      if offset + line == list.position {
        grid.restyle(Rectangle(column: area.column, row: y, columns: area.size.columns, rows: 1)) { $0.reverse = true }
      }
    }
  }

  /// The column whose title or cells stand at a column of the screen; nil between columns and beside them.
  func column(at x: Int, in area: Rectangle) -> Int? {
    placed(in: area).first { ($0.column..<$0.column + $0.width).contains(x) }?.index
  }

  /// The visible row that stands at a row of the screen; nil for the titles and below the last row.
  func row(at y: Int, in area: Rectangle) -> Int? {
    let height = area.size.rows - 1
    guard (area.row + 1..<area.row + 1 + max(0, height)).contains(y) else { return nil }
    let place = list.offset(height: height) + y - area.row - 1
    return place < list.visible.count ? place : nil
  }

  /// Where each column that fits begins, which it is, and how wide.
  private func placed(in area: Rectangle) -> [(column: Int, index: Int, width: Int)] {
    let height = max(0, area.size.rows - 1)
    let rows = list.visible.dropFirst(list.offset(height: height)).prefix(height)
    var column = area.column + 2
    return TableWidths(columns, chosen: chosen, sortedBy: list.sort, rows: rows, in: area.size.columns - 2).columns.map
    { index, width in
      defer { column += width + TableWidths.gap }
      return (column, index, width)
    }
  }
}
