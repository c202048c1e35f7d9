import DatabaseFile
import GRDB
import OpenEdX

extension RecordReader {
  /// Reads the names, addresses and ids of all learners of both databases, for a search in memory.
  ///
  /// A user of Credentials belongs to the LMS's user of its name, else of its name without case, else of its
  /// `lms_user_id`; the others are learners of their own, as are names that only have credentials. Where the reader has
  /// threads, they look for these while the LMS's users are read.
  ///
  /// - Throws: `LearnerIndexTooLarge`, and what SQLite throws.
  package func learnerIndex() throws -> LearnerIndex {
    let named = threads.first.map { thread in thread.begin { reader in try reader.accountNames() } }
    let known = threads.last.map { thread in thread.begin { reader in try CredentialsPeople(reader) } }
    let count = try StoredRow.fetchOne(db, sql: "SELECT count(*) FROM main.auth_user")?.count(0) ?? 0
    var builder = LearnerIndexBuilder(learners: count)
    // Sorted behind the reading: to look up each row in the order of the names would visit the tables at random.
    let users = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT u.username, u.id, u.email, p.name FROM main.auth_user u
        LEFT JOIN main.auth_userprofile p ON p.user_id = u.id ORDER BY +u.username COLLATE BINARY
        """
    )
    var next = try users.next()
    let credentials = try known?.wait() ?? CredentialsPeople(self)
    let (owned, unsorted) = try credentials.divided(by: named?.wait() ?? accountNames())
    var strangers = unsorted.sorted { CodePoints.precedes($0.usernames[0], $1.usernames[0]) }[...]
    while let row = next {
      let username = try row.text(0)
      while let stranger = strangers.first, CodePoints.precedes(stranger.usernames[0], username) {
        try builder.add(stranger, lmsUserID: nil)
        strangers.removeFirst()
      }
      let id = try row.integer(1)
      var fields = LearnerIndexBuilder.Fields(usernames: [username], others: try [row.text(2), row.text(3)])
      for more in (credentials.linked[id] ?? []) + (owned[id] ?? []) {
        fields.usernames += more.usernames
        fields.others += more.others
      }
      try builder.add(fields, lmsUserID: id)
      next = try users.next()
    }
    for stranger in strangers { try builder.add(stranger, lmsUserID: nil) }
    return builder.index()
  }

  /// The names of Credentials that differ from the LMS's.
  private func accountNames() throws -> LearnerNames {
    var names = try LearnerNames(db, nameRules, fullNames: false)
    try names.loadFolded(db, tables: ["core_user"])
    return names
  }
}

/// What Credentials knows of people beyond what the LMS says of its users.
private struct CredentialsPeople: Sendable {
  typealias Fields = LearnerIndexBuilder.Fields

  /// A user who is not linked to the LMS's user of the same name.
  private struct Other {
    let fields: Fields
    /// The LMS's user of exactly that name.
    let named: Int64?
    /// The LMS's user of that `lms_user_id`.
    let linked: Int64?
  }

  /// What users that are linked to the LMS's are called, where that differs from the LMS.
  private(set) var linked: [Int64: [Fields]] = [:]
  private var others: [Other] = []
  /// The names of credentials that no LMS user has.
  private let credentialNames: [String]

  init(_ reader: RecordReader) throws {
    credentialNames = try Self.credentialNames(reader.db)
    try readLinked(reader.db)
    try readOthers(reader.db)
  }

  private mutating func readLinked(_ db: Database) throws {
    let rows = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT c.id, c.username, c.email, c.full_name, c.first_name, c.last_name, u.id, u.username, u.email, p.name
        FROM credentials.core_user c
        CROSS JOIN main.auth_user u ON u.id = c.lms_user_id AND u.username = c.username COLLATE NOCASE
        LEFT JOIN main.auth_userprofile p ON p.user_id = u.id
        WHERE c.username <> u.username COLLATE BINARY OR c.email IS NOT u.email COLLATE BINARY
          OR c.full_name IS NOT p.name COLLATE BINARY OR coalesce(c.full_name, '') = ''
        """
    )
    while let row = try rows.next() {
      let user = try CredentialsUser(row)
      if try CodePoints.equal(user.username, row.text(7)), try CodePoints.equal(user.email, row.text(8)),
        try CodePoints.equal(user.fullName, row.text(9))
      {
        continue
      }
      linked[try row.integer(6), default: []].append(Fields(user))
    }
  }

  private mutating func readOthers(_ db: Database) throws {
    let rows = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT c.id, c.username, c.email, c.full_name, c.first_name, c.last_name, e.id, i.id
        FROM credentials.core_user c
        LEFT JOIN main.auth_user i ON i.id = c.lms_user_id
        LEFT JOIN main.auth_user e ON e.username = c.username AND e.username = c.username COLLATE BINARY
        WHERE i.id IS NULL OR i.username <> c.username COLLATE NOCASE
        """
    )
    while let row = try rows.next() {
      others.append(
        try Other(fields: Fields(CredentialsUser(row)), named: row.integerOrNil(6), linked: row.integerOrNil(7))
      )
    }
  }

  private static func credentialNames(_ db: Database) throws -> [String] {
    let table = "credentials_usercredential"
    if let unknown = try LearnerNames.unknown(db, [table]) { return unknown.map(\.text) }
    return try StoredRow.fetchAll(
      db,
      sql: """
        SELECT c.username AS "credentials.\(table).username" FROM (
          SELECT DISTINCT username COLLATE BINARY AS username FROM credentials.\(table)) c
        WHERE NOT EXISTS (
          SELECT 1 FROM main.auth_user e WHERE e.username = c.username AND e.username = c.username COLLATE BINARY)
        """
    ).map { try $0.text(0) }
  }

  /// Those who belong to one of the LMS's users, by its id, and those who belong to nobody.
  func divided(by names: LearnerNames) -> (owned: [Int64: [Fields]], strangers: [Fields]) {
    var owned: [Int64: [Fields]] = [:]
    var strangers: [Fields] = []
    var named: Set<ExactText> = []
    for other in others {
      let username = other.fields.usernames[0]
      if let id = other.named ?? names.owner(of: username)?.lmsUserID ?? other.linked {
        owned[id, default: []].append(other.fields)
      } else if named.insert(ExactText(username)).inserted {
        strangers.append(other.fields)
      }
    }
    for name in credentialNames {
      let fields = Fields(usernames: [name], others: [])
      if let owner = names.owner(of: name) {
        owned[owner.lmsUserID, default: []].append(fields)
      } else if named.insert(ExactText(name)).inserted {
        strangers.append(fields)
      }
    }
    return (owned, strangers)
  }
}

extension LearnerIndexBuilder.Fields {
  fileprivate init(_ user: CredentialsUser) {
    self.init(usernames: [user.username], others: [user.email, user.fullName])
  }
}
