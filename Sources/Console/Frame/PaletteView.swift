import Terminal

/// Draws above the line in which a command is typed what it can become.
struct PaletteView {
  let model: Model
  let palette: Palette

  private static let mostRows = 8

  func draw(on grid: inout Grid, layout: Layout) {
    let found = model.completions(of: palette.text)
    let count = min(found.count, Self.mostRows, max(0, layout.statusRow - 4))
    guard count > 0 else { return }
    let first = min(max(0, (palette.chosen ?? 0) - count / 2), found.count - count)
    let shown = found[first..<first + count]
    let top = layout.statusRow - count
    let width = layout.size.columns
    grid.fill(Rectangle(column: 0, row: top - 1, columns: width, rows: count + 1))
    grid.horizontalLine(at: (0, top - 1), length: width, style: Theme.frame)
    if found.count > count { grid.write(" \(found.count) ", at: (2, top - 1), style: Theme.frame) }
    let lineWidth = min(width / 2, shown.map { TextWidth.columns(of: $0.line) }.max() ?? 0)
    for (offset, completion) in shown.enumerated() {
      let isChosen = first + offset == palette.chosen
      let line = TextWidth.padded(TextWidth.clipped(completion.line, to: lineWidth, cut: .middle), to: lineWidth)
      let room = width - lineWidth - 6
      let column = 2 + grid.write(line, at: (2, top + offset), style: isChosen ? Theme.bar : Theme.key)
      grid.write(
        TextWidth.clipped(completion.description, to: max(0, room)),
        at: (column + 2, top + offset),
        width: max(0, room),
        style: Theme.quiet
      )
    }
  }
}
