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
    let widths = TableWidths(columns, chosen: chosen, rows: onScreen, in: area.size.columns - 2)
    grid.fill(Rectangle(column: area.column, row: area.row, columns: area.size.columns, rows: 1))
    for (column, index, width) in placed(widths, from: left) {
      grid.write(
        TextWidth.padded(columns[index].title(within: width), to: width, alignment: columns[index].alignment),
        at: (column, area.row),
        width: width,
        style: Theme.columnTitle
      )
    }
    if list.visible.isEmpty {
      grid.write(emptyText, at: (left, area.row + 1), width: area.size.columns - 2, style: Theme.quiet)
    }
    for (line, row) in onScreen.enumerated() {
      let y = area.row + 1 + line
      if list.marked.contains(row.id) { grid.write("●", at: (area.column, y), style: Theme.key) }
      for (column, index, width) in placed(widths, from: left) {
        let cell = columns[index].cell(row)
        let text = TextWidth.padded(
          TextWidth.clipped(cell.text, to: width),
          to: width,
          alignment: columns[index].alignment
        )
        grid.write(text, at: (column, y), width: width, style: cell.style)
      }
      if row.id == list.cursor {
        grid.restyle(Rectangle(column: area.column, row: y, columns: area.size.columns, rows: 1)) { $0.reverse = true }
      }
    }
  }

  private func placed(_ widths: TableWidths, from left: Int) -> [(column: Int, index: Int, width: Int)] {
    var column = left
    return widths.columns.map { index, width in
      defer { column += width + TableWidths.gap }
      return (column, index, width)
    }
  }
}
