import GRDB
import OpenEdX

extension RecordReader {
  /// How many learners' rows are in memory at a time.
  static let chunkSize = 500

  /// Visits the rows of all learners, or of those named, by their username's code points.
  ///
  /// Learners without any row are visited too. Memory is bounded by the chunk; SQLite sorts the names outside memory.
  func visitLearners(_ users: [String], _ visit: (LearnerRows) throws -> Void) throws {
    guard users.isEmpty else {
      let learners = try users.compactMap { try learner(named: $0) }
      var seen: Set<ExactText> = []
      let once = learners.filter { seen.insert(ExactText($0.username)).inserted }
      let sorted = once.sorted { CodePoints.precedes($0.username, $1.username) }
      for start in stride(from: 0, to: sorted.count, by: Self.chunkSize) {
        for rows in try rows(of: Array(sorted[start..<min(start + Self.chunkSize, sorted.count)])) { try visit(rows) }
      }
      return
    }
    let names = try LearnerNames(db)
    var chunk: [Learner] = []
    func flush() throws {
      for rows in try rows(of: chunk) { try visit(rows) }
      chunk.removeAll(keepingCapacity: true)
    }
    try visitNames(names) { learner in
      chunk.append(learner)
      if chunk.count == Self.chunkSize { try flush() }
    }
    try flush()
  }

  /// Merges the LMS's users with the names that only Credentials knows; both come sorted.
  private func visitNames(_ names: LearnerNames, _ visit: (Learner) throws -> Void) throws {
    let users = try Row.fetchCursor(
      db,
      sql: "SELECT id, username FROM main.auth_user ORDER BY username COLLATE BINARY"
    )
    let credentialed = try Row.fetchCursor(
      db,
      sql: """
        SELECT DISTINCT username COLLATE BINARY FROM credentials.credentials_usercredential
        ORDER BY username COLLATE BINARY
        """
    )
    var stranger = try credentialed.next()?.text(0)
    while let row = try users.next() {
      let username = row.text(1)
      while let name = stranger, CodePoints.precedes(name, username) {
        if names.owner(of: name) == nil { try visit(names.stranger(name)) }
        stranger = try credentialed.next()?.text(0)
      }
      if let name = stranger, CodePoints.equal(name, username) { stranger = try credentialed.next()?.text(0) }
      try visit(names.learner(lmsUserID: row.integer(0), username: username))
    }
    while let name = stranger {
      if names.owner(of: name) == nil { try visit(names.stranger(name)) }
      stranger = try credentialed.next()?.text(0)
    }
  }

  /// A learner by a name of either database: spelled exactly, else without case; nil when neither knows it.
  ///
  /// A name that Credentials links to an LMS user of another name leads to that user, unless the LMS has one so named.
  func learner(named name: String) throws -> Learner? {
    let user = try Row.fetchOne(
      db,
      sql: """
        SELECT id, username FROM main.auth_user WHERE username = ? COLLATE NOCASE
        ORDER BY username <> ? COLLATE BINARY, id LIMIT 1
        """,
      arguments: [name, name]
    )
    let known = try Row.fetchOne(
      db,
      sql: """
        SELECT c.username, c.lms_user_id, u.username FROM credentials.core_user c
        LEFT JOIN main.auth_user u ON u.id = c.lms_user_id
        WHERE c.username = ? COLLATE NOCASE ORDER BY c.username <> ? COLLATE BINARY, c.id LIMIT 1
        """,
      arguments: [name, name]
    )
    if let user, CodePoints.equal(user.text(1), name) || known?.textOrNil(2) == nil {
      return try learner(lmsUserID: user.integer(0), username: user.text(1))
    }
    if let known, let username = known.textOrNil(2) {
      return try learner(lmsUserID: known.integer(1), username: username)
    }
    let credentialed = try String.fetchOne(
      db,
      sql: """
        SELECT username FROM credentials.credentials_usercredential WHERE username = ? COLLATE NOCASE
        ORDER BY username <> ? COLLATE BINARY LIMIT 1
        """,
      arguments: [name, name]
    )
    return (credentialed ?? known?.text(0)).map {
      Learner(lmsUserID: nil, username: $0, credentialNames: [$0], notes: [])
    }
  }

  /// An LMS user with the names of their rows in Credentials.
  func learner(lmsUserID: Int64, username: String) throws -> Learner {
    try LearnerNames(db, lmsUserID: lmsUserID, username: username).learner(lmsUserID: lmsUserID, username: username)
  }
}
