import DatabaseFile
import GRDB
import OpenEdX

/// Rows sorted by the code points of a name in their first column, of which one is looked at.
struct SortedRows {
  private let cursor: StoredRows
  private var row: StoredRow?
  /// The name of the row that is looked at; nil behind the last.
  private(set) var name: String?

  init(_ cursor: StoredRows) throws {
    self.cursor = cursor
    try next()
  }

  init(_ db: Database, _ sql: String) throws { try self.init(StoredRow.fetchCursor(db, sql: sql)) }

  mutating func next() throws {
    row = try cursor.next()
    // Most rows have the name of the row before.
    if let row, let name, row.holds(name, 0) { return }
    name = try row?.text(0)
  }

  /// Passes over the rows of names that come before this one.
  ///
  /// - Returns: whether there is a row of the name.
  mutating func advance(to wanted: String) throws -> Bool {
    while let name {
      if CodePoints.equal(name, wanted) { return true }
      guard CodePoints.precedes(name, wanted) else { return false }
      try next()
    }
    return false
  }

  /// Takes the rows of all names before one, or all that are left.
  mutating func take<Value>(before end: String?, _ make: (StoredRow, String) throws -> Value?) throws -> [Value] {
    var values: [Value] = []
    while let row, let name, end.map({ CodePoints.precedes(name, $0) }) ?? true {
      if let value = try make(row, name) { values.append(value) }
      try next()
    }
    return values
  }

  func integer(_ index: Int) throws -> Int64 { try row?.integer(index) ?? 0 }
}
