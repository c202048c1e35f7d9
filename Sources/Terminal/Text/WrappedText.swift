/// Breaks a text into lines of a width, at spaces where there are some.
///
/// The text is made visible first, so that a line is as wide as it is counted; what is endless ends in an ellipsis.
package struct WrappedText {
  /// The lines.
  package let lines: [String]

  /// No text on a screen is worth more; a hostile one must not cost more.
  private static let maximumLines = 100

  /// Breaks a text; the lines after the first stand `indent` columns further in.
  package init(_ text: String, width: Int, indent: Int = 0) {
    guard width > 0 else {
      lines = []
      return
    }
    var result: [String] = []
    var line = ""
    var isBegun = false
    let lead = String(repeating: " ", count: min(indent, width / 2))
    let visible = TextWidth.clipped(text, to: width * Self.maximumLines)
    for word in visible.split(separator: " ", omittingEmptySubsequences: false) {
      var rest = String(word)
      let candidate = isBegun ? line + " " + rest : rest
      if TextWidth.columns(of: candidate) <= width {
        line = candidate
        isBegun = true
        continue
      }
      if isBegun { result.append(line) }
      var begin = isBegun ? lead : ""
      isBegun = true
      rest = begin + rest
      // A word wider than the line is broken where the line ends.
      while TextWidth.columns(of: rest) > width {
        let head = TextWidth.clipped(rest, to: width, ellipsis: "")
        guard head.unicodeScalars.count > begin.unicodeScalars.count else { break }
        result.append(head)
        begin = lead
        rest = begin + String(rest.unicodeScalars.dropFirst(head.unicodeScalars.count))
      }
      line = rest
    }
    if !line.isEmpty || result.isEmpty { result.append(line) }
    lines = result
  }
}
