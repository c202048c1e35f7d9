import Terminal

/// What is known of the row under the cursor, in lines.
struct ScreenDetails: Sendable {
  let title: String
  /// The lines in a width.
  let lines: @Sendable (_ width: Int) -> [(text: String, style: Style)]
  /// The key that shows all of them.
  let key: String
}

/// Draws details under a list, or in a box beside it.
struct DetailsPane {
  let details: ScreenDetails?
  var isBox = false

  func draw(on grid: inout Grid, in area: Rectangle) {
    if isBox {
      grid.box(area, title: details?.title ?? "", style: Theme.frame)
    } else {
      grid.horizontalLine(at: (area.column, area.row), length: area.size.columns, style: Theme.frame)
      if let details { grid.write(" \(details.title) ", at: (area.column + 2, area.row), style: Theme.frame) }
    }
    guard let details else { return }
    let width = area.size.columns - (isBox ? 4 : 3)
    let room = area.size.rows - (isBox ? 2 : 1)
    let lines = details.lines(width)
    for (index, line) in lines.prefix(max(0, room)).enumerated() {
      let shown = TextWidth.clipped(line.text, to: width)
      grid.write(shown, at: (area.column + 2, area.row + 1 + index), width: width, style: line.style)
    }
    guard lines.count > room else { return }
    let hint = " \(details.key): all \(lines.count) lines "
    let column = area.column + area.size.columns - TextWidth.columns(of: hint) - 2
    grid.write(hint, at: (column, area.row), style: Theme.frame)
  }
}
