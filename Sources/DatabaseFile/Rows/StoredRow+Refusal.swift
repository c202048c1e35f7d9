import GRDB
import GRDBSQLite

extension StoredRow {
  /// The error for a value that cannot be meant: it names file, table, column, row and value.
  ///
  /// The row is sought by the value, which may read the whole table; this is done once, when all is over.
  func refusal(_ index: Int, needed: String) -> DatabaseFileError {
    let column = Int32(truncatingIfNeeded: index)
    let value = value(index)
    let handle = sqlite3_db_handle(sqlite)
    guard let (schema, table, origin) = source(column)
    else {
      let name = Self.name(sqlite3_column_name(sqlite, column)) ?? "\(index + 1)"
      return DatabaseFileError(
        .value,
        path: Self.name(sqlite3_db_filename(handle, "main")) ?? "",
        reason: "the column “\(name)” of a query is \(value.described) where \(needed) is needed",
        remedy: Self.remedy
      )
    }
    let row = Self.rowID(handle, schema, table, origin, value).map { ", row \($0)," } ?? ""
    return DatabaseFileError(
      .value,
      path: Self.name(sqlite3_db_filename(handle, schema)) ?? "",
      reason: "the table “\(table)”\(row) has in its column “\(origin)” \(value.described) where \(needed) is needed",
      remedy: Self.remedy
    )
  }

  /// The schema, the table and the column that a column of the answer is read from; nil for what is computed.
  ///
  /// Of an expression SQLite does not tell. One that is a column but for its collation is named so in its query:
  /// `AS "schema.table.column"`.
  private func source(_ column: Int32) -> (schema: String, table: String, column: String)? {
    if let schema = Self.name(sqlite3_column_database_name(sqlite, column)),
      let table = Self.name(sqlite3_column_table_name(sqlite, column)),
      let origin = Self.name(sqlite3_column_origin_name(sqlite, column))
    {
      return (schema, table, origin)
    }
    let parts = Self.name(sqlite3_column_name(sqlite, column))?.split(separator: ".").map(String.init) ?? []
    return parts.count == 3 ? (parts[0], parts[1], parts[2]) : nil
  }

  static let remedy = "Correct the value, or make the copy again in a way that keeps the columns' types."

  private static func name(_ text: UnsafePointer<CChar>?) -> String? {
    text.map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The first row that holds the value; nil when it cannot be found.
  private static func rowID(
    _ handle: OpaquePointer?,
    _ schema: String,
    _ table: String,
    _ column: String,
    _ value: StoredValue
  ) -> Int64? {
    let quoted = [schema, table, column].map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    let sql = "SELECT rowid FROM \(quoted[0]).\(quoted[1]) WHERE +\(quoted[2]) IS ? ORDER BY rowid LIMIT 1"
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement,
      value.bind(to: statement, 1) == SQLITE_OK, sqlite3_step(statement) == SQLITE_ROW
    else { return nil }
    return sqlite3_column_int64(statement, 0)
  }
}

extension StoredValue {
  /// What it is, shortened, for a message: `the text “x”`.
  var described: String {
    switch self {
    case .null: "NULL"
    case .integer(let number): "the number \(number)"
    case .real(let number): "the number \(number)"
    case .text(let text):
      text.unicodeScalars.count > 60 ? "the text “\(text.unicodeScalars.prefix(60))…”" : "the text “\(text)”"
    case .brokenText(let bytes): "the text “\(String(decoding: bytes.prefix(60), as: UTF8.self))”, which is no UTF-8,"
    case .blob(let bytes): "\(bytes.count) bytes of binary data"
    }
  }

  fileprivate func bind(to statement: OpaquePointer, _ index: Int32) -> Int32 {
    // SQLite's `SQLITE_TRANSIENT`: it copies the bytes at once.
    let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    return switch self {
    case .null: sqlite3_bind_null(statement, index)
    case .integer(let number): sqlite3_bind_int64(statement, index, number)
    case .real(let number): sqlite3_bind_double(statement, index, number)
    case .text(let text):
      Array(text.utf8).withUnsafeBytes { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text64(statement, index, $0.baseAddress, UInt64($0.count), copy, UInt8(SQLITE_UTF8))
        }
      }
    case .brokenText(let bytes):
      bytes.withUnsafeBytes { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text64(statement, index, $0.baseAddress, UInt64($0.count), copy, UInt8(SQLITE_UTF8))
        }
      }
    case .blob(let bytes):
      bytes.withUnsafeBytes {
        sqlite3_bind_blob64(statement, index, $0.baseAddress, UInt64($0.count), copy)
      }
    }
  }
}
