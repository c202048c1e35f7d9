import DatabaseFile
import GRDB

/// Brings the two files in force up to date, each in one transaction, of which the second begins before the first ends.
///
/// Readers go on meanwhile and see the old state. Between the two commits the names of the pair differ, and a reader that
/// comes then opens again (`SyncOrigin/pair`).
struct PullApplication {
  let folder: String
  let kept: [SiteSide: [String: PullTables.Kept]]
  let changes: [SiteSide: [TableChange]]
  /// The files with the rows that were read, by side.
  let files: [SiteSide: String]
  let origin: SyncOrigin

  /// Writes all of it, or nothing.
  ///
  /// - Throws: `SiteDataError` of code `unwritable` when the disk is full, `inUse` when another process keeps a file
  ///   locked.
  func run() throws {
    let credentials = try open(.credentials)
    defer { credentials.close() }
    let lms = try open(.lms)
    defer { lms.close() }
    do {
      try attached(.credentials, credentials) { first in
        try attached(.lms, lms) { second in
          try transaction(first) {
            try transaction(second) {
              try write(.credentials, first)
              try write(.lms, second)
            }
          }
        }
      }
    } catch let error as DatabaseError {
      let said = DatabaseFileError(error, path: folder)
      let code: SiteDataError.Code = said.code == .full ? .unwritable : said.code == .busy ? .inUse : .sqlite
      throw SiteDataError(code, at: folder, said.reason, remedy: said.remedy)
    }
  }

  private func open(_ side: SiteSide) throws(SiteDataError) -> DatabaseFile {
    do {
      return try DatabaseFile(path: folder + "/" + side.fileName, access: .readWrite, requires: [])
    } catch {
      throw SiteDataError(
        error.code == .busy ? .inUse : .unwritable,
        at: error.path,
        error.reason,
        remedy: error.remedy
      )
    }
  }

  private func transaction(_ db: Database, _ body: () throws -> Void) throws {
    try db.inTransaction(.immediate) {
      try body()
      return .commit
    }
  }

  /// Runs a closure on the writing connection, to which the rows that were read are attached.
  private func attached(_ side: SiteSide, _ file: DatabaseFile, _ body: (Database) throws -> Void) throws {
    guard let writer = file.writer else { return }
    try writer.writeWithoutTransaction { db in
      if let path = files[side] { try db.execute(sql: "ATTACH DATABASE ? AS changes", arguments: [path]) }
      let result = Result { try body(db) }
      if files[side] != nil { try db.execute(sql: "DETACH DATABASE changes") }
      try result.get()
    }
  }

  private func write(_ side: SiteSide, _ db: Database) throws {
    // What others touch until here and was not read anew has to be read by the next pull.
    let touched = try StoredRow.fetchAll(db, sql: "SELECT name, chunk FROM sync_pull_touched")
    for change in changes[side] ?? [] where !change.changed.isEmpty { try replace(change, db) }
    for change in changes[side] ?? [] { try PullTables.write(change, db) }
    try db.execute(sql: "DELETE FROM sync_pull_touched")
    for row in touched {
      let (name, chunk) = (try row.text(0), try row.integer(1))
      let isReadAgain = changes[side]?.contains { $0.table.name == name && $0.changed.contains(chunk) } ?? false
      if isReadAgain, kept[side]?[name]?.touched.contains(chunk) ?? false { continue }
      try db.execute(sql: "INSERT INTO sync_pull_touched VALUES (?, ?)", arguments: [name, chunk])
    }
    try origin.write(db)
    // Files of an earlier version have none.
    if try !db.tableExists(ChangeLog.table) { try db.execute(sql: side.changeLog) }
  }

