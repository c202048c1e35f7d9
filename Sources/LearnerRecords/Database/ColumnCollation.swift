import GRDB
import GRDBSQLite

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
