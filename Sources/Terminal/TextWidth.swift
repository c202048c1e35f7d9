/// The columns that texts take on the terminal, as ncurses draws them.
///
/// Widths are those of the C library under a UTF-8 locale. Texts are measured as they are shown: what `VisibleText`
/// replaces counts with the width of its replacement, and an emoji sequence counts as the one emoji that is drawn.
public enum TextWidth {
  /// Where a text stands in a field that is wider than it.
  public enum Alignment: Sendable {
    /// At the left edge.
    case left
    /// At the right edge, for numbers.
    case right
  }

  /// The columns of the whole text.
  public static func columns(of text: String) -> Int {
    if isPlain(text) { return text.utf8.count }
    return Glyphs(text).reduce(0) { $0 + $1.width }
  }

  /// The text, made visible, in at most `columns` columns.
  ///
  /// A text that does not fit ends in the ellipsis; where not even that fits, it is cut. A wide character that would
  /// cross the edge is left out. The work done depends on `columns`, not on the length of the text.
  public static func clipped(_ text: String, to columns: Int, ellipsis: String = "…") -> String {
    guard columns > 0 else { return "" }
    let (whole, fits) = prefix(of: text, columns: columns)
    if fits { return whole }
    let room = columns - Self.columns(of: ellipsis)
    return room < 0 ? whole : prefix(of: text, columns: room).text + VisibleText.shown(ellipsis)
  }

  /// The text, made visible, in exactly `columns` columns: clipped when longer, filled with spaces when shorter.
  public static func padded(
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

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
  }
}
