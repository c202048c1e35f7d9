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

  /// Sorts as a text, by the code points of its folded form.
  static func text(_ value: String) -> SortKey { folded(FoldedText(value).bytes) }

  /// Sorts as a text that is folded already.
  static func folded(_ bytes: [UInt8]) -> SortKey {
    var rank: UInt64 = 0
    for place in 0..<8 { rank = rank << 8 | UInt64(place < bytes.count ? bytes[place] : 0) }
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
