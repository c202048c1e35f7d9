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
