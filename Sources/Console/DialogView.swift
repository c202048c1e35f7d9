import CertificateSync
import Terminal

/// Draws what lies over the screen, in a box in the middle.
struct DialogView {
  let dialog: Dialog
  let heading: Heading

  func draw(on grid: inout Grid) {
    switch dialog {
    case .help: draw("Keys", help, footer: "Esc closes", on: &grid)
    case .message(let title, let text):
      draw(title, WrappedText(text, width: textWidth(grid)).lines.map { ($0, .plain) }, footer: "Esc closes", on: &grid)
    case .confirm(let plan, let offset):
      let lines = PlanText(plan, destination: heading.destination).lines.flatMap {
        WrappedText($0, width: textWidth(grid), indent: 4).lines
      }
      let title = plan.items.isEmpty ? "Nothing to backfill" : "Backfill"
      let footer = plan.items.isEmpty ? "Esc closes" : "y posts   Esc cancels   ↓↑ scroll"
      draw(title, lines.map { ($0, .plain) }, footer: footer, offset: offset, on: &grid)
    }
  }

  private func textWidth(_ grid: Grid) -> Int { min(grid.size.columns - 8, 92) }

  private func draw(
    _ title: String,
    _ lines: [(String, Style)],
    footer: String,
    offset: Int = 0,
    on grid: inout Grid
  ) {
    let width = max(textWidth(grid), 1)
    let rows = min(lines.count + 4, grid.size.rows - 2)
    let box = Rectangle(
      column: (grid.size.columns - width - 4) / 2,
      row: max(0, (grid.size.rows - rows) / 2),
      columns: width + 4,
      rows: rows
    )
    grid.fill(box)
    grid.box(box, title: title, style: Theme.frame)
    let room = rows - 4
    let first = min(offset, max(0, lines.count - room))
    for (index, line) in lines.dropFirst(first).prefix(max(0, room)).enumerated() {
      grid.write(line.0, at: (box.column + 2, box.row + 1 + index), width: width, style: line.1)
    }
    let more = lines.count - first - room
    let hint = more > 0 ? "\(footer)   (\(more) more)" : footer
    grid.write(hint, at: (box.column + 2, box.row + rows - 2), width: width, style: Theme.key)
  }

  private var help: [(String, Style)] {
    KeyBinding.table.map { binding in
      let works = !(binding.writes && heading.readOnlyReason != nil)
      let text = "\(TextWidth.padded(binding.name, to: 7)) \(binding.description)"
      return (works ? text : text + " (not now: read-only)", works ? .plain : Theme.quiet)
    }
  }
}
