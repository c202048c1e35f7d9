import CNCurses

/// Styles as curses attributes, with as many colours as the terminal has.
///
/// With 8 or 16 colours a hue is the user's own, whose theme made it readable. From 256 it is a fixed colour that is
/// readable on the background at hand; a terminal with direct colours (the capability `RGB`) gets the same ones by
/// their parts.
struct Palette {
  /// What curses needs to draw a cell.
  struct Look {
    var attributes: attr_t
    var pair: CInt
  }

  /// How many colours the terminal has, and how they are named.
  private enum Colors {
    case none
    case own
    case numbered
    case direct
  }

  private let colors: Colors
  private let maximumPairs: Int
  private let hasDefaultColors: Bool
  /// For which background the colours are chosen. Another one changes the looks from here on.
  var tone: BackgroundTone {
    didSet { if tone != oldValue { (looks, pairs) = ([:], [:]) } }
  }
  private var looks: [Style: Look] = [:]
  private var pairs: [[CInt]: CInt] = [:]

  /// A palette without colours, or with those that ncurses found after `start_color`.
  init(usesColor: Bool, tone: BackgroundTone) {
    self.tone = tone
    guard usesColor, has_colors(), start_color() == OK else {
      colors = .none
      maximumPairs = 0
      hasDefaultColors = false
      return
    }
    hasDefaultColors = use_default_colors() == OK
    maximumPairs = Int(curses_pair_count())
    switch curses_color_count() {
    case ..<8: colors = .none
    case ..<256: colors = .own
    default: colors = curses_has_direct_colors() != 0 ? .direct : .numbered
    }
  }

  /// The look of a style; asked for the first time, it may take a colour pair of the terminal.
  mutating func look(of style: Style) -> Look {
    if let known = looks[style] { return known }
    var attributes: attr_t = 0
    if style.bold { attributes |= curses_bold() }
    if style.dim || (style.foreground == .gray && !hasFixedColors) { attributes |= curses_dim() }
    if style.reverse { attributes |= curses_reverse() }
    if style.underline { attributes |= curses_underline() }
    let look = Look(attributes: attributes, pair: pair(for: style))
    looks[style] = look
    return look
  }

  /// The sixteen colours' own grey is the background of a widespread theme, so grey is dim text among them.
  private var hasFixedColors: Bool { colors == .numbered || colors == .direct }

  private mutating func pair(for style: Style) -> CInt {
    guard colors != .none else { return 0 }
    let foreground = number(of: style.foreground, otherwise: 7)
    let background = number(of: style.background, otherwise: 0)
    if hasDefaultColors, foreground == -1, background == -1 { return 0 }
    if let known = pairs[[foreground, background]] { return known }
    // Pair 0 is the terminal's own; when the terminal has no more pairs, the text is shown without colour.
    let pair = CInt(pairs.count + 1)
    guard Int(pair) < maximumPairs, init_extended_pair(pair, foreground, background) == OK else { return 0 }
    pairs[[foreground, background]] = pair
    return pair
  }

  private func number(of color: Color, otherwise: CInt) -> CInt {
    if hasFixedColors, let number = color.readableNumber(on: tone) {
      guard colors == .direct else { return CInt(number) }
      return RGB(xtermNumber: number).map { CInt($0.number) } ?? otherwise
    }
    return switch color {
    case .default, .gray: hasDefaultColors ? -1 : otherwise
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
