import Credentials
import GRDBSQLite
import LMS

/// One of a deployment's two databases while it is filled, in a file beside the one in force.
///
/// Make it, get a `TableWriter` for each table, write the rows in any order, then call `finish()`. Until then the file
/// is of no use to anybody; a process that dies leaves it behind, and the next ``StagedDeployment`` removes it.
package final class StagedDatabase {
  /// Which database it is.
  package let side: SiteSide
  /// The file.
  package let path: String
  /// What had to be read otherwise than it stands in the source, by what happened; each with how often.
  package private(set) var remarks: [String: Int] = [:]
  private let connection: SQLiteConnection
  private let schema: SchemaScript
  private var writers: [String: TableWriter] = [:]

  /// Makes the file with the product's own tables, empty and without indexes.
  ///
  /// - Throws: `SiteDataError` of code `unwritable` or `sqlite`.
  package init(_ side: SiteSide, path: String) throws(SiteDataError) {
    self.side = side
    self.path = path
    schema = SchemaScript(side == .lms ? LMSSchema.sql : CredentialsSchema.sql)
    connection = try SQLiteConnection(path: path)
    try connection.execute("BEGIN")
    for table in schema.tables { try connection.execute(table) }
  }

  /// Gives the writer of a table's rows; one table has one writer.
  ///
  /// - Parameter columns: the columns that each row has, in the row's order; those that are left out keep the schema's
  ///   default, or are empty.
  /// - Throws: `SiteDataError` of code `sqlite`.
  package func writer(of table: NeededTable, columns: [NeededColumn]) throws(SiteDataError) -> TableWriter {
    if let writer = writers[table.name], writer.columns == columns { return writer }
    let writer = try TableWriter(table, columns: columns, connection: connection, rows: rows(of: table))
    writers[table.name] = writer
    return writer
  }

  /// How many rows were written into a table.
  package func rows(of table: NeededTable) -> Int { writers[table.name]?.rows ?? 0 }

  /// Makes the indexes, commits and closes the file; it is on the disk when this returns.
  ///
  /// A unique index that the rows do not allow (another collation on the site, a table without its key) becomes a plain
  /// one, with a remark.
  ///
  /// - Parameter progress: called before each index with how many are made and how many there are.
  /// - Throws: `SiteDataError` of code `unwritable` when the disk is full, else `sqlite`; what `progress` throws.
  package func finish(progress: (Int, Int) throws -> Void = { _, _ in }) throws {
    for writer in writers.values {
      for (remark, count) in writer.remarks { remarks[remark, default: 0] += count }
      writer.close()
    }
    for (number, index) in schema.indexes.enumerated() {
      try progress(number, schema.indexes.count)
      try make(index)
    }
    try connection.execute(side.changeLog)
    try connection.execute("COMMIT")
    connection.close()
    try Disk.synchronize(path)
  }

  private func make(_ index: SchemaScript.Index) throws(SiteDataError) {
    let kind = index.isUnique ? "UNIQUE INDEX" : "INDEX"
    guard sqlite3_exec(connection.handle, "CREATE \(kind) \(index.rest)", nil, nil, nil) != SQLITE_OK else { return }
    guard index.isUnique, sqlite3_errcode(connection.handle) == SQLITE_CONSTRAINT else { throw connection.error() }
    try connection.execute("CREATE INDEX \(index.rest)")
    remarks["\(index.table): several rows of the same \(index.columns)", default: 0] += 1
  }

  /// Runs statements in the file, for what is kept beside the site's tables.
  func execute(_ sql: String) throws(SiteDataError) { try connection.execute(sql) }
}

extension StagedDatabase {
  /// Ends a file of changes: it is read once, row by row, and needs no indexes. It is closed with the object.
  ///
  /// - Throws: `SiteDataError` of code `unwritable` when the disk is full, else `sqlite`.
  func endWithoutIndexes() throws(SiteDataError) { try execute("COMMIT") }
}
