import Terminal

/// The line in which something is typed that is looked for, and what came of it.
struct SearchLine {
  let lead: String
  let text: String
  /// How much was found, or why nothing can be; "" for nothing to say.
  let answer: String

  /// The line in so many columns. The end of what is typed stays in sight, and before it the answer gives way.
  func shown(width: Int) -> String {
    let room = width - TextWidth.columns(of: lead) - 1
    let line = "\(lead)\(TypedText(text, columns: room).text)▏"
    // Cut off behind its first letter, it says nothing.
    guard !answer.isEmpty, width - TextWidth.columns(of: line) > 5 else { return line }
    return TextWidth.clipped("\(line)   \(answer)", to: width)
  }
}
