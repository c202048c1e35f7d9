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
          // Nothing bounds how long a view takes. An optional one is taken for no table and never read.
          if table.isOptional, views.contains(table.name.lowercased()) { continue }
          guard !views.contains(table.name.lowercased()) else {
            throw DatabaseFileError(
              .schema,
              path: path,
              reason: "“\(table.name)” is a view, and a table is needed",
              remedy: "Copy the table of the site."
            )
          }
          let types = try columnTypes(of: table.name, db)
          if table.isOptional, types.isEmpty { continue }
          guard !types.isEmpty else { throw try missing(table, foreign, path: path, db) }
          for column in table.columns where types[column.lowercased()] == nil && !table.isOptional {
            throw DatabaseFileError(
              .schema,
              path: path,
              reason: "the table “\(table.name)” has no column “\(column)”",
              remedy: "Copy the table whole, from a release of Open edX that has this column."
            )
          }
          for column in table.numbers {
            guard let type = types[column.lowercased()] else { continue }
            try checkNumbers(column, of: table.name, type: type, db)
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
  /// is left, and an index finds it at once. A column that is in no index, as in a small table or in a copy without any,
  /// is walked, and so is one that is declared otherwise; one that an index has behind others is left to those who read
  /// it. A number with a fraction is a number, and nobody's.
  private static func checkNumbers(_ column: String, of table: String, type: String, _ db: Database) throws {
    let isText = ["CHAR", "CLOB", "TEXT"].contains { type.contains($0) }
    let isNumber = type.contains("INT") || !(isText || type.isEmpty || type.contains("BLOB"))
    let place = isNumber ? try placeInIndex(of: column, of: table, db) : nil
    if let place, place > 0 { return }
    let condition = place == 0 ? "\(column) >= ''" : "typeof(\(column)) NOT IN ('integer', 'real', 'null')"
    let row = try StoredRow.fetchOne(db, sql: "SELECT \(column) FROM \(table) WHERE \(condition) LIMIT 1")
    if let row { throw row.refusal(0, needed: "a whole number") }
  }

  /// How many columns an index has before this one; of the row's own number, which is the primary key, none. Nil for a
  /// column that is in no index.
  private static func placeInIndex(of column: String, of table: String, _ db: Database) throws -> Int? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT min(place) FROM (
          SELECT c.seqno AS place FROM pragma_index_list(?1) l, pragma_index_info(l.name) c
          WHERE c.name = ?2 COLLATE NOCASE AND NOT l.partial
          UNION ALL
          SELECT 0 FROM pragma_table_info(?1)
          WHERE pk = 1 AND name = ?2 COLLATE NOCASE AND type = 'integer' COLLATE NOCASE)
        """
    )
    return try StoredRow.fetchOne(statement, arguments: [table, column])?.integerOrNil(0).flatMap { Int(exactly: $0) }
  }
}
