import LearnerRecords
import Terminal

/// Draws under a list what is known of the row under the cursor.
struct DetailPane {
  let detail: Detail?
  let place: CommandPlace

  func draw(on grid: inout Grid, in area: Rectangle) {
    grid.horizontalLine(at: (area.column, area.row), length: area.size.columns, style: Theme.frame)
    guard let detail else { return }
    grid.write(" \(detail.title) ", at: (area.column + 2, area.row), style: Theme.frame)
    let width = area.size.columns - 3
    let room = area.size.rows - 1
    let lines = detail.paragraphs(at: place).flatMap { $0.lines(width: width) }
    for (index, line) in lines.prefix(room).enumerated() {
      grid.write(line.text, at: (area.column + 2, area.row + 1 + index), width: width, style: line.style)
    }
    if lines.count > room {
      let hint = " i: all \(lines.count) lines "
      grid.write(hint, at: (area.column + area.size.columns - hint.count - 2, area.row), style: Theme.frame)
    }
  }
}
