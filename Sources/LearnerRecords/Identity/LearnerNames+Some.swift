import GRDB
import OpenEdX

extension LearnerNames {
  /// The names that differ and have to do with one LMS user.
  ///
  /// - Parameter spelledIn: where other spellings are sought.
  init(
    _ db: Database,
    _ site: NameRules,
    lmsUserID: Int64,
    username: String,
    spelledIn tables: [String] = Self.rowTables
  ) throws {
    let user = UsernameWalk.User(id: lmsUserID, username: username)
    try self.init(db, site, users: [user], spelledIn: tables)
  }

  /// The names that differ and have to do with some of the LMS's users, or with some of Credentials' names.
  ///
  /// Of these it says the same as the names of all learners do; of others it need not.
  ///
  /// - Parameters:
  ///   - tables: the tables in which names are sought that only match without case, which no index finds.
  ///   - known: the part of the names by code points whose wanted ones are all among `credentialNames`.
  init(
    _ db: Database,
    _ site: NameRules,
    users: [UsernameWalk.User],
    credentialNames: [String] = [],
    spelledIn tables: [String] = Self.rowTables,
    known: NameRange? = nil
  ) throws {
    self.init(site)
    var others = Set(credentialNames.map { ExactText($0) })
    // Most names have no other spelling, and then the two databases need not be compared.
    let usernames = users.map(\.username)
    for table in tables { others.formUnion(try SpellingSearch(db, table: table).spellings(of: usernames, but: known)) }
    for name in usernames where !others.isEmpty { others.remove(ExactText(name)) }
    let otherNames = try RecordReader.json(others.map(\.text))
    if !others.isEmpty {
      try load(db, Self.foldedSQL(names: "SELECT value COLLATE BINARY AS username FROM json_each(?)"), [otherNames])
    }
    // In the order of the index a page of it is read once.
    let ids = RecordReader.json(users.map(\.id).sorted())
    let names = try RecordReader.json(usernames + others.map(\.text))
    let ofUsers =
      "c.id IN (SELECT k.id FROM json_each(?) j CROSS JOIN credentials.core_user k ON k.lms_user_id = j.value)"
    let ofNames = "c.id IN (SELECT k.id FROM json_each(?) j CROSS JOIN credentials.core_user k ON k.username = j.value)"
    for (condition, list) in [(ofUsers, ids), (ofNames, names)] where list != "[]" {
      try loadAccounts(db, Self.accountsSQL("AND \(condition)"), [list])
      add(otherFullNames: try Self.otherFullNames(db, "AND \(condition)", [list]))
    }
    try settle(db)
  }
}
