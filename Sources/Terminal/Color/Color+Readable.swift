extension Color {
  /// The number, among a terminal's fixed colours from 16 to 255, that shows this hue readably on a background; nil for
  /// `default`, and for black and white, which stay the theme's own.
  ///
  /// Those for dark and for light backgrounds have a contrast of at least 4.5 with the backgrounds of the usual themes
  /// (not only with black and white), as WCAG 2.1 asks for (AA). Few colours have that with black and with white: those
  /// for an unknown background have at least 4.3 with both.
  func readableNumber(on tone: BackgroundTone) -> Int? {
    switch (self, tone) {
    case (.default, _), (.black, _), (.white, _): nil
    case (.red, .dark): 210
    case (.red, .light): 124
    case (.red, .unknown): 131
    case (.green, .dark): 114
    case (.green, .light): 22
    case (.green, .unknown): 29
    case (.yellow, .dark): 221
    case (.yellow, .light): 94
    case (.yellow, .unknown): 130
    case (.blue, .dark): 111
    case (.blue, .light): 25
    case (.blue, .unknown): 63
    case (.magenta, .dark): 177
    case (.magenta, .light): 90
    case (.magenta, .unknown): 98
    case (.cyan, .dark): 80
    case (.cyan, .light): 23
    case (.cyan, .unknown): 30
    case (.gray, .dark): 248
    case (.gray, .light): 241
    case (.gray, .unknown): 243
    }
  }
}
