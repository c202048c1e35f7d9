import DatabaseFile
import GRDB
import OpenEdX

/// The learners who have to be judged again when something of some was written: those themselves, and all who are perhaps
/// taken for them, by another spelling of a name or by an id in the other database.
struct ChangedLearners {
  /// Users of the LMS.
  private(set) var users: [UsernameWalk.User] = []
  /// Names in either database.
  private(set) var names: Set<ExactText>
  /// Ids in the LMS, also of users who are gone.
  private var ids: Set<Int64>
  private static let credentialsTables = LearnerNames.rowTables + ["core_user"]

  /// Looks for the others in both databases until there are no more.
  ///
  /// - Throws: what the databases report.
  init(_ db: Database, _ changes: ChangeLog.Changes) throws {
    (ids, names) = (changes.users, changes.names)
    var (newIDs, newNames) = (ids, names)
    while !newIDs.isEmpty || !newNames.isEmpty {
      let idList = RecordReader.json(newIDs.sorted())
      let nameList = try RecordReader.json(newNames.map(\.text).sorted())
      var (foundIDs, foundNames): (Set<Int64>, Set<ExactText>) = ([], [])
      for table in Self.credentialsTables {
        foundNames.formUnion(try SpellingSearch(db, table: table).spellings(of: newNames.map(\.text)))
      }
      let people = try StoredRow.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT u.id, u.username FROM json_each(?) j CROSS JOIN main.auth_user u ON u.id = j.value
            UNION ALL SELECT u.id, u.username FROM json_each(?) j
              CROSS JOIN main.auth_user u ON u.username = j.value COLLATE NOCASE
            UNION ALL SELECT c.lms_user_id, c.username FROM json_each(?) j
              CROSS JOIN credentials.core_user c ON c.lms_user_id = j.value
            UNION ALL SELECT c.lms_user_id, c.username FROM json_each(?) j
              CROSS JOIN credentials.core_user c ON c.username = j.value
            """
        ),
        arguments: [idList, nameList, idList, nameList]
      )
      while let row = try people.next() {
        if let id = try row.integerOrNil(0) { foundIDs.insert(id) }
        foundNames.insert(ExactText(try row.text(1)))
      }
      (newIDs, newNames) = (foundIDs.subtracting(ids), foundNames.subtracting(names))
      ids.formUnion(newIDs)
      names.formUnion(newNames)
    }
    let rows = try StoredRow.fetchCursor(
      db,
      sql: "SELECT u.id, u.username FROM json_each(?) j CROSS JOIN main.auth_user u ON u.id = j.value",
      arguments: [RecordReader.json(ids.sorted())]
    )
    while let row = try rows.next() {
      users.append(UsernameWalk.User(id: try row.integer(0), username: try row.text(1)))
    }
  }

  /// How many there are at most.
  var count: Int { max(ids.count, names.count) }

  /// Whether a learner of a ledger is one of them.
  func contains(_ key: AuditLedger.Key) -> Bool {
    switch key {
    case .user(let id): ids.contains(id)
    case .stranger(let name): names.contains(name)
    }
  }
}
