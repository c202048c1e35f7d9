/// The columns that texts take on the terminal, as ncurses draws them.
///
/// Widths are those of the C library under a UTF-8 locale. Texts are measured as they are shown: what `VisibleText`
/// replaces counts with the width of its replacement, and an emoji sequence counts as the one emoji that is drawn.
package enum TextWidth {
  /// Where a text stands in a field that is wider than it.
  package enum Alignment: Sendable {
    /// At the left edge.
    case left
    /// At the right edge, for numbers.
    case right
  }

  /// Where a text that does not fit is cut.
  package enum Cut: Sendable {
    /// At its end: texts to be read.
    case end
    /// In its middle: names, which often differ in their last words only.
    case middle
  }

  /// The columns of the whole text.
  package static func columns(of text: String) -> Int {
    if isPlain(text) { return text.utf8.count }
    return Glyphs(text).reduce(0) { $0 + $1.width }
  }

  /// The text, made visible, in at most `columns` columns.
  ///
  /// A text that does not fit ends in the ellipsis, or has it in its middle; where not even that fits, it is cut. A wide
  /// character that would cross the edge is left out, and no character is parted from its marks. The work done depends on
  /// `columns`, not on the length of the text.
  package static func clipped(
    _ text: String,
    to columns: Int,
    ellipsis: String = "…",
    cut: Cut = .end
  ) -> String {
    guard columns > 0 else { return "" }
    let (whole, fits) = prefix(of: text, columns: columns)
    if fits { return whole }
    let room = columns - Self.columns(of: ellipsis)
    guard room >= 0 else { return whole }
    // Of fewer columns neither end would tell much.
    let end = cut == .middle && columns >= leastCutInMiddle ? suffix(of: text, columns: room * 2 / 5) : ""
    let begin = prefix(of: text, columns: room - Self.columns(of: end)).text
    return begin + VisibleText.shown(ellipsis) + end
  }

  private static let leastCutInMiddle = 16

  /// The text, made visible, in exactly `columns` columns: clipped when longer, filled with spaces when shorter.
  package static func padded(
    _ text: String,
    to columns: Int,
    alignment: Alignment = .left,
    ellipsis: String = "…"
  ) -> String {
    let clipped = clipped(text, to: columns, ellipsis: ellipsis)
    let padding = String(repeating: " ", count: max(0, columns - Self.columns(of: clipped)))
    return alignment == .left ? clipped + padding : padding + clipped
  }

  private static func prefix(of text: String, columns: Int) -> (text: String, isWhole: Bool) {
    var prefix = ""
    var used = 0
    for glyph in Glyphs(text) {
      guard used + glyph.width <= columns else { return (prefix, false) }
      used += glyph.width
      prefix += glyph.text
    }
    return (prefix, true)
  }

  /// The last characters that fit.
  private static func suffix(of text: String, columns: Int) -> String {
    // A character of more code points than a terminal keeps of it may lose the rest, so that the work is bounded.
    let scalars = text.unicodeScalars
    let near = scalars.suffix(columns * 8)
    if Repertoire.current == .ascii { return String(VisibleText.shown(String(near)).suffix(columns)) }
    var characters = Substring(near)
    if near.startIndex > scalars.startIndex { characters = characters.dropFirst() }
    var suffix = ""
    var used = 0
    while let character = characters.popLast() {
      let shown = VisibleText.shown(String(character))
      used += Self.columns(of: shown)
      guard used <= columns else { break }
      suffix = shown + suffix
    }
    return suffix
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
  }
}
