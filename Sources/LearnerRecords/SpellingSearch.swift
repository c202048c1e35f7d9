import GRDB
import OpenEdX

/// Finds the spellings of a name that differ in ASCII case only, in a table of Credentials with many rows.
///
/// Django's indexes on SQLite compare exactly, so asking for a name without case would read the whole table. The index
/// is walked like a dictionary instead: letter by letter, in both cases, as long as a name begins so.
struct SpellingSearch {
  private let db: Database
  private let table: String

  init(_ db: Database, table: String) {
    self.db = db
    self.table = table
  }

  func spellings(of name: String) throws -> Set<ExactText> {
    if try hasIndexWithoutCase {
      let found = try String.fetchAll(
        db,
        sql: "SELECT DISTINCT username COLLATE BINARY FROM credentials.\(table) WHERE username = ? COLLATE NOCASE",
        arguments: [name]
      )
      return Set(found.map { ExactText($0) })
    }
    var prefixes = [""]
    for scalar in name.unicodeScalars {
      let cases = Self.cases(of: scalar)
      let longer = prefixes.flatMap { prefix in cases.map { prefix + String($0) } }
      prefixes = cases.count == 1 ? longer : try longer.filter(begins)
      if prefixes.isEmpty { return [] }
    }
    return Set(try prefixes.filter(exists).map { ExactText($0) })
  }

  /// Whether some name begins so: the first one from there on does.
  private func begins(_ prefix: String) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: "SELECT username FROM credentials.\(table) WHERE username >= ? ORDER BY username LIMIT 1"
    )
    guard let first = try String.fetchOne(statement, arguments: [prefix]) else { return false }
    return first.utf8.starts(with: prefix.utf8)
  }

  private func exists(_ name: String) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: "SELECT 1 FROM credentials.\(table) WHERE username = ? AND username = ? COLLATE BINARY LIMIT 1"
    )
    return try Int64.fetchOne(statement, arguments: [name, name]) != nil
  }

  /// A copy whose columns compare without case has such an index, and so has a file that was opened for a backfill.
  private var hasIndexWithoutCase: Bool {
    get throws {
      let found = try Int64.fetchOne(
        db,
        sql: """
          SELECT 1 FROM pragma_index_list(?, 'credentials') l, pragma_index_xinfo(l.name, 'credentials') c
          WHERE c.seqno = 0 AND c.name = 'username' AND c.coll = 'NOCASE' LIMIT 1
          """,
        arguments: [table]
      )
      return found != nil
    }
  }

  private static func cases(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    switch scalar {
    case "a"..."z": [scalar, Unicode.Scalar(UInt8(scalar.value) - 32)]
    case "A"..."Z": [scalar, Unicode.Scalar(UInt8(scalar.value) + 32)]
    default: [scalar]
    }
  }
}
