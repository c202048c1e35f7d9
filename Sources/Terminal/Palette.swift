import CNCurses

/// Styles as curses attributes, with as many colours as the terminal has.
struct Palette {
  /// What curses needs to draw a cell.
  struct Look {
    var attributes: attr_t
    var pair: CInt
  }

  private let colors: Int
  private let maximumPairs: Int
  private let hasDefaultColors: Bool
  private var looks: [Style: Look] = [:]
  private var pairs: [[CInt]: CInt] = [:]

  /// A palette without colours, or with those that ncurses found after `start_color`.
  init(usesColor: Bool) {
    guard usesColor, has_colors(), start_color() == OK else {
      colors = 0
      maximumPairs = 0
      hasDefaultColors = false
      return
    }
    hasDefaultColors = use_default_colors() == OK
    colors = Int(curses_color_count())
    maximumPairs = Int(curses_pair_count())
  }

  /// The look of a style; asked for the first time, it may take a colour pair of the terminal.
  mutating func look(of style: Style) -> Look {
    if let known = looks[style] { return known }
    var attributes: attr_t = 0
    if style.bold { attributes |= curses_bold() }
    if style.dim || (style.foreground == .gray && colors < 16) { attributes |= curses_dim() }
    if style.reverse { attributes |= curses_reverse() }
    if style.underline { attributes |= curses_underline() }
    let look = Look(attributes: attributes, pair: pair(for: style))
    looks[style] = look
    return look
  }

  private mutating func pair(for style: Style) -> CInt {
    guard colors >= 8 else { return 0 }
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
    switch color {
    case .default: hasDefaultColors ? -1 : otherwise
    case .black: 0
    case .red: 1
    case .green: 2
    case .yellow: 3
    case .blue: 4
    case .magenta: 5
    case .cyan: 6
    case .white: 7
    // The sixteen colours' own grey is the background of a widespread theme; number 244 of the 256 is fixed.
    case .gray: colors >= 256 ? 244 : colors >= 16 ? 8 : hasDefaultColors ? -1 : otherwise
    }
  }
}