  /// Takes the rows out first that are not as they were, and puts the new ones in then: in between names and keys may have
  /// moved from row to row.
  private func replace(_ change: TableChange, _ db: Database) throws {
    let table = change.table.name.quotedDatabaseIdentifier
    guard try db.hasChanges(change.table.name) else {
      for range in ranges(change) { try db.execute(sql: "DELETE FROM \(table) WHERE \(range)") }
      return
    }
    let here = Set(try db.columns(in: change.table.name).map(\.name))
    // Ids that are only counted here are others when a row comes in between.
    let columns = try db.columns(in: change.table.name, in: "changes").map(\.name)
      .filter { here.contains($0) && (change.hasID || $0 != "id" || change.table.columns.first?.name == "id") }
      .map(\.quotedDatabaseIdentifier)
    // A column that compares without case would hide a change of case.
    let exact = columns.map { "\($0) COLLATE BINARY" }.joined(separator: ", ")
    let key = try change.hasID ? "id" : onlyKey(change, db)
    for range in ranges(change) {
      let kept = key.map { "AND \($0) NOT IN (SELECT \($0) FROM (\(same(table, key: $0, exact, range))))" } ?? ""
      try db.execute(sql: "DELETE FROM \(table) WHERE \(range) \(kept)")
    }
    let list = columns.joined(separator: ", ")
    let missing = key.map { "WHERE NOT EXISTS (SELECT 1 FROM main.\(table) m WHERE m.\($0) = c.\($0))" } ?? ""
    let insert = "INSERT INTO main.\(table) (\(list)) SELECT \(list) FROM changes.\(table) c \(missing)"
    do {
      try db.inSavepoint {
        try db.execute(sql: insert)
        return .commit
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      // The site's collation tells apart what SQLite's does not.
      try loosen(change.table.name, db)
      try db.execute(sql: insert)
    }
  }

  /// The rows of a range that are as they were; the key stands first.
  private func same(_ table: String, key: String, _ columns: String, _ range: String) -> String {
    "SELECT \(key), \(columns) FROM changes.\(table) WHERE \(range) "
      + "INTERSECT SELECT \(key), \(columns) FROM main.\(table) WHERE \(range)"
  }

  /// The first column of a table without an id, if it tells its rows apart on both sides.
  private func onlyKey(_ change: TableChange, _ db: Database) throws -> String? {
    guard let name = change.table.columns.first?.name.quotedDatabaseIdentifier else { return nil }
    let table = change.table.name.quotedDatabaseIdentifier
    for schema in ["main", "changes"] {
      let row = try StoredRow.fetchOne(
        db,
        sql: "SELECT count(*), count(DISTINCT \(name) COLLATE NOCASE) FROM \(schema).\(table)"
      )
      guard let row, try row.count(0) == row.count(1) else { return nil }
    }
    return name
  }

  /// Conditions for the changed ranges of ids.
  private func ranges(_ change: TableChange) -> [String] {
    guard change.hasID else { return ["1"] }
    return change.changed.map { chunk in
      let ids = ChunkSum.ids(chunk)
      return "id BETWEEN \(ids.lowerBound) AND \(ids.upperBound)"
    }
  }

  /// Makes the unique indexes of a table plain ones.
  private func loosen(_ table: String, _ db: Database) throws {
    let indexes = try StoredRow.fetchAll(
      db,
      sql:
        "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql LIKE 'CREATE UNIQUE%'",
      arguments: [table]
    )
    for row in indexes {
      let (name, sql) = (try row.text(0), try row.text(1))
      try db.execute(sql: "DROP INDEX main.\(name.quotedDatabaseIdentifier)")
      try db.execute(sql: sql.replacing("CREATE UNIQUE INDEX", with: "CREATE INDEX", maxReplacements: 1))
    }
  }
}

extension Database {
  /// Whether there are rows in an attached file of changes, for a table.
  fileprivate func hasChanges(_ table: String) throws -> Bool {
    let files = try StoredRow.fetchAll(self, sql: "SELECT name FROM pragma_database_list")
    guard files.contains(where: { $0.value(0).text == "changes" }) else { return false }
    return try tableExists(table, in: "changes")
  }
}
