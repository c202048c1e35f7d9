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
