import DatabaseFile
import GRDB
import GRDBSQLite

/// A connection of SQLite's own functions to a file that nobody else has yet.
///
/// Rows are written through it in millions; what is read for people goes through GRDB.
final class SQLiteConnection {
  let path: String
  private(set) var handle: OpaquePointer?

  /// Makes or opens the file, with a journal in memory alone: until it is put in place whole, nobody reads it.
  init(path: String) throws(SiteDataError) {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    guard sqlite3_open_v2(path, &opened, flags, nil) == SQLITE_OK, let opened else {
      let reason = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw SiteDataError(
        .unwritable,
        at: path,
        "it cannot be made (\(reason))",
        remedy: "Check the folder's rights and the disk."
      )
    }
    self.path = path
    handle = opened
    try execute(
      """
      PRAGMA journal_mode = MEMORY;
      PRAGMA synchronous = OFF;
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA foreign_keys = OFF;
      PRAGMA cache_size = -12000;
      """
    )
  }

  deinit { close() }

  /// Closes the file; nothing can be asked of the connection afterwards.
  func close() {
    sqlite3_close_v2(handle)
    handle = nil
  }

  /// Runs statements that give no rows.
  ///
  /// - Throws: `SiteDataError` in SQLite's own words.
  func execute(_ sql: String) throws(SiteDataError) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw error() }
  }

  /// Prepares a statement; the caller finalizes it.
  func prepare(_ sql: String) throws(SiteDataError) -> OpaquePointer {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else { throw error() }
    return statement
  }

  /// The rows of a query, each column as text.
  func rows(_ sql: String) throws(SiteDataError) -> [[String?]] {
    let statement = try prepare(sql)
    defer { sqlite3_finalize(statement) }
    var rows: [[String?]] = []
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW:
        rows.append(
          (0..<sqlite3_column_count(statement)).map { column in
            sqlite3_column_text(statement, column).map { String(cString: $0) }
          }
        )
      case SQLITE_DONE: return rows
      default: throw error()
      }
    }
  }

  /// What SQLite says of the last call, as this room's error.
  func error() -> SiteDataError {
    let said = DatabaseFileError(
      DatabaseError(
        resultCode: ResultCode(rawValue: sqlite3_extended_errcode(handle)),
        message: String(cString: sqlite3_errmsg(handle))
      ),
      path: path
    )
    return SiteDataError(said.code == .full ? .unwritable : .sqlite, at: path, said.reason, remedy: said.remedy)
  }
}
