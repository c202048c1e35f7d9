import Terminal

/// The events that came, the newest first; `c` and `C` copy a short and a long text.
struct EventSubject: Subject {
  private var lines: [String] = []

  func grid(_ screen: TerminalScreen) -> Grid {
    var grid = Grid(size: screen.size)
    grid.write("ready \(screen.size.columns)×\(screen.size.rows)", at: (0, 0))
    for (row, line) in lines.prefix(screen.size.rows - 1).enumerated() { grid.write(line, at: (0, row + 1)) }
    return grid
  }

  mutating func take(_ event: TerminalEvent, _ screen: TerminalScreen) {
    lines.insert("\(lines.count + 1): \(description(event))", at: 0)
    switch event {
    case .key(.character("c")): copy("Zoë", screen)
    case .key(.character("C")): copy(String(repeating: "long ", count: 40_000), screen)
    default: break
    }
  }

  private mutating func copy(_ text: String, _ screen: TerminalScreen) {
    lines.insert("\(lines.count + 1): copied \(screen.copy(text))", at: 0)
  }

  private func description(_ event: TerminalEvent) -> String {
    switch event {
    case .key(let key): "key \(key)"
    case .mouse(let mouse): "mouse \(mouse.action) \(mouse.column),\(mouse.row)"
    case .pasted(let text): "pasted \(text.debugDescription)"
    case .resized(let size): "size \(size.columns)×\(size.rows)"
    case .terminated(let signal): "signal \(signal)"
    case .wake: "wake"
    }
  }
}
