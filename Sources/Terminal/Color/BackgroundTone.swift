/// Whether the terminal's background is dark or light, on which it depends what can be read.
package enum BackgroundTone: Hashable, Sendable, CaseIterable {
  /// Dark: colours are chosen bright.
  case dark
  /// Light: colours are chosen deep.
  case light
  /// Nobody knows: colours are chosen that can be read on both.
  case unknown

  /// From the value of `COLORFGBG`, which rxvt, Konsole and others set: the numbers of the text's and of the background's
  /// colour among the sixteen, as `15;0` or `0;default;15`.
  init(colorFGBG value: String) {
    switch value.split(separator: ";").last.flatMap({ Int($0) }) ?? -1 {
    case 0...6, 8: self = .dark
    case 7, 9...15: self = .light
    default: self = .unknown
    }
  }

  /// From the colour itself: dark where white text has more contrast than black text.
  init(of background: RGB) {
    self = background.contrast(with: RGB(0xFFFFFF)) > background.contrast(with: RGB(0)) ? .dark : .light
  }
}

/// How the user wants colours: the preference `theme`.
package enum ColorTheme: String, Hashable, Sendable, CaseIterable {
  /// By what the terminal says of its background.
  case auto
  /// For a dark background.
  case dark
  /// For a light background.
  case light
  /// No colours: bold, dim, reverse and underlined text only.
  case none

  /// The tone, as far as it is known without asking the terminal: the preference goes before `COLORFGBG`.
  func tone(colorFGBG: String?) -> BackgroundTone {
    switch self {
    case .dark: .dark
    case .light: .light
    case .auto, .none: colorFGBG.map(BackgroundTone.init(colorFGBG:)) ?? .unknown
    }
  }
}
