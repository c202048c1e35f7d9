import Terminal

/// Draws a list: titles, rows, the cursor, the marks, and a word when it is empty.
struct TableView<Row: Identifiable & Sendable> where Row.ID: Sendable {
  let columns: [TableColumn<Row>]
  let list: ListState<Row>
  let emptyText: String
  /// Whether the keys move its cursor: two cursors at once would leave it open which one they move.
  var hasCursor = true
  /// The columns to show, by their indexes, in this order; nil for all.
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
      for (line, text) in WrappedText(list.whyNothingIsShown ?? emptyText, width: width).lines.prefix(max(0, height))
        .enumerated()
      {
        grid.write(text, at: (left, area.row + 1 + line), width: width, style: Theme.quiet)
      }
    }
    let range = list.range
    let needles = list.readFilter.needles
    for (line, row) in onScreen.enumerated() {
      let y = area.row + 1 + line
      if list.marked.contains(row.id) {
        grid.write("●", at: (area.column, y), style: Theme.key)
      } else if let range, range.contains(offset + line) {
        grid.write("○", at: (area.column, y), style: Theme.key)
      }
      var matches: [(column: Int, columns: Int)] = []
      for (column, index, width) in placed {
        let cell = columns[index].cell(row)
        let text = TextWidth.padded(
          TextWidth.clipped(cell.text, to: width, cut: columns[index].cut),
          to: width,
          alignment: columns[index].alignment
        )
        grid.write(text, at: (column, y), width: width, style: cell.style)
        for found in needles.compactMap({ $0.columns(in: text) }) {
          matches.append((column: column + found.lowerBound, columns: found.count))
        }
      }
      if hasCursor, offset + line == list.position {
        // One bar: colours under it would look like several.
        grid.restyle(Rectangle(column: area.column, row: y, columns: area.size.columns, rows: 1)) { $0 = Theme.cursor }
      }
      for match in matches {
        grid.restyle(Rectangle(column: match.column, row: y, columns: match.columns, rows: 1)) {
          $0 = Style(bold: true, reverse: $0 == Theme.cursor, underline: true)
        }
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
    let index = list.offset(height: height) + y - area.row - 1
    return index < list.visible.count ? index : nil
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
