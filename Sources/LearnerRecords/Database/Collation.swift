import DatabaseFile
import GRDB
import GRDBSQLite

/// Which comparison a table's index on `username` serves.
///
/// Django's own indexes on SQLite compare exactly; a copy of a MySQL database, where names compare without case, has
/// them so, too (<doc:LMSDatabase#Text-is-compared-without-case>).
enum UsernameIndex {
  static func exists(_ db: Database, schema: String, table: String, collation: String) throws -> Bool {
    let found = try StoredRow.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT 1 FROM pragma_index_list(?, ?) l, pragma_index_xinfo(l.name, ?) c
          WHERE c.seqno = 0 AND c.name = 'username' AND c.coll = ? AND NOT l.partial LIMIT 1
          """
      ),
      arguments: [table, schema, schema, collation]
    )
    return found != nil
  }
}

/// How a column compares texts, as its table declares it.
///
/// A copy of a MySQL database keeps the comparison without case; Django's own tables on SQLite compare exactly.
enum ColumnCollation {
  /// Whether the column compares without regard to ASCII case.
  static func isWithoutCase(_ db: Database, schema: String, table: String, column: String) -> Bool {
    var name: UnsafePointer<CChar>?
    let status = sqlite3_table_column_metadata(db.sqliteConnection, schema, table, column, nil, &name, nil, nil, nil)
    guard status == SQLITE_OK, let name else { return false }
    return String(cString: name).uppercased() == "NOCASE"
  }
}
