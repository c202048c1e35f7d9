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
    for row in try StoredRow.fetchAll(db, sql: "SELECT \(columns) FROM \(schema.quotedDatabaseIdentifier).\(table)") {
      let text = { (index: Int) in row.value(index).text }
      guard let side = text(0), let method = text(1).flatMap({ SideOrigin.Method(rawValue: $0) }),
        let source = text(2), let taken = text(6).flatMap({ UTCTime($0) })
      else { continue }
      pair = text(7) ?? ""
      sides[side] = SideOrigin(
        method: method,
        source: source,
        database: text(3),
        server: text(4),
        snapshot: text(5).flatMap { UTCTime($0) },
        taken: taken
      )
    }
    guard let lms = sides["lms"], let credentials = sides["credentials"] else { return nil }
    return SyncOrigin(lms: lms, credentials: credentials, pair: pair)
  }

  /// The name of the pair that a file belongs to; nil where nobody has filled it from a site.
  ///
  /// - Parameter schema: `main`, or the name under which the file is attached.
  /// - Throws: what SQLite reports.
  package static func pair(_ db: Database, schema: String = "main") throws -> String? {
    guard try db.tableExists(table, in: schema),
      try db.columns(in: table, in: schema).contains(where: { $0.name == "pair" })
    else { return nil }
    let sql = "SELECT CAST(pair AS TEXT) FROM \(schema.quotedDatabaseIdentifier).\(table) LIMIT 1"
    return try StoredRow.fetchOne(db, sql: sql)?.textOrNil(0)
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
