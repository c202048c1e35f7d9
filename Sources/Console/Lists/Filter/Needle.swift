import LearnerRecords
import OpenEdX
import Terminal

/// A text that is looked for in rows, without regard to case and accents.
struct Needle: Sendable, Hashable {
  private let bytes: [UInt8]
  /// The findings that are called so, or whose name begins so.
  let findings: FindingSet

  /// Shorter texts are parts of people's names rather than of findings'.
  private static let shortestFinding = 4

  init(_ text: String) {
    bytes = FoldedText(text).bytes
    let typed = text.lowercased()
    findings =
      typed.utf8.count < Self.shortestFinding
      ? [] : FindingSet(Finding.allCases.filter { $0.rawValue.hasPrefix(typed) })
  }

  /// Whether every row that has this one in it has the other in it, too.
  func contains(_ other: Needle) -> Bool { other.isIn(folded: bytes) && other.findings.isSuperset(of: findings) }

  /// Whether the text has it. A text of ASCII alone, as most are, is not copied.
  func isIn(_ text: String) -> Bool {
    guard let first = bytes.first else { return true }
    let found = text.utf8.withContiguousStorageIfAvailable { hay -> Bool? in
      guard hay.allSatisfy({ $0 < 0x80 }) else { return nil }
      guard hay.count >= bytes.count else { return false }
      return bytes.withUnsafeBufferPointer { needle in
        for start in 0...(hay.count - needle.count) where Self.lower(hay[start]) == first {
          var length = 1
          while length < needle.count, Self.lower(hay[start + length]) == needle[length] { length += 1 }
          if length == needle.count { return true }
        }
        return false
      }
    }
    if let answer = found ?? nil { return answer }
    return isIn(folded: FoldedText(text).bytes)
  }

  /// The same for a text that is folded already.
  func isIn(folded hay: [UInt8]) -> Bool {
    guard let first = bytes.first else { return true }
    guard hay.count >= bytes.count else { return false }
    return hay.withUnsafeBufferPointer { hay in
      bytes.withUnsafeBufferPointer { needle in
        for start in 0...(hay.count - needle.count) where hay[start] == first {
          var length = 1
          while length < needle.count, hay[start + length] == needle[length] { length += 1 }
          if length == needle.count { return true }
        }
        return false
      }
    }
  }

  /// Where the text has it, in columns of the screen; nil where it has not.
  func columns(in text: String) -> Range<Int>? {
    guard !bytes.isEmpty, isIn(text) else { return nil }
    for start in text.indices where FoldedText(String(text[start...])).bytes.starts(with: bytes) {
      var end = text.index(after: start)
      while end < text.endIndex, FoldedText(String(text[start..<end])).bytes.count < bytes.count {
        end = text.index(after: end)
      }
      let first = TextWidth.columns(of: String(text[..<start]))
      return first..<first + TextWidth.columns(of: String(text[start..<end]))
    }
    return nil
  }

  private static func lower(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }
}
