import Foundation

/// Somebody at a terminal whose keys are counted.
package struct CountedKeys {
  /// The terminal.
  package let terminal: PseudoTerminal
  /// How many keys have been pressed; a paste is one.
  package private(set) var count = 0

  /// Sits down at a terminal.
  package init(_ terminal: PseudoTerminal) { self.terminal = terminal }

  /// Presses a key of `KeyBytes`.
  package mutating func press(_ key: String) throws {
    try terminal.send(key)
    count += 1
  }

  /// Types a text, a key for each character.
  package mutating func type(_ text: String) throws {
    try terminal.send(text)
    count += text.count
  }

  /// Pastes a text, as a terminal does: in brackets where the program asked for them.
  package mutating func paste(_ text: String, isBracketed: Bool = true) throws {
    try terminal.send(isBracketed ? "\u{1B}[200~\(text)\u{1B}[201~" : text)
    count += 1
  }

  /// What was sent to the terminal's clipboard last; nil for nothing.
  package var copied: String? {
    let prefix = "52;c;"
    guard let command = terminal.screen.commands.last(where: { $0.hasPrefix(prefix) }),
      let data = Data(base64Encoded: String(command.dropFirst(prefix.count)))
    else { return nil }
    return String(decoding: data, as: UTF8.self)
  }
}
