/// How a terminal is told its colours.
enum ColorDepth: Hashable, Sendable, CaseIterable {
  /// Not at all.
  case none
  /// By the user's own eight or sixteen.
  case own
  /// By numbers among 256, of which those from 16 are fixed.
  case numbered
  /// By their parts, `0xRRGGBB`.
  case direct
}

/// What a terminal is told of a style: its attributes, and its colours as the terminal names them.
struct Rendition: Hashable, Sendable {
  var bold: Bool
  var dim: Bool
  var reverse: Bool
  var underline: Bool
  /// Nil for the terminal's own.
  var foreground: Int?
  /// Nil for the terminal's own.
  var background: Int?

  /// The style on a terminal of that depth, with colours for a background.
  init(_ style: Style, _ depth: ColorDepth, on tone: BackgroundTone) {
    bold = style.bold
    // The sixteen colours' own grey is the background of a widespread theme, so grey is dim text among them.
    dim = style.dim || (style.foreground == .gray && (depth == .none || depth == .own))
    reverse = style.reverse
    underline = style.underline
    foreground = style.foreground.number(depth, on: tone)
    background = style.background.number(depth, on: tone)
  }
}

extension Color {
  /// The colour's name on a terminal of that depth; nil where it is the terminal's own.
  fileprivate func number(_ depth: ColorDepth, on tone: BackgroundTone) -> Int? {
    switch depth {
    case .none: return nil
    case .own: return ownNumber
    case .numbered: return readableNumber(on: tone) ?? ownNumber
    case .direct:
      guard let number = readableNumber(on: tone) else { return ownNumber }
      return RGB(xtermNumber: number).map { Int($0.number) }
    }
  }

  /// The place among the user's own colours.
  private var ownNumber: Int? {
    switch self {
    case .default, .gray: nil
    case .black: 0
    case .red: 1
    case .green: 2
    case .yellow: 3
    case .blue: 4
    case .magenta: 5
    case .cyan: 6
    case .white: 7
    }
  }
}
