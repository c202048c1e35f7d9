import Foundation

/// What is wrong with a file that is not well-formed YAML, in words of our own: the parser's own can quote the file, hence
/// whatever somebody wrote into it.
enum YAMLMistake {
  /// Names the mistake, and its line where the parser tells it.
  static func text(_ error: any Error, _ data: Data) -> String {
    let said = "\(error)"
    let lines = String(decoding: data, as: UTF8.self).split(
      omittingEmptySubsequences: false,
      whereSeparator: \.isNewline
    )
    if said.contains("not a mapping") {
      return "the file holds no settings, but a text or a list; it begins with a section such as “credentials:”"
    }
    if said.contains("keys to be unique") { return "\(twice(lines)); keep one of them" }
    guard let line = line(said) else { return "the file is not well-formed YAML" }
    guard lines.dropFirst(line - 1).contains(where: { !$0.isEmpty }) else {
      return "the file ends before a quotation mark or a bracket is closed, so it is not well-formed YAML"
    }
    if lines[line - 1].prefix(while: \.isWhitespace).contains("\t") {
      return "line \(line) begins with a tab; YAML wants spaces"
    }
    return "line \(line) is not well-formed YAML; look for a colon without a space behind it, a quotation mark that is "
      + "not closed, or a wrong indentation there or on the line before"
  }

  /// `12:5: error: …`, as the parser begins.
  private static func line(_ said: String) -> Int? {
    said.prefixMatch(of: /(\d+):\d+: error/).flatMap { Int($0.1) }
  }

  /// The first name that its own section holds twice, with its lines.
  private static func twice(_ lines: [Substring]) -> String {
    var open: [(indent: Int, name: String)] = []
    var seen: [String: Int] = [:]
    for (index, line) in lines.enumerated() {
      guard let match = line.prefixMatch(of: /( *)(?:"([^"]*)"|'([^']*)'|([\w.]+)) *:(?: |$)/) else { continue }
      let indent = match.1.count
      while let last = open.last, last.indent >= indent { open.removeLast() }
      open.append((indent, String(match.2 ?? match.3 ?? match.4 ?? "")))
      let name = open.map(\.name).joined(separator: ".")
      guard let first = seen.updateValue(index + 1, forKey: name) else { continue }
      let isKnown = SettingKey.allCases.contains { $0.rawValue == name || $0.rawValue.hasPrefix(name + ".") }
      return "\(isKnown ? name : "a name") stands twice, on the lines \(first) and \(index + 1)"
    }
    return "a name stands twice in the same section"
  }
}
