import DatabaseFile
import GRDB

/// What a pull keeps beside the rows, in each of the two files: the server's checksums of what was copied, and which
/// ranges of ids something else has changed here since.
///
/// They stand in the file whose rows they are about, so that they are never of another state than the rows.
enum PullTables {
  /// The statements that make the tables and the triggers that watch a side's tables.
  static func schema(_ side: SiteSide) -> String {
    let tables = """
      CREATE TABLE sync_pull_chunk (
        name text NOT NULL, chunk integer NOT NULL, rows integer NOT NULL, sum text NOT NULL, PRIMARY KEY (name, chunk)
      ) WITHOUT ROWID;
      CREATE TABLE sync_pull_touched (
        name text NOT NULL, chunk integer NOT NULL, PRIMARY KEY (name, chunk)
      ) WITHOUT ROWID;
      """
    return ([tables] + side.tables.flatMap(triggers)).joined(separator: "\n")
  }

  private static func triggers(_ table: NeededTable) -> [String] {
    let events = [("insert", "INSERT", ["NEW"]), ("update", "UPDATE", ["NEW", "OLD"]), ("delete", "DELETE", ["OLD"])]
    return events.map { name, event, rows in
      let marks = rows.map { row in
        let chunk = table.columns.first == .integer("id") ? "\(row).id / \(ChunkSum.size)" : "0"
        return "INSERT OR IGNORE INTO sync_pull_touched VALUES ('\(table.name)', \(chunk));"
      }
      return "CREATE TRIGGER sync_pull_\(name)_\(table.name) AFTER \(event) ON \(table.name) BEGIN "
        + "\(marks.joined(separator: " ")) END;"
    }
  }

  /// What is kept of one table.
  struct Kept: Sendable {
    var sums: [ChunkSum] = []
    var touched: Set<Int64> = []
  }

  /// Reads what is kept, by table; nil for a file that no pull has made.
  ///
  /// - Throws: `DatabaseFileError` for a file that cannot be read.
  static func read(_ file: DatabaseFile) throws(DatabaseFileError) -> [String: Kept]? {
    try DatabaseFile.translating(path: file.path) { try file.reader.read { try read($0) } }
  }

  static func read(_ db: Database) throws -> [String: Kept]? {
    guard try db.tableExists("sync_pull_chunk"), try db.tableExists("sync_pull_touched") else { return nil }
    var kept: [String: Kept] = [:]
    let sums = try StoredRow.fetchCursor(db, sql: "SELECT name, chunk, rows, CAST(sum AS TEXT) FROM sync_pull_chunk")
    while let row = try sums.next() {
      let sum = try ChunkSum(chunk: row.integer(1), rows: row.count(2), sum: row.text(3))
      kept[try row.text(0), default: Kept()].sums.append(sum)
    }
    for row in try StoredRow.fetchAll(db, sql: "SELECT name, chunk FROM sync_pull_touched") {
      kept[try row.text(0), default: Kept()].touched.insert(try row.integer(1))
    }
    return kept
  }

  /// Writes the checksums of a table in place of those that are there.
  static func write(_ change: TableChange, _ db: Database) throws {
    let name = change.table.name
    try db.execute(sql: "DELETE FROM sync_pull_chunk WHERE name = ?", arguments: [name])
    let insert = try db.cachedStatement(sql: "INSERT INTO sync_pull_chunk VALUES (?, ?, ?, ?)")
    for sum in change.sums { try insert.execute(arguments: [name, sum.chunk, sum.rows, sum.sum]) }
  }
}
