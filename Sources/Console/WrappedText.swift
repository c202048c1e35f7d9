import Terminal

/// Breaks a text into lines of a width, at spaces where there are some.
struct WrappedText {
  let lines: [String]

  init(_ text: String, width: Int, indent: Int = 0) {
    guard width > 0 else {
      lines = []
      return
    }
    var result: [String] = []
    var line = ""
    var isBegun = false
    let lead = String(repeating: " ", count: min(indent, width / 2))
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      var rest = String(word)
      let candidate = isBegun ? line + " " + rest : rest
      if TextWidth.columns(of: candidate) <= width {
        line = candidate
        isBegun = true
        continue
      }
      if isBegun { result.append(line) }
      isBegun = true
      // A word wider than the line is broken where the line ends.
      rest = lead + rest
      while TextWidth.columns(of: rest) > width {
        let head = TextWidth.clipped(rest, to: width, ellipsis: "")
        guard !head.isEmpty else { break }
        result.append(head)
        rest = lead + rest.dropFirst(head.count)
        if rest == lead { break }
      }
      line = rest
    }
    if !line.isEmpty || result.isEmpty { result.append(line) }
    lines = result
  }
}
