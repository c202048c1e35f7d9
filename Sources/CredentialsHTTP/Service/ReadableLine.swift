/// Text from outside made fit for one line of a log or a terminal.
enum ReadableLine {
  /// Line breaks and control characters become single spaces; what is longer than the limit is cut.
  static func of(_ text: String, limit: Int) -> String {
    let line = text.unicodeScalars
      .split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
      .map { String(String.UnicodeScalarView($0)) }
      .joined(separator: " ")
    return line.count <= limit ? line : String(line.prefix(limit - 1)) + "…"
  }
}
