import DatabaseFile
import GRDB
import OpenEdX

/// The LMS's users by the code points of their names, a batch at a time, without sorting all of them.
///
/// An index that compares exactly is in this order already. In an index that compares without case, the names that
/// follow one another begin alike but for their case: first those are sought that share the longest beginning with the
/// name to go on from, then those that share less. A sample of each such part tells how far a batch can reach at most,
/// so that every other name of the part costs one comparison. At worst that is all names once: for the first batch,
/// as nobody knows whether a name far down the index begins with a capital, which sorts before all small letters.
struct UsernameWalk {
  struct User {
    let id: Int64
    let username: String
  }

  /// More characters than any name of a site has: its columns hold 255 at most.
  static let longestName = 255

  private let db: Database
  private let isExact: Bool

  init(_ db: Database) throws {
    self.db = db
    isExact = try UsernameIndex.exists(db, schema: "main", table: "auth_user", collation: "BINARY")
  }

  /// The first so many users behind a name; fewer when there are no more.
  func users(after: String?, limit: Int) throws -> [User] {
    guard !isExact else {
      guard let after else { return try fetch("TRUE", [], limit) }
      return try fetch("username COLLATE BINARY > ?", [after], limit)
    }
    let name = Array((after ?? "").unicodeScalars)
    for count in stride(from: min(name.count, Self.longestName), through: 0, by: -1) {
      let users = try users(sharing: count, of: name, after, limit)
      if users.count == limit || count == 0 { return users }
    }
    return []
  }

  /// The same among the names with the same first scalars.
  private func users(sharing count: Int, of name: [Unicode.Scalar], _ after: String?, _ limit: Int) throws -> [User] {
    let prefix = Self.text(name[..<count])
    // Up to its first capital, what sorts behind the name does so without case, too.
    let start = prefix + Self.text(name[count...].prefix { !("A"..."Z" ~= $0) })
    let end = prefix + "\u{10FFFF}"
    // For the first batch every name is looked at, and each comparison is felt.
    let part =
      after == nil
      ? "TRUE"
      : """
      username COLLATE NOCASE >= ? AND username COLLATE NOCASE < ? AND username COLLATE BINARY >= ?
      AND username COLLATE BINARY < ? AND username COLLATE BINARY <> ?
      """
    let bounds: StatementArguments = after.map { [start, end, $0, end, $0] } ?? []
    let statement = try db.cachedStatement(
      sql: """
        SELECT username FROM main.auth_user WHERE \(part) ORDER BY username COLLATE NOCASE LIMIT ?
        """
    )
    let sample = try StoredRow.fetchAll(statement, arguments: bounds + [limit]).map { try $0.text(0) }
    guard let last = sample.max(by: CodePoints.precedes) else { return [] }
    return try fetch("username COLLATE BINARY <= ? AND \(part)", [last] + bounds, limit)
  }

  private func fetch(_ condition: String, _ arguments: StatementArguments, _ limit: Int) throws -> [User] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT id, username FROM main.auth_user WHERE \(condition)
        ORDER BY username COLLATE BINARY LIMIT ?
        """
    )
    var users: [User] = []
    let rows = try StoredRow.fetchCursor(statement, arguments: arguments + [limit])
    while let row = try rows.next() { users.append(try User(id: row.integer(0), username: row.text(1))) }
    return users
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}
