/// A text that is equal to another only when their code points are: a key for dictionaries of names and run keys.
///
/// Swift's `String` would hold composed and decomposed spellings for one key; Open edX keeps them apart
/// (<doc:CourseKeys#Comparison>).
package struct ExactText: Sendable {
  /// The text.
  package let text: String

  /// Takes a text.
  package init(_ text: String) { self.text = text }
}

extension ExactText: Hashable {
  /// Compares code points.
  package static func == (left: ExactText, right: ExactText) -> Bool { CodePoints.equal(left.text, right.text) }

  /// Hashes the code points that `==` compares.
  package func hash(into hasher: inout Hasher) {
    let hashed: Void? = text.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    if hashed == nil { for byte in text.utf8 { hasher.combine(byte) } }
  }
}

extension ExactText: Comparable {
  /// Orders by code points.
  package static func < (left: ExactText, right: ExactText) -> Bool { CodePoints.precedes(left.text, right.text) }
}
