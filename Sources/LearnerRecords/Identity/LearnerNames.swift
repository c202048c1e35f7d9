import DatabaseFile
import GRDB
import OpenEdX

/// Who is who in the two databases, as the service has it: by the exact name first, by the same name in another case
/// second. Only a name that the LMS does not have at all is looked for by `lms_user_id` (<doc:Findings>).
///
/// Only the names that differ are kept, so that this stays small however many learners there are.
struct LearnerNames: Sendable {
  private let site: NameRules
  private var aliasesByUser: [Int64: [LearnerAlias]] = [:]
  private var aliasesByName: [ExactText: LearnerAlias] = [:]
  private var otherAccounts: [Int64: OtherAccount] = [:]
  private var otherFullNames: Set<Int64> = []
  /// Of users whose names are in Credentials in another case: the one that is an account there.
  private var accountNames: [Int64: String] = [:]

  /// No names.
  init(_ site: NameRules) { self.site = site }

  /// All names that differ.
  ///
  /// - Parameter fullNames: whether to tell whose full names differ as well.
  init(_ db: Database, _ site: NameRules, fullNames: Bool = true) throws {
    self.init(site)
    try loadFolded(db, tables: Self.rowTables)
    try loadAccounts(db, Self.accountsSQL(""))
    if fullNames { add(otherFullNames: try Self.otherFullNames(db)) }
    try settle(db)
  }

  /// The accounts of Credentials whose `lms_user_id` is not that of the LMS's user of the same name, who has the id and
  /// the name in the LMS, and whether the two call that user otherwise.
  static func accountsSQL(_ condition: String) -> String {
    """
    SELECT c.username, c.lms_user_id, i.username, n.id, n.username,
      c.full_name <> '' AND p.name <> '' AND c.full_name <> p.name COLLATE BINARY
    FROM credentials.core_user c
    LEFT JOIN main.auth_user i ON i.id = c.lms_user_id
    LEFT JOIN main.auth_user n ON n.username = c.username COLLATE NOCASE
    LEFT JOIN main.auth_userprofile p ON p.user_id = n.id
    WHERE c.lms_user_id IS NOT NULL AND (i.id IS NULL OR c.username <> i.username COLLATE BINARY) \(condition)
    ORDER BY c.id, n.username <> c.username COLLATE BINARY
    """
  }

  /// The LMS's users whose profile has another name than their account in Credentials.
  private static func fullNamesSQL(_ condition: String) -> String {
    """
    SELECT u.id, c.full_name, p.name FROM credentials.core_user c
    CROSS JOIN main.auth_user u
      ON u.id = coalesce(c.lms_user_id, (SELECT e.id FROM main.auth_user e WHERE e.username = c.username))
      AND u.username = c.username COLLATE NOCASE
    CROSS JOIN main.auth_userprofile p ON p.user_id = u.id AND p.name <> c.full_name COLLATE BINARY
    WHERE c.full_name <> '' AND p.name <> '' \(condition)
    """
  }

  /// Names of which the LMS has no user spelled so, but one spelled so without case.
  static func foldedSQL(names: String) -> String {
    """
    SELECT n.username, u.id, u.username FROM (\(names)) n
    CROSS JOIN main.auth_user u ON u.username = n.username COLLATE NOCASE
    WHERE u.username <> n.username COLLATE BINARY
      AND NOT EXISTS (
        SELECT 1 FROM main.auth_user e WHERE e.username = n.username AND e.username = n.username COLLATE BINARY)
    ORDER BY u.id, n.username COLLATE BINARY
    """
  }

  /// Loads the same names in another case.
  mutating func load(_ db: Database, _ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
    let rows = try StoredRow.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
    while let row = try rows.next() {
      try add(LearnerAlias(name: row.text(0), lmsUserID: row.integer(1), lmsUsername: row.text(2), isFormer: false))
    }
  }

  /// Loads the accounts whose ids differ from the LMS's: those of other people, and those of former names.
  mutating func loadAccounts(
    _ db: Database,
    _ sql: String,
    _ arguments: StatementArguments = StatementArguments()
  ) throws {
    let rows = try StoredRow.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
    var last: String?
    for row in rows {
      let (name, id, owner) = (try row.text(0), try row.integer(1), try row.textOrNil(2))
      // Of two users whose names differ in case alone, the one spelled so comes first.
      if let last, CodePoints.equal(last, name) { continue }
      last = name
      if let user = try row.integerOrNil(3) {
        let username = try row.text(4)
        guard user != id, otherAccounts[user] == nil,
          try CodePoints.equal(username, name) || !Self.hasAccount(db, username)
        else { continue }
        otherAccounts[user] = OtherAccount(lmsUserID: id, owner: owner)
        if try row.flag(5) { otherFullNames.insert(user) }
      } else if let owner {
        add(LearnerAlias(name: name, lmsUserID: id, lmsUsername: owner, isFormer: true))
      }
    }
  }

  /// The LMS's users who are called otherwise in Credentials.
  static func otherFullNames(
    _ db: Database,
    _ condition: String = "",
    _ arguments: StatementArguments = StatementArguments()
  ) throws -> Set<Int64> {
    var users: Set<Int64> = []
    let rows = try StoredRow.fetchCursor(db.cachedStatement(sql: fullNamesSQL(condition)), arguments: arguments)
    while let row = try rows.next() {
      // SQL takes bytes for another name.
      if try !CodePoints.equal(row.text(1), row.text(2)) { users.insert(try row.integer(0)) }
    }
    return users
  }

