import DatabaseFile
import GRDB
import OpenEdX

extension RecordReader {
  /// How many learners' rows are in memory at a time.
  static let chunkSize = 500

  /// How many learners' names are each looked up by themselves. Half a second for a walk over a million names is what some
  /// hundreds of look-ups take.
  static let few = 100

  /// Visits the rows of all learners, or of those named, by their username's code points.
  ///
  /// Learners without any row are visited too. Memory is bounded by the chunk; SQLite sorts the names outside memory.
  func visitLearners(_ users: [String], _ visit: (LearnerRows) throws -> Void) throws {
    guard users.isEmpty else {
      // The names that differ cost a walk over the databases' names: once for many learners, or a smaller one for each.
      let names = users.count > Self.few ? try LearnerNames(db, nameRules) : nil
      let learners = try users.compactMap { try learner(named: $0, names) }
      var seen: Set<ExactText> = []
      let once = learners.filter { seen.insert(ExactText($0.username)).inserted }
      let sorted = once.sorted { CodePoints.precedes($0.username, $1.username) }
      for start in stride(from: 0, to: sorted.count, by: Self.chunkSize) {
        for rows in try rows(of: Array(sorted[start..<min(start + Self.chunkSize, sorted.count)])) { try visit(rows) }
      }
      return
    }
    let names = try LearnerNames(db, nameRules)
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
    let users = try StoredRow.fetchCursor(
      db,
      sql: "SELECT id, username FROM main.auth_user ORDER BY username COLLATE BINARY"
    )
    let credentialed = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT DISTINCT username COLLATE BINARY AS "credentials.credentials_usercredential.username"
        FROM credentials.credentials_usercredential
        ORDER BY username COLLATE BINARY
        """
    )
    var stranger = try credentialed.next()?.text(0)
    while let row = try users.next() {
      let username = try row.text(1)
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
}
