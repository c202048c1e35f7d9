import Terminal

/// A key and what it does in a dialog, in the words under the dialog.
struct KeyHint: Sendable, Hashable {
  let key: Key
  /// The key's name and what it does: “Esc closes”.
  let text: String

  static let closes = KeyHint(key: .escape, text: "Esc closes")
  static let cancels = KeyHint(key: .escape, text: "Esc cancels")
  static let gap = 2

  /// The hints as they are drawn.
  static func line(_ hints: [KeyHint]) -> String {
    hints.map(\.text).joined(separator: String(repeating: " ", count: gap))
  }

  /// The hint at a column of that line.
  static func at(_ column: Int, in hints: [KeyHint]) -> KeyHint? {
    var start = 0
    for hint in hints {
      let end = start + TextWidth.columns(of: hint.text)
      if (start..<end).contains(column) { return hint }
      start = end + gap
    }
    return nil
  }
}

/// How what can be done next is called: by its key where keys are pressed, by its command where lines are typed.
enum Wording: Sendable, Hashable {
  case keys
  case commands

  func name(of action: KeyBinding.Action) -> String {
    guard let binding = KeyBinding.table.first(where: { $0.action == action }) else { return "" }
    return self == .keys ? binding.shownName : "“\(binding.command)”"
  }
}
