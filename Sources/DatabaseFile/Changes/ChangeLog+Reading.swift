import GRDB
import OpenEdX

extension ChangeLog {
  /// A place in the log of one file.
  package struct Position: Sendable, Hashable, Codable {
    package let id: Int64
    package let token: Int64

    /// Takes the number of a row and its random number.
    package init(id: Int64, token: Int64) {
      self.id = id
      self.token = token
    }
  }

  /// Whose rows were written since a position.
  package struct Changes: Sendable {
    /// Ids of users in the LMS; some may be gone.
    package var users: Set<Int64> = []
    /// Names in the LMS and in Credentials; some may be gone.
    package var names: Set<ExactText> = []
    /// Keys of course runs: concerned is everybody with a row of one.
    package var runs: Set<ExactText> = []
    /// Whether somebody's name or account was written.
    package var isOfPeople = false

    /// Nobody's.
    package init() {}

    /// Adds those of another file.
    package mutating func add(_ other: Changes) {
      users.formUnion(other.users)
      names.formUnion(other.names)
      runs.formUnion(other.runs)
      isOfPeople = isOfPeople || other.isOfPeople
    }
  }

  /// The end of a file's log; nil when it has none, or does not watch one of some tables.
  ///
  /// - Parameter tables: those that are to be watched; those that the file does not have are left out.
  /// - Throws: what SQLite reports.
  package static func end(_ db: Database, schema: String, watching tables: [String]) throws -> Position? {
    guard try db.tableExists(table, in: schema) else { return nil }
    var triggers: [String: Int] = [:]
    for row in try StoredRow.fetchAll(
      db,
      sql: """
        SELECT tbl_name FROM \(schema).sqlite_master
        WHERE type = 'trigger' AND name IN (
          '\(table)_insert_' || tbl_name, '\(table)_update_' || tbl_name, '\(table)_delete_' || tbl_name)
        """
    ) { triggers[try row.text(0), default: 0] += 1 }
    for name in tables where try triggers[name] != 3 && db.tableExists(name, in: schema) { return nil }
    let last = try StoredRow.fetchOne(db, sql: "SELECT id, token FROM \(schema).\(table) ORDER BY id DESC LIMIT 1")
    return try last.map { try Position(id: $0.integer(0), token: $0.integer(1)) }
  }

  /// Whose rows were written behind a position; nil when everybody's may have been: the position is not of this log or was
  /// cut off, something was written that is about everybody, or too much was.
  ///
  /// - Parameter limit: how many learners at most.
  /// - Throws: what SQLite reports.
  package static func changes(
    _ db: Database,
    schema: String,
    since position: Position,
    limit: Int
  ) throws -> Changes? {
    let rows = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT id, token, user_id, username, is_person, course_id FROM \(schema).\(table) WHERE id >= ? ORDER BY id
        """,
      arguments: [position.id]
    )
    guard let first = try rows.next(), try first.integer(0) == position.id, try first.integer(1) == position.token
    else { return nil }
    var changes = Changes()
    while let row = try rows.next() {
      let (user, name, run) = (try row.integerOrNil(2), try row.textOrNil(3), try row.textOrNil(5))
      if user == nil, name == nil, run == nil { return nil }
      if let run { changes.runs.insert(ExactText(run)) }
      if let user { changes.users.insert(user) }
      if let name { changes.names.insert(ExactText(name)) }
      if try row.flag(4) { changes.isOfPeople = true }
      guard changes.users.count + changes.names.count <= limit else { return nil }
    }
    return changes
  }
}
