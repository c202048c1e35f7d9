import TerminalTestSupport

/// Something that an operator, or a cat, does at the terminal.
enum SoakEvent {
  case key(String)
  case click
  case wheel
  case resize

  static func random(using random: inout SeededRandom) -> SoakEvent {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<3: .resize
    case 3..<8: .click
    case 8..<12: .wheel
    case 12..<60: .key(named.randomElement(using: &random) ?? KeyBytes.down)
    default: .key(typed.randomElement(using: &random).map(String.init) ?? " ")
    }
  }

  /// Does it.
  ///
  /// - Returns: whether the terminal has another size now.
  func send(to terminal: PseudoTerminal, using random: inout SeededRandom) -> Bool {
    let screen = terminal.screen
    let column = Int.random(in: 1...max(1, screen.columns), using: &random)
    let row = Int.random(in: 1...max(1, screen.rows), using: &random)
    switch self {
    case .key(let bytes): try? terminal.send(bytes)
    case .click: try? terminal.send("\u{1B}[<0;\(column);\(row)M\u{1B}[<0;\(column);\(row)m")
    case .wheel: try? terminal.send("\u{1B}[<\(Bool.random(using: &random) ? 64 : 65);\(column);\(row)M")
    case .resize:
      terminal.resize(columns: .random(in: 20...220, using: &random), rows: .random(in: 5...70, using: &random))
      return true
    }
    return false
  }

  private static let named = [
    KeyBytes.enter, KeyBytes.escape, KeyBytes.tab, KeyBytes.backTab, KeyBytes.backspace, KeyBytes.delete, KeyBytes.up,
    KeyBytes.down, KeyBytes.left, KeyBytes.right, KeyBytes.home, KeyBytes.end, KeyBytes.pageUp, KeyBytes.pageDown,
    KeyBytes.f1, "\u{C}", "\u{4}", "\u{15}",
  ]
  /// All that can be typed but `q`, which would end it too often.
  private static let typed = Array("abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789 /:?!*[]<>-+.,'\"é語")
}
