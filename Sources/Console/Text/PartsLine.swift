import Terminal

/// A line of parts, the most important first; those at the end for which there is no room are left out whole.
struct PartsLine {
  let text: String

  init(_ parts: [String], gap: String = "  ", width: Int) {
    var kept = parts
    while kept.count > 1, TextWidth.columns(of: kept.joined(separator: gap)) > width { kept.removeLast() }
    text = kept.joined(separator: gap)
  }
}
