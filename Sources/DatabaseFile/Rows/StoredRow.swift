import GRDB
import GRDBSQLite

/// One row of a query's answer: the only way in which this program reads columns.
///
/// GRDB's own `row[index]` ends the process on a value of a kind that was not expected. A file from somewhere else holds
/// such values, so each reading here throws `DatabaseFileError` of code `value`, which names file, table, column, row
/// and value. What a value unmistakably means is read, whatever its storage class; NULL where Django allows none is read
/// as nothing ("", 0, false, nil), because a copy need not have kept the constraint.
///
/// A row of a cursor is valid until the next one is asked for. Columns are counted from 0.
package final class StoredRow {
  let statement: Statement
  let sqlite: OpaquePointer
  /// The values of a row that was taken off its statement; nil while the statement stands on it.
  let values: [StoredValue]?
  /// Kept, because it resets the statement when it goes, and the values with it.
  private let cursor: RowCursor?

  init(_ statement: Statement, cursor: RowCursor? = nil, values: [StoredValue]? = nil) {
    self.statement = statement
    sqlite = statement.sqliteStatement
    self.values = values
    self.cursor = cursor
  }

  /// The value as it is stored, where the caller decides what to do with any kind.
  package func value(_ index: Int) -> StoredValue {
    if let values { return values[index] }
    return StoredValue(sqlite, Int32(truncatingIfNeeded: index))
  }

  /// The bytes of a text in the row on which the statement stands, valid until it goes on; nil for any other value.
  func textBytes(_ index: Int) -> UnsafeBufferPointer<UInt8>? {
    let column = Int32(truncatingIfNeeded: index)
    guard values == nil, sqlite3_column_type(sqlite, column) == SQLITE_TEXT else { return nil }
    return StoredValue.textBytes(sqlite, column)
  }

  /// The value of the column of that name; nil when the query has none.
  package func value(named name: String) -> StoredValue? {
    statement.columnNames.firstIndex(of: name).map { value($0) }
  }

  /// All values, to be written elsewhere as they are.
  package var databaseValues: [DatabaseValue] { (0..<statement.columnCount).map { value($0).databaseValue } }

  /// The same row, which stays valid when its statement goes on.
  func copied() -> StoredRow {
    StoredRow(statement, values: (0..<statement.columnCount).map { value($0) })
  }
}

extension StoredRow {
  /// The rows of a query, one at a time.
  ///
  /// - Throws: `DatabaseError`.
  package static func fetchCursor(_ statement: Statement, arguments: StatementArguments? = nil) throws -> StoredRows {
    let cursor = try Row.fetchCursor(statement, arguments: arguments)
    return StoredRows(cursor, StoredRow(statement, cursor: cursor))
  }

  /// The rows of a query, one at a time.
  ///
  /// - Throws: `DatabaseError`.
  package static func fetchCursor(
    _ db: Database,
    sql: String,
    arguments: StatementArguments = StatementArguments()
  ) throws -> StoredRows {
    try fetchCursor(db.makeStatement(sql: sql), arguments: arguments)
  }

  /// The first row of a query; nil when there is none.
  ///
  /// - Throws: `DatabaseError`.
  package static func fetchOne(_ statement: Statement, arguments: StatementArguments? = nil) throws -> StoredRow? {
    try fetchCursor(statement, arguments: arguments).next()?.copied()
  }

  /// The first row of a query; nil when there is none.
  ///
  /// - Throws: `DatabaseError`.
  package static func fetchOne(
    _ db: Database,
    sql: String,
    arguments: StatementArguments = StatementArguments()
  ) throws -> StoredRow? {
    try fetchOne(db.makeStatement(sql: sql), arguments: arguments)
  }

  /// All rows of a query.
  ///
  /// - Throws: `DatabaseError`.
  package static func fetchAll(_ statement: Statement, arguments: StatementArguments? = nil) throws -> [StoredRow] {
    let rows = try fetchCursor(statement, arguments: arguments)
    var all: [StoredRow] = []
    while let row = try rows.next() { all.append(row.copied()) }
    return all
  }

  /// All rows of a query.
  ///
  /// - Throws: `DatabaseError`.
  package static func fetchAll(
    _ db: Database,
    sql: String,
    arguments: StatementArguments = StatementArguments()
  ) throws -> [StoredRow] {
    try fetchAll(db.makeStatement(sql: sql), arguments: arguments)
  }
}

/// The rows of a query, one at a time; see ``StoredRow/fetchCursor(_:arguments:)``.
package struct StoredRows {
  private let cursor: RowCursor
  private let row: StoredRow

  init(_ cursor: RowCursor, _ row: StoredRow) {
    self.cursor = cursor
    self.row = row
  }

  /// The next row, valid until this is called again; nil behind the last.
  ///
  /// - Throws: `DatabaseError`.
  package func next() throws -> StoredRow? { try cursor.next() == nil ? nil : row }
}
