import Terminal

/// Each hue in a row of its own, by name.
struct ColorSubject: Subject {
  func grid(_ screen: TerminalScreen) -> Grid {
    var grid = Grid(size: screen.size)
    for (row, color) in Color.allCases.enumerated() {
      grid.write(color.rawValue, at: (0, row), style: Style(foreground: color))
    }
    grid.write("tone \(screen.tone)", at: (0, Color.allCases.count))
    return grid
  }

  mutating func take(_ event: TerminalEvent, _ screen: TerminalScreen) {}
}
