import CNCurses

/// Styles as curses attributes, with as many colours as the terminal has.
///
/// With 8 or 16 colours a hue is the user's own, whose theme made it readable. From 256 it is a fixed colour that is
/// readable on the terminal's background; a terminal with direct colours (the capability `RGB`) gets the same ones by
/// their parts.
struct Palette {
  /// What curses needs to draw a cell.
  struct Look {
    var attributes: attr_t
    var pair: CInt
  }

  private let depth: ColorDepth
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
      depth = .none
      maximumPairs = 0
      hasDefaultColors = false
      return
    }
    hasDefaultColors = use_default_colors() == OK
    maximumPairs = Int(curses_pair_count())
    switch curses_color_count() {
    case ..<8: depth = .none
    case ..<256: depth = .own
    default: depth = curses_has_direct_colors() != 0 ? .direct : .numbered
    }
  }

  /// The look of a style; asked for the first time, it may take a colour pair of the terminal.
  mutating func look(of style: Style) -> Look {
    if let known = looks[style] { return known }
    let rendition = Rendition(style, depth, on: tone)
    var attributes: attr_t = 0
    if rendition.bold { attributes |= curses_bold() }
    if rendition.dim { attributes |= curses_dim() }
    if rendition.reverse { attributes |= curses_reverse() }
    if rendition.underline { attributes |= curses_underline() }
    let look = Look(attributes: attributes, pair: pair(for: rendition))
    looks[style] = look
    return look
  }

  private mutating func pair(for rendition: Rendition) -> CInt {
    guard depth != .none else { return 0 }
    let foreground = rendition.foreground.map { CInt($0) } ?? (hasDefaultColors ? -1 : 7)
    let background = rendition.background.map { CInt($0) } ?? (hasDefaultColors ? -1 : 0)
    if hasDefaultColors, foreground == -1, background == -1 { return 0 }
    if let known = pairs[[foreground, background]] { return known }
    // Pair 0 is the terminal's own; when the terminal has no more pairs, the text is shown without colour.
    let pair = CInt(pairs.count + 1)
    guard Int(pair) < maximumPairs, init_extended_pair(pair, foreground, background) == OK else { return 0 }
    pairs[[foreground, background]] = pair
    return pair
  }
}
