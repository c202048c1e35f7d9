/// ASCII for the characters that the screens are drawn with.
enum ASCIIText {
  /// One ASCII character for what a cell shows; `?` where none comes near it.
  static func replacement(for text: String) -> String {
    guard let scalar = text.unicodeScalars.first else { return "?" }
    if scalar.isASCII { return String(Character(scalar)) }
    return replacement(for: scalar) ?? ASCIILetters.spelling(of: scalar).map { String($0.prefix(1)) } ?? "?"
  }

  /// The ASCII character for a line, a mark or a sign; nil for anything else.
  static func replacement(for scalar: Unicode.Scalar) -> String? {
    if let known = replacements[scalar] { return known }
    switch scalar.value {
    case 0x2400...0x2421: return "^"
    case 0x2500...0x257F: return "+"
    case 0x2580...0x259F: return "#"
    default: return nil
    }
  }

  private static let replacements: [Unicode.Scalar: String] = {
    let groups: [(String, String)] = [
      ("-", "─━┄┅┈┉╌╍═╴╶╸╺‐‑‒–—―▄"),
      ("|", "│┃┆┇┊┋╎╏║╵╷╹╻▏▕"),
      (" ", "\u{A0}\u{2003}\u{2009}\u{202F}\u{3000}"),
      ("<", "⟨‹«←◀◂"),
      (">", "⟩›»→▶▸"),
      ("^", "↑▲▴"),
      ("v", "↓▼▾✓✔"),
      ("x", "✗✘×"),
      ("*", "•●◆★✱"),
      ("o", "○◇☆◌"),
      ("~", "…"),
      (".", "·▂。"),
      (",", "、"),
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
