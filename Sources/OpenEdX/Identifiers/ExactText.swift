import Glibc

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

/// Comparison of text by code points, as Python compares `str`.
///
/// Swift's own `String` equality holds canonically equivalent spellings for one ("é" composed and decomposed); Open edX
/// does not, so keys and usernames that it holds for different must stay different here (<doc:CourseKeys#Comparison>).
package enum CodePoints {
  /// Whether both texts hold the same code points in the same order.
  package static func equal(_ left: String, _ right: String) -> Bool {
    compare(left, right).map { $0 == 0 } ?? left.utf8.elementsEqual(right.utf8)
  }

  /// Whether both texts hold the same code points, but for the case of the letters A to Z: `NOCASE` of SQLite.
  package static func equalWithoutASCIICase(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8) { lowercase($0) == lowercase($1) }
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte + 0x20 : byte }

  /// Whether `left` sorts before `right` by code points, the order of Python's `sorted`.
  package static func precedes(_ left: String, _ right: String) -> Bool {
    compare(left, right).map { $0 < 0 } ?? left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  /// Below 0, 0 or above 0, as the first text sorts before the other, is the same, or sorts behind it.
  ///
  /// - Returns: nil for a text whose bytes do not lie side by side.
  private static func compare(_ left: String, _ right: String) -> Int? {
    let order: Int?? = left.utf8.withContiguousStorageIfAvailable { left in
      right.utf8.withContiguousStorageIfAvailable { right in
        let length = min(left.count, right.count)
        guard length > 0, let first = left.baseAddress, let second = right.baseAddress else {
          return left.count - right.count
        }
        let order = memcmp(first, second, length)
        return order == 0 ? left.count - right.count : Int(order)
      }
    }
    return order ?? nil
  }
}
