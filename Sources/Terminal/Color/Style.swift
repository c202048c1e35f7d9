/// How a cell looks.
///
/// Colour never carries a meaning alone: under `NO_COLOR`, and on terminals without colours, only the attributes are left.
package struct Style: Hashable, Sendable {
  /// The colour of the text.
  package var foreground: Color
  /// The colour behind the text.
  package var background: Color
  /// Heavier or brighter text.
  package var bold: Bool
  /// Fainter text.
  package var dim: Bool
  /// Text and background exchanged.
  package var reverse: Bool
  /// A line under the text.
  package var underline: Bool

  /// The terminal's own colours, no attribute.
  package static let plain = Style()

  /// A style; what is not named is as in `plain`.
  package init(
    foreground: Color = .default,
    background: Color = .default,
    bold: Bool = false,
    dim: Bool = false,
    reverse: Bool = false,
    underline: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    self.bold = bold
    self.dim = dim
    self.reverse = reverse
    self.underline = underline
  }
}

/// The hues that a style may ask for.
///
/// Which colour shows a hue depends on the terminal: with 8 or 16 colours it is that of the user's theme, with more a fixed
/// one that is readable on the terminal's background (`BackgroundTone`). A hue as a background has no such promise; for a
/// bar of a colour, reverse the text.
package enum Color: String, Hashable, Sendable, CaseIterable {
  /// What the terminal uses when nobody asks for a colour.
  case `default`
  /// The theme's black.
  case black
  /// Red.
  case red
  /// Green.
  case green
  /// Yellow, or a brown on a light background.
  case yellow
  /// Blue.
  case blue
  /// Magenta.
  case magenta
  /// Cyan.
  case cyan
  /// The theme's white.
  case white
  /// A grey for what matters less; dim text where there are fewer than 256 colours.
  case gray
}
