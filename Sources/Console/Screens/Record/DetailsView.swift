import Terminal

/// Draws under a record why the row under the cursor is as it is.
struct DetailsView {
  let row: CourseRow?

  func draw(on grid: inout Grid, in area: Rectangle) {
    grid.horizontalLine(at: (area.column, area.row), length: area.size.columns, style: Theme.frame)
    grid.write(" Why ", at: (area.column + 2, area.row), style: Theme.frame)
    guard let row else { return }
    let width = area.size.columns - 3
    let room = area.size.rows - 1
    let lines = DetailsText(row, width: width).lines
    for (index, line) in lines.prefix(room).enumerated() {
      let shown = TextWidth.clipped(line.text, to: width)
      grid.write(shown, at: (area.column + 2, area.row + 1 + index), width: width, style: line.style)
    }
    if lines.count > room {
      let hint = " Enter: all \(lines.count) lines "
      let column = area.column + area.size.columns - TextWidth.columns(of: hint) - 2
      grid.write(hint, at: (column, area.row), style: Theme.frame)
    }
  }
}
