/// ASCII for the characters that the screens are drawn with.
enum ASCIIText {
  /// One ASCII character for what a cell shows.
  static func replacement(for text: String) -> String {
    let scalars = text.unicodeScalars
    guard let scalar = scalars.first, scalars.count == 1 else { return "?" }
    if scalar.isASCII { return text }
    if let known = replacements[scalar] { return known }
    switch scalar.value {
    case 0x2400...0x2421: return "^"
    case 0x2500...0x257F: return "+"
    case 0x2580...0x259F: return "#"
    default: return "?"
    }
  }

  private static let replacements: [Unicode.Scalar: String] = {
    let groups: [(String, String)] = [
      ("-", "─━┄┅┈┉╌╍═╴╶╸╺‐‑‒–—―▄"),
      ("|", "│┃┆┇┊┋╎╏║╵╷╹╻▏▕"),
      (" ", "\u{A0}\u{2003}\u{2009}\u{202F}"),
      ("<", "⟨‹«←◀◂"),
      (">", "⟩›»→▶▸"),
      ("^", "↑▲▴"),
      ("v", "↓▼▾✓✔"),
      ("x", "✗✘×"),
      ("*", "•●◆★✱"),
      ("o", "○◇☆◌"),
      ("~", "…"),
      (".", "·▂"),
      ("!", "⚠"),
      ("'", "‘’"),
      ("\"", "“”„"),
      ("/", "╱"),
      ("\\", "╲"),
      ("=", "≡▅"),
      ("_", "▁"),
      (":", "▃"),
      ("+", "▆"),
      ("#", "▇█"),
    ]
    var replacements: [Unicode.Scalar: String] = [:]
    for (replacement, characters) in groups {
      for scalar in characters.unicodeScalars { replacements[scalar] = replacement }
    }
    return replacements
  }()
}
