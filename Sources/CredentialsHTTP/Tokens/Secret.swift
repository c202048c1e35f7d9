/// A text that is shown to nobody: printing, logging, dumping and reflecting it give a mask.
public struct Secret: Sendable, Hashable {
  /// The text itself, for the one place that sends or signs with it.
  let revealed: String

  /// Takes the text.
  public init(_ text: String) { revealed = text }

  /// What stands for a secret wherever one would be printed.
  public static let mask = "••••••"
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The mask.
  public var description: String { Self.mask }
  /// The mask.
  public var debugDescription: String { Self.mask }
  /// Without children, so that `dump` has nothing to descend into.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
