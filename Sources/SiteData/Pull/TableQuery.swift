/// The statements that read one table of a side.
struct TableQuery: Sendable {
  let database: String
  let table: SideSchema.Table

  /// `database.table`, because one session may read two databases.
  private var from: String { "FROM \(SQLWord.name(database)).\(SQLWord.name(table.needed.name))" }

  private var columns: [Selection.Column] {
    table.columns.map { Selection.Column($0.expression, isNullable: $0.isNullable) }
  }

  /// The needed columns in the table's order.
  var needed: [NeededColumn] { table.columns.map(\.needed) }

  /// All rows, or those of a part.
  func rows(_ part: IDRange?) -> Selection {
    let order = table.hasID ? " ORDER BY `id`" : ""
    return Selection(columns, from + (part.map { " WHERE \($0.condition)" } ?? "") + order)
  }

  /// The last id of a part of so many rows that begins behind an id; the empty text when fewer are left.
  ///
  /// It is a query in a query: where rows are passed over, the server counts them among those found.
  func end(of count: Int, after id: Int64) -> Selection {
    let last = "SELECT `id` \(from) WHERE `id`>\(id) ORDER BY `id` LIMIT \(count - 1),1"
    return Selection([Selection.Column("IFNULL((\(last)),'')", isNullable: false)], "")
  }

  /// A checksum of each range of ids of a part; one for all of a table without ids.
  ///
  /// Each row's CRC is multiplied by an odd number made from its id, because two rows that swap a value would otherwise cancel
  /// each other out. XOR of the products costs the server less than their sum. Rows without an id can be equal and would cancel
  /// out in an XOR, so their products, with the CRC of the reversed text, are added up.
  func sums(_ part: IDRange?) -> Selection {
    Selection(
      sumColumns.map { Selection.Column($0, isNullable: false) },
      from + (part.map { " WHERE \($0.condition)" } ?? "") + " GROUP BY 1"
    )
  }

  /// The checksums of some ranges of ids as one part of a longer query, behind the table's name.
  ///
  /// - Parameter parts: nil asks for all of the table.
  func namedSums(_ parts: [IDRange]?) -> String {
    let condition = parts.map { " WHERE " + $0.map { "(\($0.condition))" }.joined(separator: " OR ") } ?? ""
    let values = ["'\(table.needed.name)'"] + sumColumns
    let columns = zip(values, ["name", "chunk", "count", "sum"]).map { "\($0) AS `\($1)`" }.joined(separator: ",")
    return "SELECT \(columns) \(from)\(condition) GROUP BY 2"
  }

  private var sumColumns: [String] {
    let nulls = table.columns.filter(\.isNullable).map { "ISNULL(\(SQLWord.name($0.needed.name)))" }
    let values = table.columns.filter { !table.hasID || $0.needed.name != "id" }.map(\.expression) + nulls
    let text = "CONCAT_WS(',',\(values.joined(separator: ",")))"
    guard table.hasID else { return ["0", "COUNT(*)", "SUM(CRC32(\(text))*CRC32(REVERSE(\(text))))"] }
    // Both factors stay under 2³², so that no product leaves the server's largest number.
    let own = "((`id`&2147483647)*2+1)"
    return ["`id` DIV \(ChunkSum.size)", "COUNT(*)", "BIT_XOR(CRC32(\(text))*\(own))"]
  }
}

/// Ids from behind one to another, or to the end.
struct IDRange: Sendable, Hashable {
  let after: Int64
  let through: Int64?

  /// Before all ids: the very least number would be none of the server's whole numbers without its sign.
  static let least = Int64.min + 1

  var condition: String { "`id`>\(after)" + (through.map { " AND `id`<=\($0)" } ?? "") }

  /// Cuts a table into ranges of about that many rows each, by the known number of rows. The rest at the end gets no range.
  static func parts(_ chunks: [ChunkSum], rows: Int) -> [IDRange] {
    var parts: [IDRange] = []
    var count = 0
    for chunk in chunks.sorted(by: { $0.chunk < $1.chunk }) {
      count += chunk.rows
      guard count >= rows else { continue }
      let after = parts.last?.through ?? least
      parts.append(IDRange(after: after, through: ChunkSum.ids(chunk.chunk).upperBound))
      count = 0
    }
    return parts
  }

  /// The ranges of changed chunks, those that lie side by side in one.
  static func of(_ chunks: [Int64], longest: Int = 20) -> [IDRange] {
    var ranges: [IDRange] = []
    var first: Int64?
    var last: Int64 = 0
    var length = 0
    func range(_ first: Int64) -> IDRange {
      IDRange(after: ChunkSum.ids(first).lowerBound - 1, through: ChunkSum.ids(last).upperBound)
    }
    for chunk in chunks {
      if let begin = first, chunk != last + 1 || length == longest {
        ranges.append(range(begin))
        first = nil
      }
      if first == nil {
        first = chunk
        length = 0
      }
      last = chunk
      length += 1
    }
    if let first { ranges.append(range(first)) }
    return ranges
  }
}
