import DatabaseFile
import GRDB
import OpenEdX

/// Who a learner is to a person: name and address, from the LMS, else from Credentials.
package struct LearnerPerson: Sendable, Hashable {
  /// The LMS's spelling of the name, or Credentials' when the LMS does not know the learner.
  package let username: String
  /// The LMS's id; nil when the LMS does not know the learner.
  package let lmsUserID: Int64?
  /// The full name; may be empty.
  package let fullName: String
  /// The address; may be empty.
  package let email: String
  /// How names that differ between the databases were matched, as sentences.
  package let notes: [String]
}

extension RecordStore {
  /// The names and addresses of learners that an index has found, in the order given.
  ///
  /// Reads nothing of programs and runs, as ``read(_:)`` does before its body, so it is done in a few milliseconds.
  ///
  /// - Throws: as ``read(_:)``.
  package func people(_ found: [LearnerIndex.Entry]) throws -> [LearnerPerson] {
    try readDatabase { db in try LearnerPerson.read(db, found.map(Learner.init(found:))) }
  }
}

extension Learner {
  fileprivate init(found: LearnerIndex.Entry) {
    self.init(lmsUserID: found.lmsUserID, username: found.username, credentialNames: [found.username], notes: [])
  }
}

extension RecordReader {
  /// The names and addresses of some learners, in the order given.
  func people(_ learners: [Learner]) throws -> [LearnerPerson] { try LearnerPerson.read(db, learners) }

  /// The names and addresses of learners that an index has found, in the order given.
  package func people(_ found: [LearnerIndex.Entry]) throws -> [LearnerPerson] {
    try people(found.map(Learner.init(found:)))
  }

  /// The learner's user in Credentials: the first of their names that has one.
  func credentialsUser(_ learner: Learner) throws -> CredentialsUser? { try LearnerPerson.account(db, learner) }
}

extension LearnerPerson {
  fileprivate static func read(_ db: Database, _ learners: [Learner]) throws -> [LearnerPerson] {
    var known: [Int: (name: String, email: String)] = [:]
    let ids = "[" + learners.map { $0.lmsUserID.map(String.init) ?? "null" }.joined(separator: ",") + "]"
    let users = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT j.key, u.email, p.name FROM json_each(?) j CROSS JOIN main.auth_user u ON u.id = j.value
        LEFT JOIN main.auth_userprofile p ON p.user_id = u.id
        """,
      arguments: [ids]
    )
    while let row = try users.next() { known[try row.count(0)] = (try row.text(2), try row.text(1)) }
    return try learners.enumerated().map { place, learner in
      var person = known[place] ?? ("", "")
      if person.name.isEmpty || person.email.isEmpty, let user = try account(db, learner) {
        if person.name.isEmpty { person.name = user.fullName }
        if person.email.isEmpty { person.email = user.email }
      }
      return LearnerPerson(
        username: learner.username,
        lmsUserID: learner.lmsUserID,
        fullName: person.name,
        email: person.email,
        notes: learner.notes
      )
    }
  }

  fileprivate static func account(_ db: Database, _ learner: Learner) throws -> CredentialsUser? {
    for name in learner.credentialNames {
      if let user = try CredentialsUser(db, username: name) { return user }
    }
    return nil
  }
}
