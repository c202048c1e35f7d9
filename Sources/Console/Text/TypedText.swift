import Terminal

/// What is being typed, with its end in sight.
struct TypedText {
  let text: String

  init(_ typed: String, columns: Int) {
    var shown = Substring(VisibleText.shown(String(typed.suffix(max(0, columns)))))
    while TextWidth.columns(of: String(shown)) > max(0, columns), !shown.isEmpty { shown = shown.dropFirst() }
    text = String(shown)
  }
}
