import GRDBSQLite

/// A connection of SQLite's C interface with the settings that the program's own connections have.
final class BareConnection {
  private let handle: OpaquePointer

  init(path: String) throws {
    var opened: OpaquePointer?
    guard sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK, let opened
    else { throw BenchError("\(path) cannot be opened.") }
    handle = opened
    try execute("PRAGMA journal_mode = WAL")
    try execute("PRAGMA synchronous = FULL")
    try execute("PRAGMA foreign_keys = OFF")
  }

  deinit { sqlite3_close_v2(handle) }

  func execute(_ sql: String) throws {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw BenchError(lastMessage) }
  }

  func prepare(_ sql: String) throws -> BareStatement { try BareStatement(sql, on: handle) }

  /// The id of the row that was inserted last.
  var lastRow: Int64 { sqlite3_last_insert_rowid(handle) }

  private var lastMessage: String { String(cString: sqlite3_errmsg(handle)) }
}

/// A statement that is prepared once and run with new values each time.
final class BareStatement {
  private let connection: OpaquePointer
  private let handle: OpaquePointer
  /// Tells SQLite to copy a text before the call returns.
  private static let copying = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  fileprivate init(_ sql: String, on connection: OpaquePointer) throws {
    self.connection = connection
    var prepared: OpaquePointer?
    guard sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil) == SQLITE_OK,
      let prepared
    else { throw BenchError(String(cString: sqlite3_errmsg(connection))) }
    handle = prepared
  }

  deinit { sqlite3_finalize(handle) }

  /// Runs it to its end.
  func run(_ values: BareValue...) throws {
    for (place, value) in values.enumerated() {
      switch value {
      case .integer(let number): sqlite3_bind_int64(handle, Int32(place + 1), number)
      case .text(let text): sqlite3_bind_text(handle, Int32(place + 1), text, -1, Self.copying)
      }
    }
    let code = sqlite3_step(handle)
    sqlite3_reset(handle)
    guard code == SQLITE_DONE else { throw BenchError(String(cString: sqlite3_errmsg(connection))) }
  }
}

/// A value for a place of a statement.
enum BareValue {
  case integer(Int64)
  case text(String)
}
