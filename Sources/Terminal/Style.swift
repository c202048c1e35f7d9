/// How a cell looks.
///
/// Colour never carries a meaning alone: under `NO_COLOR`, and on terminals without colours, only the attributes are left.
public struct Style: Hashable, Sendable {
  /// The colour of the text.
  public var foreground: Color
  /// The colour behind the text.
  public var background: Color
  /// Heavier or brighter text.
  public var bold: Bool
  /// Fainter text.
  public var dim: Bool
  /// Text and background exchanged.
  public var reverse: Bool
  /// A line under the text.
  public var underline: Bool

  /// The terminal's own colours, no attribute.
  public static let plain = Style()

  /// A style; what is not named is as in `plain`.
  public init(
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

/// The colours that a style may ask for: those that follow the user's own theme, and a readable grey.
public enum Color: String, Hashable, Sendable, CaseIterable {
  /// What the terminal uses when nobody asks for a colour.
  case `default`
  /// The theme's black.
  case black
  /// The theme's red.
  case red
  /// The theme's green.
  case green
  /// The theme's yellow.
  case yellow
  /// The theme's blue.
  case blue
  /// The theme's magenta.
  case magenta
  /// The theme's cyan.
  case cyan
  /// The theme's white.
  case white
  /// A grey that is readable on dark and on light backgrounds; dim text where there are only eight colours.
  case gray
}
