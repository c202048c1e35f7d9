import DatabaseFile
import GRDB
import OpenEdX

/// Whom a text means.
package struct LearnerMatch: Sendable {
  /// The learner.
  package let person: LearnerPerson
  /// The name by which the Credentials service knows the learner; nil when it has no such user.
  package let credentialsUsername: String?
}

extension RecordReader {
  /// The learner of that username, e-mail address or LMS user id, in this order; nil when there is none.
  package func findLearner(_ text: String) throws -> LearnerMatch? {
    guard let learner = try learner(named: text) ?? learner(withAddress: text) ?? learner(withID: text),
      let person = try people([learner]).first
    else { return nil }
    // A name of Credentials' own means its user of exactly that name.
    let exact = try CredentialsUser(db, username: text).flatMap { CodePoints.equal($0.username, text) ? $0 : nil }
    let user = try exact ?? credentialsUser(learner)
    return LearnerMatch(person: person, credentialsUsername: user?.username)
  }

  /// The programs with a run for which the learner has a certificate or a course credential, by their digits.
  package func programs(withRunsOf username: String) throws -> [ProgramUUID] {
    guard let learner = try learner(named: username), let rows = try rows(of: [learner]).first else { return [] }
    var places: Set<Int> = []
    for certificate in rows.certificates { places.formUnion(certificate.run.programs) }
    for credential in rows.credentials.courses + (rows.learner.isRetired ? [] : rows.former.courses) {
      guard let id = catalog.courseConfigurations[credential.configurationID]?.runID else { continue }
      places.formUnion(catalog.programsByRun[id] ?? [])
    }
    return places.map { catalog.programs[$0].uuid }.sorted()
  }

  private func learner(withAddress text: String) throws -> Learner? {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return nil }
    if let row = try StoredRow.fetchOne(
      db,
      sql: "SELECT id, username FROM main.auth_user WHERE email = ? COLLATE NOCASE ORDER BY id LIMIT 1",
      arguments: [text]
    ) {
      return try learner(lmsUserID: row.integer(0), username: row.text(1))
    }
    let name = try StoredRow.fetchOne(
      db,
      sql: "SELECT username FROM credentials.core_user WHERE email = ? COLLATE NOCASE ORDER BY id LIMIT 1",
      arguments: [text]
    )?.text(0)
    return try name.flatMap { try learner(named: $0) }
  }

  private func learner(withID text: String) throws -> Learner? {
    guard let id = Int64(text), id > 0 else { return nil }
    if let row = try StoredRow.fetchOne(db, sql: "SELECT username FROM main.auth_user WHERE id = ?", arguments: [id]) {
      return try learner(lmsUserID: id, username: row.text(0))
    }
    let name = try StoredRow.fetchOne(
      db,
      sql: "SELECT username FROM credentials.core_user WHERE lms_user_id = ? ORDER BY id LIMIT 1",
      arguments: [id]
    )?.text(0)
    return try name.flatMap { try learner(named: $0) }
  }
}
