/// The statements that make one side's database, parted so that indexes can be made after the rows.
///
/// An index that is made at the end is sorted once; one that grows with the rows is searched for each of them. So a
/// column's `UNIQUE` becomes an index of its own, too.
struct SchemaScript {
  /// An index and the table that it is on.
  struct Index {
    let table: String
    /// The columns in words, for a message.
    let columns: String
    let isUnique: Bool
    /// Everything behind `CREATE [UNIQUE] INDEX`.
    let rest: String
  }

  /// The statements that make the tables.
  private(set) var tables: [String] = []
  /// What is made after the rows.
  private(set) var indexes: [Index] = []

  /// Parts a script; statements other than those that make tables and indexes are left out.
  init(_ sql: String) {
    let code = sql.split(separator: "\n").filter { !$0.trimmed.hasPrefix("--") }.joined(separator: "\n")
    for part in code.split(separator: ";") {
      let lines = part.split(separator: "\n").filter { !$0.trimmed.isEmpty }
      let statement = lines.joined(separator: "\n")
      if let first = lines.first, first.hasPrefix("CREATE TABLE"), let table = first.quoted {
        tables.append(lines.map { withoutUnique($0, table: table) }.joined(separator: "\n"))
      } else if statement.hasPrefix("CREATE UNIQUE INDEX") {
        addIndex(statement, isUnique: true, length: "CREATE UNIQUE INDEX".count)
      } else if statement.hasPrefix("CREATE INDEX") {
        addIndex(statement, isUnique: false, length: "CREATE INDEX".count)
      }
    }
  }

  private mutating func withoutUnique(_ line: Substring, table: String) -> String {
    guard let range = line.firstRange(of: " UNIQUE"), let column = line.quoted else { return String(line) }
    let rest = "\"\(table)_\(column)_uniq\" ON \"\(table)\" (\"\(column)\")"
    indexes.append(Index(table: table, columns: column, isUnique: true, rest: rest))
    return String(line[..<range.lowerBound] + line[range.upperBound...])
  }

  private mutating func addIndex(_ statement: String, isUnique: Bool, length: Int) {
    let rest = String(statement.dropFirst(length))
    guard let on = rest.firstRange(of: "ON \""), let table = rest[on.lowerBound...].quoted,
      let columns = rest.split(separator: "(").last
    else { return }
    let names = columns.split(separator: "\"").filter { $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } }
    indexes.append(Index(table: table, columns: names.joined(separator: ", "), isUnique: isUnique, rest: rest))
  }
}

extension StringProtocol {
  /// What stands between the first two quotation marks.
  fileprivate var quoted: String? {
    let parts = split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1]) : nil
  }
}
