import DatabaseFile
import GRDB
import OpenEdX

extension LearnerNames {
  /// A query for names, once each, in the order of an index.
  static func sortedNames(of table: String) -> String {
    """
    SELECT DISTINCT username COLLATE BINARY AS username FROM credentials.\(table) ORDER BY username COLLATE BINARY
    """
  }

  /// Loads the same names in another case: see ``foldedSQL(names:)``.
  ///
  /// Nearly all names are in the LMS as they are spelled. They are passed over by reading both sides in order, and only the
  /// others are looked up, without case.
  mutating func loadFolded(_ db: Database, tables: [String]) throws {
    if let unknown = try Self.unknown(db, tables) {
      guard !unknown.isEmpty else { return }
      let names = try RecordReader.json(unknown.map(\.text))
      try load(db, Self.foldedSQL(names: "SELECT value COLLATE BINARY AS username FROM json_each(?)"), [names])
    } else {
      let all = tables.map { "SELECT DISTINCT username COLLATE BINARY AS username FROM credentials.\($0)" }
      try load(db, Self.foldedSQL(names: all.joined(separator: " UNION ALL ")))
    }
  }

  /// So many names are looked up at once.
  private static let mostUnknown = 20_000

  /// The names of Credentials' tables that no LMS user has, in order; nil when they are many, something is no text, or SQLite's
  /// order is not that of the code points.
  static func unknown(_ db: Database, _ tables: [String]) throws -> [ExactText]? {
    guard try StoredRow.fetchOne(db, sql: "PRAGMA encoding")?.text(0) == "UTF-8" else { return nil }
    var unknown: Set<ExactText> = []
    for table in tables {
      let users = try StoredRow.fetchCursor(
        db,
        sql: "SELECT username FROM main.auth_user ORDER BY username COLLATE BINARY"
      )
      let names = try StoredRow.fetchCursor(db, sql: sortedNames(of: table))
      var user = try users.next()
      while let name = try names.next() {
        var order = user.map { $0.order(ofText: 0, against: name) }
        while order == .before {
          user = try users.next()
          order = user.map { $0.order(ofText: 0, against: name) }
        }
        if order == .same { continue }
        // SQLite's functions for JSON, by which names are looked up, end a text at a zero byte.
        guard order != .noText, let text = name.value(0).text, !text.utf8.contains(0), unknown.count < mostUnknown
        else { return nil }
        unknown.insert(ExactText(text))
      }
    }
    return unknown.sorted()
  }
}
