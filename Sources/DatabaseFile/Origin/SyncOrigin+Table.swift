import GRDB
import OpenEdX

extension SyncOrigin {
  /// The table's name.
  package static let table = "sync_origin"

  /// Makes the table; it has one row a side. Times are UTC text as Django writes them.
  package static let schema = """
    CREATE TABLE sync_origin (
      side text NOT NULL PRIMARY KEY,
      method text NOT NULL,
      source text NOT NULL,
      database text,
      server text,
      snapshot text,
      taken text NOT NULL,
      pair text NOT NULL
    ) WITHOUT ROWID
    """

  /// Reads the table of an attached database; nil when there is none or it is not whole.
  ///
  /// - Parameter schema: `main`, or the name under which the file is attached.
  /// - Throws: what SQLite reports.
  package static func read(_ db: Database, schema: String = "main") throws -> SyncOrigin? {
    guard try db.tableExists(table, in: schema) else { return nil }
    var sides: [String: SideOrigin] = [:]
    var pair = ""
    let columns = "side, method, source, database, server, snapshot, taken, pair"
      .split(separator: ", ").map { "CAST(\($0) AS TEXT)" }.joined(separator: ", ")
    for row in try Row.fetchAll(db, sql: "SELECT \(columns) FROM \(schema.quotedDatabaseIdentifier).\(table)") {
      guard let side = row[0] as String?, let method = (row[1] as String?).flatMap({ SideOrigin.Method(rawValue: $0) }),
        let source = row[2] as String?, let taken = (row[6] as String?).flatMap({ UTCTime($0) })
      else { continue }
      pair = row[7] ?? ""
      sides[side] = SideOrigin(
        method: method,
        source: source,
        database: row[3],
        server: row[4],
        snapshot: (row[5] as String?).flatMap { UTCTime($0) },
        taken: taken
      )
    }
    guard let lms = sides["lms"], let credentials = sides["credentials"] else { return nil }
    return SyncOrigin(lms: lms, credentials: credentials, pair: pair)
  }

  /// Writes the table anew.
  ///
  /// - Throws: what SQLite reports.
  package func write(_ db: Database) throws {
    try db.execute(sql: "DROP TABLE IF EXISTS \(Self.table)")
    try db.execute(sql: Self.schema)
    for (side, origin) in [("lms", lms), ("credentials", credentials)] {
      try db.execute(
        sql: "INSERT INTO \(Self.table) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          side, origin.method.rawValue, origin.source, origin.database, origin.server,
          origin.snapshot?.databaseText, origin.taken.databaseText, pair,
        ]
      )
    }
  }
}
