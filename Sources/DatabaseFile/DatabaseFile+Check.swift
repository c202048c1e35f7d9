import GRDB

extension DatabaseFile {
  /// Checks that a database holds the tables and columns, and numbers where SQL compares numbers.
  ///
  /// - Throws: `DatabaseFileError` that names the table, the column and, for a number, the row and the value.
  static func check(
    _ reader: some DatabaseReader,
    path: String,
    holds tables: [RequiredTable],
    not foreign: ForeignTables
  ) throws(DatabaseFileError) {
    try translating(path: path) {
      try reader.read { db in
        let views = try views(db)
        for table in tables {
          // Nothing bounds how long a view takes.
          guard !views.contains(table.name.lowercased()) else {
            throw DatabaseFileError(
              .schema,
              path: path,
              reason: "“\(table.name)” is a view, and a table is needed",
              remedy: "Copy the table of the site."
            )
          }
          let types = try columnTypes(of: table.name, db)
          guard !types.isEmpty else { throw try missing(table, foreign, path: path, db) }
          for column in table.columns where types[column.lowercased()] == nil {
            throw DatabaseFileError(
              .schema,
              path: path,
              reason: "the table “\(table.name)” has no column “\(column)”",
              remedy: "Copy the table whole, from a release of Open edX that has this column."
            )
          }
          for column in table.numbers {
            try checkNumbers(column, of: table.name, type: types[column.lowercased()] ?? "", db)
          }
        }
      }
    }
  }

  private static func views(_ db: Database) throws -> Set<String> {
    let rows = try StoredRow.fetchAll(db, sql: "SELECT lower(name) FROM sqlite_schema WHERE type = 'view'")
    return Set(try rows.map { try $0.text(0) })
  }

  /// The declared types of a table's columns, by their names in lower case; empty when there is no such table.
  private static func columnTypes(of table: String, _ db: Database) throws -> [String: String] {
    let statement = try db.cachedStatement(sql: "SELECT lower(name), upper(type) FROM pragma_table_info(?)")
    let rows = try StoredRow.fetchAll(statement, arguments: [table])
    return Dictionary(try rows.map { (try $0.text(0), try $0.text(1)) }, uniquingKeysWith: { first, _ in first })
  }

  private static func missing(
    _ table: RequiredTable,
    _ foreign: ForeignTables,
    path: String,
    _ db: Database
  ) throws -> DatabaseFileError {
    let rows = try StoredRow.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    let other = try rows.map { try $0.text(0) }.first { foreign.names.contains($0.lowercased()) }
    guard let other else {
      return DatabaseFileError(
        .schema,
        path: path,
        reason: "the table “\(table.name)” is missing",
        remedy: "Copy the whole database of the site; this table is needed."
      )
    }
    return DatabaseFileError(
      .schema,
      path: path,
      reason: "the table “\(table.name)” is missing, but there is “\(other)”, a table of \(foreign.owner)",
      remedy: "The LMS's database belongs into lms.sqlite and that of the Credentials service into credentials.sqlite."
    )
  }

  /// Refuses a column in which numbers were stored as something else: comparisons would go wrong in silence.
  ///
  /// SQLite turns texts of digits into numbers where a column is declared as one. There only what is no number at all
  /// is left, and an index finds it at once; without an index it is left to those who read the column. A column that is
  /// declared otherwise is walked.
  private static func checkNumbers(_ column: String, of table: String, type: String, _ db: Database) throws {
    let isText = ["CHAR", "CLOB", "TEXT"].contains { type.contains($0) }
    let isNumber = type.contains("INT") || !(isText || type.isEmpty || type.contains("BLOB"))
    if isNumber, try !hasIndex(on: column, of: table, db) { return }
    let condition = isNumber ? "\(column) >= ''" : "typeof(\(column)) NOT IN ('integer', 'real', 'null')"
    let row = try StoredRow.fetchOne(db, sql: "SELECT \(column) FROM \(table) WHERE \(condition) LIMIT 1")
    if let row { throw row.refusal(0, needed: "a whole number") }
  }

  private static func hasIndex(on column: String, of table: String, _ db: Database) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: """
        SELECT 1 FROM pragma_index_list(?) l, pragma_index_info(l.name) c
        WHERE c.seqno = 0 AND c.name = ? COLLATE NOCASE AND NOT l.partial LIMIT 1
        """
    )
    return try StoredRow.fetchOne(statement, arguments: [table, column]) != nil
  }
}
