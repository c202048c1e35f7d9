/// What a quick look asks of one table: the ranges of ids in which something can have changed.
///
/// New rows have the newest ids. Of changed ones the server's indexes tell for certificates (by the history that the LMS
/// writes) and for grades (by `modified`). What changes otherwise, and what is deleted, a whole check finds
/// (<doc:LMSDatabase#Tables>).
struct QuickQuestion: Sendable {
  /// Rows of the newest range below which the one before is asked about too: ids are not committed in their order.
  private static let overlap = 2_000

  /// The number of the range from which on all are asked about; nil where none is.
  private let tail: Int64?
  private let single: Set<Int64>
  private let isWhole: Bool

  /// Decides, by what is kept of the table.
  ///
  /// - Parameters:
  ///   - hinted: the ranges in which an index tells of changes.
  ///   - small: how many rows the table has at most to be asked about whole.
  init(_ kept: PullTables.Kept, hasID: Bool, hinted: Set<Int64>, small: Int) {
    isWhole = kept.sums.reduce(0) { $0 + $1.rows } <= small
    guard hasID, !isWhole, let last = kept.sums.max(by: { $0.chunk < $1.chunk }) else {
      (tail, single) = (nil, [])
      return
    }
    let begin = last.rows < Self.overlap ? last.chunk - 1 : last.chunk
    tail = begin
    single = hinted.union(kept.touched).filter { $0 < begin }
  }

  /// Whether nothing is asked: a large table without ids.
  var isEmpty: Bool { !isWhole && tail == nil }

  /// The ranges of ids; nil for all of the table.
  var ranges: [IDRange]? {
    guard let tail else { return nil }
    return IDRange.of(single.sorted()) + [IDRange(after: ChunkSum.ids(tail).lowerBound - 1, through: nil)]
  }

  /// Whether a range is asked about.
  func asks(_ chunk: Int64) -> Bool { isWhole || tail.map { chunk >= $0 } ?? false || single.contains(chunk) }
}
