import OpenEdX

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
