import DatabaseFile
import GRDB
import OpenEdX

/// A place in the logs of changes of both databases.
package struct DataPosition: Sendable, Hashable, Codable {
  let lms: ChangeLog.Position
  let credentials: ChangeLog.Position

  /// The end of both logs; nil where a file has none, or its log does not watch all that decides.
  ///
  /// - Throws: what SQLite reports.
  init?(_ db: Database) throws {
    guard let lms = try ChangeLog.end(db, schema: "main", watching: Self.lmsTables),
      let credentials = try ChangeLog.end(db, schema: "credentials", watching: Self.credentialsTables)
    else { return nil }
    (self.lms, self.credentials) = (lms, credentials)
  }

  init(lms: ChangeLog.Position, credentials: ChangeLog.Position) {
    (self.lms, self.credentials) = (lms, credentials)
  }

  /// What was written in both since then; nil where that may be anything.
  ///
  /// - Parameter limit: how many learners at most.
  /// - Throws: what SQLite reports.
  func changes(_ db: Database, limit: Int = .max) throws -> ChangeLog.Changes? {
    guard var changes = try ChangeLog.changes(db, schema: "main", since: lms, limit: limit),
      let others = try ChangeLog.changes(db, schema: "credentials", since: credentials, limit: limit)
    else { return nil }
    changes.add(others)
    return changes
  }

  private static let lmsTables =
    RecordStore.lmsTables.map(\.name).filter { $0 != "certificates_historicalgeneratedcertificate" } + [
      "course_modes_coursemode", "user_api_userretirementstatus",
    ]

  /// Shared records and pathways are shown for a learner, but no finding rests on them.
  private static let credentialsTables = RecordStore.credentialsTables.map(\.name).filter {
    $0 != "records_programcertrecord" && $0 != "records_usercreditpathway"
  }
}

extension RecordReader {
  /// The end of the logs of changes; nil where a file has none.
  ///
  /// - Throws: what SQLite reports.
  package func position() throws -> DataPosition? { try DataPosition(db) }
}

extension RecordStore {
  /// Whether the names and accounts of learners may be others than at a position.
  ///
  /// - Returns: nil where the logs do not tell, else whether they are, and the end of the logs.
  /// - Throws: as ``read(_:)``.
  package func people(since position: DataPosition) throws -> (haveChanged: Bool, position: DataPosition)? {
    try readDatabase { db in
      guard let end = try DataPosition(db), let changes = try position.changes(db) else { return nil }
      return (try changes.isOfPeople || Self.areOthers(changes.names, db), end)
    }
  }

  /// Whether one of the names is not just that of one of the LMS's users: rows of credentials and grades alone make a
  /// learner of it, or tell whose it is.
  private static func areOthers(_ names: Set<ExactText>, _ db: Database) throws -> Bool {
    guard !names.isEmpty else { return false }
    let found = try StoredRow.fetchOne(
      db,
      sql: """
        SELECT 1 FROM json_each(?) j
        LEFT JOIN main.auth_user u ON u.username = j.value AND u.username = j.value COLLATE BINARY
        WHERE u.id IS NULL OR EXISTS (
          SELECT 1 FROM credentials.core_user c WHERE c.lms_user_id = u.id AND c.username <> u.username COLLATE BINARY)
        LIMIT 1
        """,
      arguments: [try RecordReader.json(names.map(\.text))]
    )
    return found != nil
  }
}
