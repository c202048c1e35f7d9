/// What terminals say of pasting ("bracketed paste").
///
/// Without it a pasted text is typed, and a name that somebody pastes into a list would press a key with each letter, those
/// that post among them.
enum PasteReport {
  /// Asks for it.
  static let enable = "\u{1B}[?2004h"
  /// Lets pasted texts be typed again, as the shell expects it.
  static let disable = "\u{1B}[?2004l"
  /// Whether a terminal of this type may be asked. tmux often goes by the name of screen, which reads the question to its
  /// end at least.
  static func mayBeAsked(of type: String) -> Bool {
    ModernTerminal.includes(type) || type == "screen" || type.hasPrefix("screen-") || type.hasPrefix("screen.")
  }

  /// What stands between `ESC [` and `~` before a pasted text.
  static let begin = "200"
  /// What follows a pasted text: `ESC [ 201 ~`. Terminals take it out of the text itself.
  static let end: [UInt32] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]
  /// The characters of a pasted text that are kept.
  static let longest = 65_536
}
