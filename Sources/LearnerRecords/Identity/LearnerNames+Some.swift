import GRDB
import OpenEdX

extension LearnerNames {
  /// The names that differ and have to do with one LMS user.
  ///
  /// - Parameter spelledIn: where other spellings are sought.
  init(_ db: Database, lmsUserID: Int64, username: String, spelledIn tables: [String] = Self.rowTables) throws {
    let user = UsernameWalk.User(id: lmsUserID, username: username)
    try self.init(db, users: [user], spelledIn: tables)
  }

  /// The tables of Credentials whose rows hang on a name alone.
  static let rowTables = ["credentials_usercredential", "records_usergrade"]

  /// The names that differ and have to do with some of the LMS's users, or with some of Credentials' names.
  ///
  /// Of these it says the same as the names of all learners do; of others it need not.
  ///
  /// - Parameters:
  ///   - tables: the tables in which names are sought that only match without case, which no index finds.
  ///   - known: the part of the names by code points whose wanted ones are all among `credentialNames`.
  init(
    _ db: Database,
    users: [UsernameWalk.User],
    credentialNames: [String] = [],
    spelledIn tables: [String] = Self.rowTables,
    known: NameRange? = nil
  ) throws {
    self.init()
    var others = Set(credentialNames.map { ExactText($0) })
    // Most names have no other spelling, and then the two databases need not be compared.
    let usernames = users.map(\.username)
    for table in tables { others.formUnion(try SpellingSearch(db, table: table).spellings(of: usernames, but: known)) }
    for name in usernames where !others.isEmpty { others.remove(ExactText(name)) }
    let unlinked = try loadLinked(db, users)
    let otherNames = try RecordReader.json(others.map(\.text))
    for names in [try RecordReader.json(unlinked), otherNames] where names != "[]" {
      try load(db, Self.linkedNamesSQL, [names], byID: true)
    }
    guard !others.isEmpty else { return }
    try load(
      db,
      Self.foldedSQL(names: "SELECT value COLLATE BINARY AS username FROM json_each(?)"),
      [otherNames],
      byID: false
    )
  }

  /// Loads the names that Credentials links to the users.
  ///
  /// - Returns: the users' names that are not linked to themselves, and so may be linked to somebody else: a name is one
  ///   user's in Credentials.
  private mutating func loadLinked(_ db: Database, _ users: [UsernameWalk.User]) throws -> [String] {
    // In the order of the index a page of it is read once.
    let users = users.sorted { $0.id < $1.id }
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT j.key, c.id, c.username FROM json_each(?) j
          CROSS JOIN credentials.core_user c ON c.lms_user_id = j.value
          """
      ),
      arguments: [RecordReader.json(users.map(\.id))]
    )
    var isLinked = Array(repeating: false, count: users.count)
    var others: [(id: Int64, name: String, user: UsernameWalk.User)] = []
    while let row = try rows.next() {
      let place = Int(row.integer(0))
      guard let name = row.textOrNil(2) else { continue }
      if CodePoints.equal(name, users[place].username) {
        isLinked[place] = true
      } else {
        others.append((row.integer(1), name, users[place]))
      }
    }
    for other in others.sorted(by: { $0.id < $1.id }) {
      add(LearnerAlias(name: other.name, lmsUserID: other.user.id, lmsUsername: other.user.username, byID: true))
    }
    return zip(users, isLinked).filter { !$1 }.map(\.0.username)
  }

  private static let linkedNamesSQL = """
    SELECT c.username, u.id, u.username FROM json_each(?) j
    CROSS JOIN credentials.core_user c ON c.username = j.value AND c.username = j.value COLLATE BINARY
    CROSS JOIN main.auth_user u ON u.id = c.lms_user_id
    WHERE c.username <> u.username COLLATE BINARY
    """
}
