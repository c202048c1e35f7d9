import DatabaseFile
import GRDB
import GRDBSQLite

/// Rows of one table as the site has them now, in place of those that a deployment has under the same condition.
package struct RowSet: Sendable {
  let table: NeededTable
  let columns: [NeededColumn]
  let batch: RowBatch
  /// Which of the deployment's rows they replace: a condition with its values.
  let replaced: (condition: String, values: [any DatabaseValueConvertible & Sendable])

  /// Writes them into a deployment's file, unless the file has the same rows already. Every write is logged, and the
  /// learners in the log are judged again.
  ///
  /// - Throws: `SiteDataError` for a value that does not fit its column; what SQLite reports, also for a name that another
  ///   row has which is not replaced.
  func write(_ db: Database) throws {
    let name = table.name.quotedDatabaseIdentifier
    guard try !areThere(db, name) else { return }
    try db.execute(sql: "DELETE FROM \(name) WHERE \(replaced.condition)", arguments: conditionValues)
    guard batch.count > 0 else { return }
    let filled = try fillers(db)
    let list = (columns.map(\.name) + filled.map(\.name)).map(\.quotedDatabaseIdentifier).joined(separator: ", ")
    let values = (columns.map { _ in "?" } + filled.map(\.value)).joined(separator: ", ")
    let statement = try db.makeStatement(sql: "INSERT OR REPLACE INTO \(name) (\(list)) VALUES (\(values))")
    try forEachRow(boundTo: statement) {
      let code = sqlite3_step(statement.sqliteStatement)
      sqlite3_reset(statement.sqliteStatement)
      guard code == SQLITE_DONE else {
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
      }
    }
  }

  private var conditionValues: StatementArguments {
    StatementArguments(replaced.values.map { $0 as (any DatabaseValueConvertible)? })
  }

  /// Whether the rows under the condition are these and no others.
  private func areThere(_ db: Database, _ name: String) throws -> Bool {
    let here = try StoredRow.fetchAll(
      db,
      sql: "SELECT rowid FROM \(name) WHERE \(replaced.condition)",
      arguments: conditionValues
    ).map { try $0.integer(0) }
    guard here.count == batch.count else { return false }
    // Values are compared as the columns would keep them. A column that compares without case would hide a change of case.
    let same = columns.map { column in
      column.name.quotedDatabaseIdentifier + (column.kind == .text ? " COLLATE BINARY IS ?" : " IS ?")
    }
    let ids = here.map(String.init).joined(separator: ", ")
    let statement = try db.makeStatement(
      sql: "SELECT 1 FROM \(name) WHERE \(same.joined(separator: " AND ")) AND rowid IN (\(ids))"
    )
    var areSame = true
    try forEachRow(boundTo: statement) {
      areSame = sqlite3_step(statement.sqliteStatement) == SQLITE_ROW && areSame
      sqlite3_reset(statement.sqliteStatement)
    }
    return areSame
  }

  /// Binds each row's values to a statement, the first columns of which are theirs.
  private func forEachRow(boundTo statement: Statement, _ body: () throws -> Void) throws {
    let scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: columns.count * ValueBinding.scratchSize)
    defer { scratch.deallocate() }
    try batch.forEach { row in
      for (index, value) in row.enumerated() {
        do throws(ValueBinding.Fault) {
          _ = try ValueBinding.bind(
            value,
            as: columns[index].kind,
            to: statement.sqliteStatement,
            Int32(index + 1),
            scratch: scratch + index * ValueBinding.scratchSize
          )
        } catch {
          throw SiteDataError(
            .value,
            "\(table.name).\(columns[index].name) is not \(columns[index].kind.title)",
            remedy: "Check the value on the site."
          )
        }
      }
      try body()
    }
  }

  /// The columns that must not be NULL and are not taken, with what stands for their values.
  private func fillers(_ db: Database) throws -> [(name: String, value: String)] {
    let taken = Set(columns.map(\.name))
    return try db.columns(in: table.name)
      .filter { $0.isNotNull && $0.defaultValueSQL == nil && $0.primaryKeyIndex == 0 && !taken.contains($0.name) }
      .map { column in
        let type = column.type.lowercased()
        if type.contains("char") || type.hasPrefix("text") { return (column.name, "''") }
        return (column.name, type.hasPrefix("date") ? "'1970-01-01 00:00:00'" : "0")
      }
  }
}
