/// A text that is shown to nobody: printing, logging, dumping and reflecting it give a mask.
package struct Secret: Sendable, Hashable {
  /// The text itself, for the one place that sends or signs with it.
  let revealed: String

  /// Takes the text.
  package init(_ text: String) { revealed = text }

  /// What stands for a secret wherever one would be printed.
  package static let mask = "••••••"
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The mask.
  package var description: String { Self.mask }
  /// The mask.
  package var debugDescription: String { Self.mask }
  /// Without children, so that `dump` has nothing to descend into.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
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
