import Terminal

/// A list of a thousand rows, as wide as the screen, with a frame at the right from 100 columns: `j` and `k` move the
/// cursor, which draws the list after it at the edge.
struct ListSubject: Subject {
  private var cursor = 0
  private var offset = 0
  private var height = 0

  func grid(_ screen: TerminalScreen) -> Grid {
    let size = screen.size
    var grid = Grid(size: size)
    grid.write(TextWidth.padded(" List", to: size.columns), at: (0, 0), style: Style(bold: true, reverse: true))
    let hasPane = size.columns >= 100
    let width = hasPane ? size.columns - 40 : size.columns
    for row in 0..<(size.rows - 3) {
      let index = offset + row
      let line = Self.line(index)
      grid.write(TextWidth.padded(line.text, to: width - 14), at: (1, row + 1))
      grid.write(line.word, at: (width - 12, row + 1), style: line.style)
      if index == cursor {
        grid.restyle(Rectangle(column: 0, row: row + 1, columns: width, rows: 1)) { $0.reverse = true }
      }
    }
    if hasPane {
      grid.box(Rectangle(column: width, row: 1, columns: 40, rows: size.rows - 3), title: "Engine")
      for row in 0..<(size.rows - 5) { grid.write("pane line \(row * 37 % 101)", at: (width + 2, row + 2)) }
    }
    grid.write("row \(cursor + 1) of 1000", at: (1, size.rows - 2), style: Style(foreground: .gray))
    grid.write("j down  k up  q quit", at: (1, size.rows - 1))
    return grid
  }

  mutating func take(_ event: TerminalEvent, _ screen: TerminalScreen) {
    switch event {
    case .key(.character("j")): cursor = min(999, cursor + 1)
    case .key(.character("k")): cursor = max(0, cursor - 1)
    default: return
    }
    let height = screen.size.rows - 3
    if cursor < offset { offset = cursor }
    if cursor >= offset + height { offset = cursor - height + 1 }
  }

  private static func line(_ index: Int) -> (text: String, word: String, style: Style) {
    let name = ["Anna", "Björn", "Chen", "Dewi", "Eszter", "Farid", "Grace"][index * 5 % 7]
    let text = "learner_\(index * 7919 % 100_003) \(name) \(String(UInt64(index) &* 0x9E37_79B9_7F4A_7C15, radix: 36))"
    return index % 3 == 0
      ? (text, "✗ Not Earned", Style(foreground: .red, bold: true)) : (text, "✓ Earned", Style(foreground: .green))
  }
}
