import LearnerRecords
import OpenEdX

/// What a row is sorted by in one column: numbers as numbers, times as times, texts without regard to case and accents.
///
/// A row without a value sorts before all that have one.
struct SortKey: Sendable, Comparable {
  /// A number in its order, or the first eight bytes of a text, which decide most comparisons.
  let rank: UInt64
  private let text: [UInt8]

  private init(rank: UInt64, text: [UInt8] = []) {
    self.rank = rank
    self.text = text
  }

  /// Sorts as a number.
  static func number(_ value: Int?) -> SortKey {
    SortKey(rank: value.map { UInt64(bitPattern: Int64($0)) ^ 1 << 63 } ?? 0)
  }

  /// Sorts as a time.
  static func time(_ value: UTCTime?) -> SortKey { number(value.map { Int($0.microseconds) }) }

  /// Sorts as a text, by the code points of its folded form; numbers in it by their values, 2 before 10.
  static func text(_ value: String) -> SortKey { folded(natural(FoldedText(value).bytes)) }

  /// The bytes with the count of its digits before each number, so that a longer number comes later.
  private static func natural(_ bytes: [UInt8]) -> [UInt8] {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard bytes.contains(where: digits.contains) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 4)
    var rest = bytes[...]
    while let byte = rest.first {
      guard digits.contains(byte) else {
        result.append(byte)
        rest = rest.dropFirst()
        continue
      }
      let number = rest.prefix(while: digits.contains)
      rest = rest.dropFirst(number.count)
      let significant = number.drop { $0 == digits.lowerBound }
      result.append(digits.lowerBound + UInt8(min(10, significant.count)))
      result += significant
    }
    return result
  }

  /// Sorts as a text that is folded already.
  static func folded(_ bytes: [UInt8]) -> SortKey {
    var rank: UInt64 = 0
    for index in 0..<8 { rank = rank << 8 | UInt64(index < bytes.count ? bytes[index] : 0) }
    return SortKey(rank: rank, text: bytes.count > 8 ? bytes : [])
  }

  static func < (left: SortKey, right: SortKey) -> Bool {
    if left.rank != right.rank { return left.rank < right.rank }
    return left.text.lexicographicallyPrecedes(right.text)
  }
}

/// The column by which a list is sorted, and which way.
package struct ListSort: Sendable, Hashable {
  /// The column's index.
  let column: Int
  /// Whether the greatest come first.
  let isDescending: Bool
}
