/// The bytes that a terminal sends for a key, once a program has switched the keypad to application mode as curses does.
public enum KeyBytes {
  /// Enter.
  public static let enter = "\r"
  /// Escape.
  public static let escape = "\u{1B}"
  /// Tab.
  public static let tab = "\t"
  /// Shift-Tab.
  public static let backTab = "\u{1B}[Z"
  /// Backspace.
  public static let backspace = "\u{7F}"
  /// Delete.
  public static let delete = "\u{1B}[3~"
  /// The arrow up.
  public static let up = "\u{1B}OA"
  /// The arrow down.
  public static let down = "\u{1B}OB"
  /// The arrow right.
  public static let right = "\u{1B}OC"
  /// The arrow left.
  public static let left = "\u{1B}OD"
  /// Home.
  public static let home = "\u{1B}OH"
  /// End.
  public static let end = "\u{1B}OF"
  /// Page up.
  public static let pageUp = "\u{1B}[5~"
  /// Page down.
  public static let pageDown = "\u{1B}[6~"
  /// F1.
  public static let f1 = "\u{1B}OP"
  /// Ctrl-C, which the terminal turns into SIGINT.
  public static let interrupt = "\u{3}"
  /// Ctrl-Z, which the terminal turns into SIGTSTP.
  public static let suspend = "\u{1A}"
}
