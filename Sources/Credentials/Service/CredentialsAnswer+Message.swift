import OpenEdX

extension CredentialsAnswer {
  /// The answer's reason as one readable line of at most `messageLimit` characters.
  ///
  /// The service's bodies have three shapes under a field (a list of texts, an object with a plain text, nested objects
  /// and lists), `{"detail": …}`, or are a page of HTML, of which only the title is taken
  /// (<doc:CredentialsAPI#Credentials>).
  package var message: String {
    if isSuccess { return "accepted (HTTP \(status))" }
    let phrases: [String]
    switch body {
    case .string(let text): phrases = [Self.textReason(text)]
    default: phrases = Self.phrases(body, at: "")
    }
    let line = Self.oneLine(phrases.filter { !$0.isEmpty }.joined(separator: "; "))
    if line.isEmpty { return "HTTP \(status) without a reason" }
    return line.count <= Self.messageLimit ? line : String(line.prefix(Self.messageLimit - 1)) + "…"
  }

  /// The greatest number of characters of a message.
  package static let messageLimit = 300

  /// Names that say nothing to a reader: the text under them speaks of the whole.
  private static let transparentNames: Set<String> = ["non_field_errors", "detail", "error"]

  private static func phrases(_ value: JSONValue, at path: String) -> [String] {
    switch value {
    case .null: return []
    case .bool(let flag): return [phrase("\(flag)", at: path)]
    case .number, .integer: return [phrase(PythonText.str(value), at: path)]
    case .string(let text): return [phrase(text, at: path)]
    case .array(let items):
      let texts = items.compactMap(\.string)
      if !items.isEmpty, texts.count == items.count { return [phrase(texts.joined(separator: " "), at: path)] }
      return items.enumerated().flatMap { phrases($1, at: "\(path)[\($0)]") }
    case .object(let members):
      return members.keys.sorted().flatMap { name in
        let isTransparent = transparentNames.contains(name)
        return phrases(
          members[name] ?? .null,
          at: isTransparent ? path : path.isEmpty ? name : "\(path).\(name)"
        )
      }
    }
  }

  private static func phrase(_ text: String, at path: String) -> String {
    path.isEmpty ? text : "\(path): \(text)"
  }

  private static func textReason(_ text: String) -> String {
    let lowered = text.lowercased()
    guard lowered.contains("<html") || lowered.contains("<!doctype") else { return text }
    guard let start = text.firstRange(of: "<title>")?.upperBound,
      let end = text[start...].firstRange(of: "</title>")?.lowerBound
    else { return "a page of HTML without a title" }
    return String(text[start..<end])
  }

  /// Line breaks, tabs and other control characters become single spaces, so that an answer cannot draw on a terminal.
  private static func oneLine(_ text: String) -> String {
    text.unicodeScalars.split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
      .map { String(String.UnicodeScalarView($0)) }
      .joined(separator: " ")
  }
}
