import Glibc

/// The variables that say what the terminal is and how the user wants it.
enum Environment {
  /// The value, where the variable is set and not empty: all of them mean the same unset and empty.
  static func value(of name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}

/// Terminals that are known to read xterm's control sequences to their end, also those that they do not serve.
enum ModernTerminal {
  private static let families = [
    "xterm", "tmux", "rxvt-unicode", "alacritty", "foot", "kitty", "wezterm", "ghostty", "konsole", "gnome", "vte",
    "iterm", "st", "contour", "mintty",
  ]

  /// Whether the type is one of theirs, as `xterm-256color` or `foot`.
  static func includes(_ type: String) -> Bool {
    families.contains { type == $0 || type.hasPrefix($0 + "-") || type.hasPrefix($0 + "+") }
  }
}
