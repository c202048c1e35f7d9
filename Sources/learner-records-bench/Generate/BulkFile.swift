import GRDB

/// A new database file that is filled in one transaction, without the safety that a file of value needs.
struct BulkFile {
  let queue: DatabaseQueue

  init(path: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { db in
      // A file that is half made is made again, so nothing needs to reach the disk in order.
      try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF")
      try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = -262144")
    }
  }

  func write(_ body: (Database) throws -> Void) throws {
    try queue.write(body)
    try queue.close()
  }
}

extension Database {
  /// Inserts one row by a statement that is prepared once.
  func insert(_ sql: String, _ values: [(any DatabaseValueConvertible)?]) throws {
    let statement = try cachedStatement(sql: sql)
    // The values come from this program and fit the statement's places.
    statement.setUncheckedArguments(StatementArguments(values))
    try statement.execute()
  }
}
