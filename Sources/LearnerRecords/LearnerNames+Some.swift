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
  /// - Parameter spelledIn: the tables in which names are sought that only match without case, which no index finds.
  init(
    _ db: Database,
    users: [UsernameWalk.User],
    credentialNames: [String] = [],
    spelledIn tables: [String] = Self.rowTables
  ) throws {
    self.init()
    let usernames = users.map(\.username)
    var others = Set(credentialNames.map { ExactText($0) })
    // Most names have no other spelling, and then the two databases need not be compared.
    let known = Set(usernames.map { ExactText($0) })
    for table in tables {
      others.formUnion(try SpellingSearch(db, table: table).spellings(of: usernames).subtracting(known))
    }
    let otherNames = try RecordReader.json(others.map(\.text))
    try load(db, Self.linkedIDsSQL, [RecordReader.json(users.map(\.id))], byID: true)
    for names in [try RecordReader.json(usernames), otherNames] {
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

  private static let linkedIDsSQL = """
    SELECT c.username, u.id, u.username FROM json_each(?) j
    CROSS JOIN credentials.core_user c ON c.lms_user_id = j.value
    CROSS JOIN main.auth_user u ON u.id = c.lms_user_id
    WHERE c.username <> u.username COLLATE BINARY ORDER BY c.id
    """

  private static let linkedNamesSQL = """
    SELECT c.username, u.id, u.username FROM json_each(?) j
    CROSS JOIN credentials.core_user c ON c.username = j.value AND c.username = j.value COLLATE BINARY
    CROSS JOIN main.auth_user u ON u.id = c.lms_user_id
    WHERE c.username <> u.username COLLATE BINARY
    """
}
