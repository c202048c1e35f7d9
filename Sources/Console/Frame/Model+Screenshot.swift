import Terminal

extension Model {
  /// The screen as a picture, without what lies over it, for the background that the operator prefers.
  package func screenshot(path: String) -> FileDraft {
    let title = "learner-records, " + TrailView(model: self).text(width: size.columns)
    let tone = theme == .light ? BackgroundTone.light : .dark
    return FileDraft(path: path, name: "the screen", text: RootView(model: self).grid.svg(title: title, tone: tone))
  }
}
