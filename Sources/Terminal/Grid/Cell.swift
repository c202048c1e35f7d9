/// One cell of a grid: at most one glyph and its look.
package struct Cell: Hashable, Sendable {
  /// What is drawn: one glyph, or nothing in the right half of a wide one.
  package let text: String
  /// The columns that the text takes: 1, 2, or 0 in the right half of a wide glyph.
  package let width: Int
  /// How it looks.
  package internal(set) var style: Style

  /// Whether this is the right half of the wide glyph to its left.
  package var isContinuation: Bool { width == 0 }

  init(text: String, width: Int, style: Style) {
    self.text = text
    self.width = width
    self.style = style
  }

  static func blank(_ style: Style) -> Cell { Cell(text: " ", width: 1, style: style) }
  static func continuation(_ style: Style) -> Cell { Cell(text: "", width: 0, style: style) }
}
