/// What the server says of the rows of one table whose ids lie in one range: how many they are, and a checksum.
struct ChunkSum: Sendable, Hashable {
  /// How many ids a range has.
  static let size: Int64 = 10_000

  /// The number of the range: the ids divided by the size, towards zero.
  let chunk: Int64
  let rows: Int
  /// The server's own text of a decimal number.
  let sum: String

  /// The ids of a range.
  static func ids(_ chunk: Int64) -> ClosedRange<Int64> {
    if chunk == 0 { return (1 - size)...(size - 1) }
    return chunk > 0 ? (chunk * size)...(chunk * size + size - 1) : (chunk * size - size + 1)...(chunk * size)
  }

  /// The ranges whose rows have to be read again: those that differ, those of one side only, and those that were changed
  /// here.
  static func changed(from old: [ChunkSum], to new: [ChunkSum], touched: Set<Int64>) -> [Int64] {
    let before = Dictionary(old.map { ($0.chunk, $0) }, uniquingKeysWith: { first, _ in first })
    let after = Dictionary(new.map { ($0.chunk, $0) }, uniquingKeysWith: { first, _ in first })
    let all = Set(before.keys).union(after.keys).union(touched)
    return all.filter { before[$0] != after[$0] || touched.contains($0) }.sorted()
  }
}

/// What a pull has found of one table.
struct TableChange: Sendable {
  let table: NeededTable
  let hasID: Bool
  /// The ranges that are written anew; all of the table when it was read whole.
  var changed: [Int64]
  /// All ranges as the server has them.
  let sums: [ChunkSum]
  /// How many rows were read.
  var read = 0

  /// How many rows the table has on the server.
  var rows: Int { sums.reduce(0) { $0 + $1.rows } }
}
