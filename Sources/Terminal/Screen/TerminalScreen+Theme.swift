extension TerminalScreen {
  /// Shows everything in other colours from here on, e.g. when the user has found those at hand unreadable.
  package func use(_ theme: ColorTheme) {
    guard !isClosed else { return }
    let usesColor = theme != .none && Environment.value(of: "NO_COLOR") == nil
    palette = Palette(usesColor: usesColor, tone: theme.tone(colorFGBG: Environment.value(of: "COLORFGBG")))
    if usesColor, palette.tone == .unknown { askForBackground() }
    guard let grid = shown else { return }
    shown = nil
    draw(grid)
  }
}
