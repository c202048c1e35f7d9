extension TableDefinition {
  /// Reads a `CREATE TABLE` statement.
  ///
  /// - Returns: nil when the statement makes something else (a view, a trigger) or a table from a query.
  init?(statement: consuming SQLText) {
    guard statement.take(word: "CREATE") else { return nil }
    _ = statement.take(word: "OR") && statement.take(word: "REPLACE")
    _ = statement.take(word: "TEMPORARY")
    guard statement.take(word: "TABLE") else { return nil }
    _ = statement.take(word: "IF") && statement.take(word: "NOT") && statement.take(word: "EXISTS")
    guard let name = statement.tableName(), statement.take("(") else { return nil }
    table = name
    columns = []
    while let column = Self.item(&statement) {
      if let column = column.column { columns.append(column) }
      if column.isLast { break }
    }
    guard !columns.isEmpty else { return nil }
  }

  /// Words that begin an item of the list that is no column, where they stand without quotes.
  private static let others: Set<String> = [
    "PRIMARY", "UNIQUE", "KEY", "INDEX", "CONSTRAINT", "FULLTEXT", "SPATIAL", "FOREIGN", "CHECK", "PERIOD", "LIKE",
  ]

  /// Reads one item of the list, and the comma or the bracket behind it.
  ///
  /// - Returns: the column, nil for a key; nil altogether when the statement ends too early.
  private static func item(_ text: inout SQLText) -> (column: Column?, isLast: Bool)? {
    text.skipSpace()
    let isQuoted = text.next == UInt8(ascii: "`") || text.next == UInt8(ascii: "\"")
    guard let name = text.name() else { return nil }
    var column = isQuoted || !others.contains(name.uppercased()) ? Column(name: name) : nil
    var depth = 0
    while !text.isAtEnd {
      text.skipSpace()
      switch text.next {
      case UInt8(ascii: "("):
        depth += 1
        text.skipOne()
      case UInt8(ascii: ")") where depth == 0: return text.take(")") ? (column, true) : nil
      case UInt8(ascii: ")"):
        depth -= 1
        text.skipOne()
      case UInt8(ascii: ",") where depth == 0: return text.take(",") ? (column, false) : nil
      default:
        guard depth == 0, text.take(word: "GENERATED") || text.take(word: "AS") else {
          text.skipOne()
          continue
        }
        column?.isGenerated = true
      }
    }
    return nil
  }
}
