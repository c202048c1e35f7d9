/// A text that is shown to nobody: printing, logging, dumping and reflecting it give a mask.
package struct Secret: Sendable, Hashable {
  /// The text itself, for the one place that sends or signs with it.
  package let revealed: String

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
