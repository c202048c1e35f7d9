/// The bytes that a terminal sends for a key, once a program has switched the keypad to application mode as curses does.
package enum KeyBytes {
  /// Enter.
  package static let enter = "\r"
  /// Escape.
  package static let escape = "\u{1B}"
  /// Tab.
  package static let tab = "\t"
  /// Shift-Tab.
  package static let backTab = "\u{1B}[Z"
  /// Backspace.
  package static let backspace = "\u{7F}"
  /// Delete.
  package static let delete = "\u{1B}[3~"
  /// The arrow up.
  package static let up = "\u{1B}OA"
  /// The arrow down.
  package static let down = "\u{1B}OB"
  /// The arrow right.
  package static let right = "\u{1B}OC"
  /// The arrow left.
  package static let left = "\u{1B}OD"
  /// Home.
  package static let home = "\u{1B}OH"
  /// End.
  package static let end = "\u{1B}OF"
  /// Page up.
  package static let pageUp = "\u{1B}[5~"
  /// Page down.
  package static let pageDown = "\u{1B}[6~"
  /// F1.
  package static let f1 = "\u{1B}OP"
  /// Ctrl-C, which the terminal turns into SIGINT.
  package static let interrupt = "\u{3}"
  /// Ctrl-Z, which the terminal turns into SIGTSTP.
  package static let suspend = "\u{1A}"
}
