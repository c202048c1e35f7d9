import OpenEdX

extension Secret {
  /// Reads a secret from a file that its owner alone can read; white space at its ends is dropped.
  ///
  /// - Throws: `SecretError` when the file is missing, not a plain file, another user's, open to the group or to others,
  ///   empty, or larger than 64 KiB.
  package static func file(_ path: String) throws(SecretError) -> Secret {
    let file = try SecretFile(path)
    try file.requireOwnerAlone()
    let text = trimmed(String(decoding: try file.bytes(), as: UTF8.self))
    guard !text.isEmpty else { throw SecretError("\(path): the file is empty") }
    return Secret(text)
  }

  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}

/// Why a secret is not used, as one line that never holds the secret.
package struct SecretError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong and how to put it right.
  package let description: String

  init(_ description: String) { self.description = description }
}

extension Secret {
  /// Whether a text that should be something else has the looks of a token or a key: then it is never repeated.
  static func looksLikeOne(_ text: String) -> Bool {
    text.hasPrefix("eyJ") || text.contains("PRIVATE KEY") || TokenClaims(Secret(text)) != nil
  }

  /// Whether what should be the path of a file has these looks: also a long word with digits in it and no slash.
  static func looksLikeOne(path: String) -> Bool {
    let isWord = !path.contains("/") && !path.contains(".")
    return looksLikeOne(path) || (isWord && path.utf8.count >= 32 && path.filter(\.isNumber).count >= 4)
  }
}
