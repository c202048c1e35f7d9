import DatabaseFile
import GRDB

/// This program's own tables in a deployment: the queue, its settings and counts, and where the data is from.
enum OwnTables {
  /// What is kept of a database in force: its tables `sync_…` with their indexes and triggers, and the list of their
  /// migrations; not what tells of the rows that are replaced.
  private static let kept = """
    FROM sqlite_master
    WHERE (tbl_name LIKE 'sync\\_%' ESCAPE '\\' OR tbl_name = 'grdb_migrations') AND sql IS NOT NULL
      AND tbl_name NOT IN ('sync_origin', '\(ChangeLog.table)') AND tbl_name NOT LIKE 'sync\\_pull\\_%' ESCAPE '\\'
    """

  /// Writes them into a finished file.
  ///
  /// - Parameters:
  ///   - path: the file, which is closed again.
  ///   - old: the database in force; nil when there is none.
  /// - Throws: `SiteDataError` of code `unwritable` when the disk is full, else `sqlite`.
  static func write(into path: String, keeping old: HeldDatabase?, origin: SyncOrigin) throws(SiteDataError) {
    do {
      try DatabaseFile.translating(path: path) {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { db in
          try old?.queue.inDatabase { source in try copy(from: source, into: db) }
          try origin.write(db)
        }
        try queue.close()
      }
    } catch {
      let code: SiteDataError.Code = error.code == .full ? .unwritable : .sqlite
      throw SiteDataError(code, at: path, error.reason, remedy: error.remedy)
    }
  }

  /// Tables and rows first: triggers must not count the rows that are copied.
  private static func copy(from source: Database, into target: Database) throws {
    for row in try StoredRow.fetchAll(source, sql: "SELECT type, name, sql \(kept) ORDER BY type <> 'table', rowid") {
      let (type, name, sql) = (try row.text(0), try row.text(1), try row.text(2))
      // A file that is brought up to date has its own already.
      if type == "table", try target.tableExists(name) { try target.drop(table: name) }
      try target.execute(sql: sql)
      if type == "table" { try copyRows(of: name, from: source, into: target) }
    }
  }

  private static func copyRows(of table: String, from source: Database, into target: Database) throws {
    let columns = try source.columns(in: table).map(\.name.quotedDatabaseIdentifier).joined(separator: ", ")
    let places = try source.columns(in: table).map { _ in "?" }.joined(separator: ", ")
    let name = table.quotedDatabaseIdentifier
    let insert = try target.makeStatement(sql: "INSERT INTO \(name) (\(columns)) VALUES (\(places))")
    let rows = try StoredRow.fetchCursor(source, sql: "SELECT \(columns) FROM \(name)")
    while let row = try rows.next() { try insert.execute(arguments: StatementArguments(row.databaseValues)) }
    guard try source.tableExists("sqlite_sequence"), try target.tableExists("sqlite_sequence") else { return }
    // A number that was given once is never given again.
    guard
      let last = try StoredRow.fetchOne(
        source,
        sql: "SELECT seq FROM sqlite_sequence WHERE name = ?",
        arguments: [table]
      )?.integer(0)
    else { return }
    try target.execute(sql: "DELETE FROM sqlite_sequence WHERE name = ?", arguments: [table])
    try target.execute(sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", arguments: [table, last])
  }
}
