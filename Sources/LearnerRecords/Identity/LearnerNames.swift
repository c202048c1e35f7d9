import GRDB
import OpenEdX

/// Who is who in the two databases: by `lms_user_id` first, by the exact name else, without case last (<doc:Findings>).
///
/// Only the names that differ are kept, so that this stays small however many learners there are.
struct LearnerNames {
  private var aliasesByUser: [Int64: [LearnerAlias]] = [:]
  private var aliasesByName: [ExactText: LearnerAlias] = [:]

  /// No names.
  init() {}

  /// All names that differ.
  init(_ db: Database) throws {
    try load(db, Self.linkedSQL, byID: true)
    try load(
      db,
      Self.foldedSQL(
        names: """
          SELECT DISTINCT username COLLATE BINARY AS username FROM credentials.credentials_usercredential
          UNION ALL SELECT DISTINCT username COLLATE BINARY FROM credentials.records_usergrade
          """
      ),
      byID: false
    )
  }

  static let linkedSQL = """
    SELECT c.username, u.id, u.username FROM credentials.core_user c
    CROSS JOIN main.auth_user u ON u.id = c.lms_user_id
    WHERE c.username <> u.username COLLATE BINARY
    """

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

  mutating func load(
    _ db: Database,
    _ sql: String,
    _ arguments: StatementArguments = StatementArguments(),
    byID: Bool
  ) throws {
    let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
    while let row = try rows.next() {
      add(LearnerAlias(name: row.text(0), lmsUserID: row.integer(1), lmsUsername: row.text(2), byID: byID))
    }
  }

  mutating func add(_ alias: LearnerAlias) {
    guard aliasesByName[ExactText(alias.name)] == nil else { return }
    aliasesByName[ExactText(alias.name)] = alias
    aliasesByUser[alias.lmsUserID, default: []].append(alias)
  }

  /// The LMS user of another name to whom a name in Credentials belongs.
  func owner(of name: String) -> LearnerAlias? {
    aliasesByName.isEmpty ? nil : aliasesByName[ExactText(name)]
  }

  /// An LMS user with the names of their rows in Credentials.
  func learner(lmsUserID: Int64, username: String) -> Learner {
    let aliases = aliasesByUser[lmsUserID] ?? []
    // A name that the LMS gave to somebody new leads to the rows of the one who had it before.
    let taken = owner(of: username)
    var names = aliases.filter(\.byID).map(\.name)
    if taken == nil { names.append(username) }
    names += aliases.filter { !$0.byID }.map(\.name)
    var notes = aliases.map(\.note)
    if let taken {
      notes.append(
        "Credentials' rows under “\(username)” belong to “\(taken.lmsUsername)” by lms_user_id \(taken.lmsUserID)."
      )
    }
    return Learner(lmsUserID: lmsUserID, username: username, credentialNames: names, notes: notes)
  }

  /// A name that only Credentials knows.
  func stranger(_ name: String) -> Learner {
    Learner(lmsUserID: nil, username: name, credentialNames: [name], notes: [])
  }
}
