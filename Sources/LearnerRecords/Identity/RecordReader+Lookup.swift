import DatabaseFile
import GRDB
import OpenEdX

extension RecordReader {
  /// A learner by a name of either database: spelled exactly, else without case; nil when neither knows it.
  ///
  /// A name that the LMS does not have leads to the user whom Credentials links it to.
  ///
  /// - Parameter names: the names that differ, when they are known already.
  func learner(named name: String, _ names: LearnerNames? = nil) throws -> Learner? {
    for match in [Match.exactly, .withoutCase] {
      if let row = try StoredRow.fetchOne(
        db,
        sql: "SELECT id, username FROM main.auth_user u WHERE \(match.sql("u")) ORDER BY id LIMIT 1",
        arguments: [name, name]
      ) {
        return try learner(lmsUserID: row.integer(0), username: row.text(1), names)
      }
    }
    for match in [Match.exactly, .withoutCase] {
      guard
        let row = try StoredRow.fetchOne(
          db,
          sql: """
            SELECT u.id, u.username, c.username FROM credentials.core_user c JOIN main.auth_user u ON u.id = c.lms_user_id
            WHERE \(match.sql("c")) ORDER BY c.id LIMIT 1
            """,
          arguments: [name, name]
        )
      else { continue }
      let learner = try learner(lmsUserID: row.integer(0), username: row.text(1), names)
      // Where the user has rows of their own under the present name, those of this one are nobody's for sure.
      let found = try row.text(2)
      if learner.formerNames.contains(where: { CodePoints.equal($0, found) }) { return learner }
      return try stranger(named: name).map { stranger in
        try Self.hasRows(stranger.username, db) ? stranger : learner
      } ?? learner
    }
    return try stranger(named: name)
  }

  private static func hasRows(_ name: String, _ db: Database) throws -> Bool {
    try LearnerNames.rowTables.contains { table in
      try StoredRow.fetchOne(
        db,
        sql: "SELECT 1 FROM credentials.\(table) WHERE username = ? LIMIT 1",
        arguments: [name]
      )
        != nil
    }
  }

  /// An LMS user with the names of their rows in Credentials.
  func learner(lmsUserID: Int64, username: String, _ names: LearnerNames? = nil) throws -> Learner {
    let names = try names ?? LearnerNames(db, nameRules, lmsUserID: lmsUserID, username: username)
    return names.learner(lmsUserID: lmsUserID, username: username)
  }

  /// A name that only Credentials knows, as it spells it.
  private func stranger(named name: String) throws -> Learner? {
    for match in [Match.exactly, .withoutCase] {
      for table in ["credentials_usercredential", "core_user"] {
        if let found = try StoredRow.fetchOne(
          db,
          sql: "SELECT username FROM credentials.\(table) t WHERE \(match.sql("t")) ORDER BY id LIMIT 1",
          arguments: [name, name]
        )?.text(0) {
          return Learner(lmsUserID: nil, username: found, credentialNames: [found], notes: [])
        }
      }
    }
    return nil
  }

  private enum Match {
    case exactly
    case withoutCase

    /// Compared as the column compares, so that its index serves, and then exactly; or by a walk over the names.
    func sql(_ table: String) -> String {
      switch self {
      case .exactly: "\(table).username = ? AND \(table).username = ? COLLATE BINARY"
      case .withoutCase: "\(table).username = ? COLLATE NOCASE AND \(table).username = ? COLLATE NOCASE"
      }
    }
  }
}
