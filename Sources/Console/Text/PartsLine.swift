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

/// What is being typed, with its end in sight.
struct TypedText {
  let text: String

  init(_ typed: String, columns: Int) {
    var shown = Substring(VisibleText.shown(String(typed.suffix(max(0, columns)))))
    while TextWidth.columns(of: String(shown)) > max(0, columns), !shown.isEmpty { shown = shown.dropFirst() }
    text = String(shown)
  }
}

/// The line in which something is typed that is looked for, and what came of it.
struct SearchLine {
  let lead: String
  let text: String
  /// How much was found, or why nothing can be; "" for nothing to say.
  let answer: String

  /// The line, cut to a width: first the answer, then the beginning of what is typed.
  func shown(width: Int) -> String {
    let room = width - TextWidth.columns(of: lead) - 1
    let line = "\(lead)\(TypedText(text, columns: room).text)▏"
    // Cut off behind its first letter, it says nothing.
    guard !answer.isEmpty, width - TextWidth.columns(of: line) > 5 else { return line }
    return TextWidth.clipped("\(line)   \(answer)", to: width)
  }
}
