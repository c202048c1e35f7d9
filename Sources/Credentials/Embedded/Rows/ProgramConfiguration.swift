import DatabaseFile
import GRDB
import OpenEdX

/// The `ProgramCertificate` of a program: what a program award points at. It is never made by an award.
struct ProgramConfiguration {
  let id: Int64
  let uuid: ProgramUUID
  let siteID: Int64

  /// The program's active configuration (<doc:CredentialsAPI#Credentials>).
  ///
  /// - Parameter text: the UUID as it was posted, for the message.
  /// - Throws: `CredentialsRefusal` when there is none, or several (on several sites); `DatabaseError`.
  static func find(_ uuid: ProgramUUID, text: String, in db: Database) throws -> ProgramConfiguration {
    let statement = try db.cachedStatement(
      sql: """
        SELECT id, site_id, is_active FROM credentials_programcertificate WHERE program_uuid IN (?, ?, ?)
        """
    )
    let rows = try StoredRow.fetchAll(statement, arguments: uuid.storedForms).filter { try $0.flag(2) }
    guard let row = rows.first else {
      throw CredentialsRefusal.credential("program_uuid", "No active ProgramCertificate exists for program [\(text)]")
    }
    guard rows.count == 1 else { throw CredentialsRefusal.crash("the program has several active configurations") }
    return try ProgramConfiguration(id: row.integer(0), uuid: uuid, siteID: row.integer(1))
  }

  /// Fails where the real service's mail to pathways fails: on a first award, when the site has learner records on and
  /// the learner has no account, or the catalog lacks the program (<doc:CredentialsAPI#Credentials>,
  /// <doc:CredentialsAPI#What-an-award-sets-off>).
  func checkMailing(to username: String, in db: Database) throws {
    let recordsEnabled = try StoredRow.fetchOne(
      try db.cachedStatement(sql: "SELECT records_enabled FROM core_siteconfiguration WHERE site_id = ?"),
      arguments: [siteID]
    )?.flag(0)
    guard recordsEnabled == true else { return }
    guard try Self.hasAccount(username, in: db) else {
      throw CredentialsRefusal.crash("the learner has no account in Credentials, and a program's mail needs one")
    }
    let program = try StoredRow.fetchOne(
      try db.cachedStatement(sql: "SELECT id FROM catalog_program WHERE site_id = ? AND uuid IN (?, ?, ?)"),
      arguments: [siteID] + uuid.storedForms
    )
    if program == nil { throw CredentialsRefusal.crash("the catalog has no such program") }
  }

  /// Asks exactly first: that is the usual case, and Django's index serves only it.
  private static func hasAccount(_ username: String, in db: Database) throws -> Bool {
    let exact = try db.cachedStatement(sql: "SELECT id FROM core_user WHERE username = ?")
    if try StoredRow.fetchOne(exact, arguments: [username]) != nil { return true }
    let anyCase = try db.cachedStatement(sql: "SELECT id FROM core_user WHERE username = ? COLLATE NOCASE LIMIT 1")
    return try StoredRow.fetchOne(anyCase, arguments: [username]) != nil
  }
}