  /// Adds users who are called otherwise in Credentials.
  mutating func add(otherFullNames users: Set<Int64>) { otherFullNames.formUnion(users) }

  mutating func add(_ alias: LearnerAlias) {
    guard aliasesByName[ExactText(alias.name)] == nil else { return }
    aliasesByName[ExactText(alias.name)] = alias
    aliasesByUser[alias.lmsUserID, default: []].append(alias)
  }

  /// Keeps a former name only where Credentials has rows under it and none under the present one, and finds out which
  /// of several spellings is the account.
  mutating func settle(_ db: Database) throws {
    for (id, aliases) in aliasesByUser {
      guard let username = aliases.first?.lmsUsername else { continue }
      let spellings = [username] + aliases.filter { !$0.isFormer }.map(\.name)
      if aliases.contains(where: \.isFormer) {
        let isKnown = try Self.hasRowsWithoutCase(db, username)
        for alias in aliases where alias.isFormer {
          if try isKnown || !Self.hasRows(db, alias.name) { remove(alias) }
        }
      }
      guard spellings.count > 1, !site.withoutCase else { continue }
      accountNames[id] = try spellings.first { try Self.hasAccount(db, $0) } ?? username
    }
  }

  private mutating func remove(_ alias: LearnerAlias) {
    aliasesByName[ExactText(alias.name)] = nil
    aliasesByUser[alias.lmsUserID]?.removeAll { CodePoints.equal($0.name, alias.name) }
  }

  /// Whether there are rows under the name of an LMS user, or under another spelling that no LMS user has.
  private static func hasRowsWithoutCase(_ db: Database, _ username: String) throws -> Bool {
    let taken = try db.cachedStatement(
      sql: "SELECT 1 FROM main.auth_user WHERE username = ? AND username = ? COLLATE BINARY"
    )
    for table in rowTables {
      for spelling in try SpellingSearch(db, table: table).spellings(of: [username]) {
        if CodePoints.equal(spelling.text, username) { return true }
        if try StoredRow.fetchOne(taken, arguments: [spelling.text, spelling.text]) == nil { return true }
      }
    }
    return false
  }

  private static func hasRows(_ db: Database, _ name: String) throws -> Bool {
    for table in rowTables where try exists(db, table, name) { return true }
    return false
  }

  private static func hasAccount(_ db: Database, _ name: String) throws -> Bool { try exists(db, "core_user", name) }

  private static func exists(_ db: Database, _ table: String, _ name: String) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: "SELECT 1 FROM credentials.\(table) WHERE username = ? AND username = ? COLLATE BINARY LIMIT 1"
    )
    return try StoredRow.fetchOne(statement, arguments: [name, name]) != nil
  }

  /// The tables of Credentials whose rows hang on a name alone.
  static let rowTables = ["credentials_usercredential", "records_usergrade"]

  /// The LMS user of another name to whom a name in Credentials belongs.
  func owner(of name: String) -> LearnerAlias? {
    aliasesByName.isEmpty ? nil : aliasesByName[ExactText(name)]
  }

  /// Whether anything differs for an LMS user; for nearly all nothing does.
  private func isAboutAnybody(_ lmsUserID: Int64) -> Bool {
    aliasesByUser[lmsUserID] != nil || otherAccounts[lmsUserID] != nil || otherFullNames.contains(lmsUserID)
  }

  /// An LMS user with the names of their rows in Credentials.
  func learner(lmsUserID: Int64, username: String) -> Learner {
    guard isAboutAnybody(lmsUserID) else {
      return Learner(
        lmsUserID: lmsUserID,
        username: username,
        credentialNames: [username],
        isRetired: site.isRetired(lmsUserID: lmsUserID, username: username),
        notes: []
      )
    }
    let aliases = aliasesByUser[lmsUserID] ?? []
    let spellings = aliases.filter { !$0.isFormer }.map(\.name)
    let isRetired = site.isRetired(lmsUserID: lmsUserID, username: username)
    let former = aliases.filter(\.isFormer).map(\.name)
    var notes = spellings.isEmpty ? [] : [spellingNote(spellings, username, account: accountNames[lmsUserID])]
    if !isRetired {
      notes += former.map {
        "Credentials knows the learner as “\($0)”, by lms_user_id \(lmsUserID): renamed in the LMS, not in Credentials."
      }
    }
    let other = otherAccounts.isEmpty ? nil : otherAccounts[lmsUserID]
    if let other { notes.append(other.note(username: username, id: lmsUserID)) }
    return Learner(
      lmsUserID: lmsUserID,
      username: username,
      credentialNames: [username] + spellings,
      pageNames: accountNames[lmsUserID].map { [$0] },
      formerNames: former,
      otherAccount: other,
      isRetired: isRetired,
      hasOtherFullName: otherFullNames.contains(lmsUserID),
      notes: notes
    )
  }

  private func spellingNote(_ names: [String], _ username: String, account: String?) -> String {
    let quoted = names.map { "“\($0)”" }.joined(separator: " and ")
    let start = "Credentials' rows are under \(quoted); matched without case."
    guard let account, !names.contains(where: { CodePoints.equal($0, account) }) else {
      return site.withoutCase ? start + " On MySQL they are one name with “\(username)”." : start
    }
    return start
      + " On MySQL they are one name with “\(username)”, and the page shows these rows. This copy compares names exactly; "
      + "there the page of “\(account)” does not show them."
  }

  /// A name that only Credentials knows.
  func stranger(_ name: String) -> Learner {
    Learner(lmsUserID: nil, username: name, credentialNames: [name], notes: [])
  }
}
