import DatabaseFile
import GRDB
import OpenEdX

/// Rows sorted by the code points of a name in their first column, of which one is looked at.
struct SortedRows {
  private let cursor: StoredRows
  private var row: StoredRow?
  /// The name of the row that is looked at; nil behind the last.
  private(set) var name: String?

  init(_ db: Database, _ sql: String) throws {
    cursor = try StoredRow.fetchCursor(db, sql: sql)
    try next()
  }

  mutating func next() throws {
    row = try cursor.next()
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

  func integer(_ index: Int) throws -> Int64 { try row?.integer(index) ?? 0 }
  func text(_ index: Int) throws -> String { try row?.text(index) ?? "" }
  func timeText(_ index: Int) throws -> String? { try row?.timeText(index) }
  func flag(_ index: Int) throws -> Bool { try row?.flag(index) ?? false }
}
