import DatabaseFile
import Foundation
import GRDB
import OpenEdX

/// One row of `credentials_usercredential` as an answer shows it, with its attributes and its date override.
struct AwardRow {
  let id: Int64
  /// Whether this post made it.
  let isNew: Bool
  /// As it is stored; a post in another case finds the row and leaves this.
  let username: String
  let status: String
  let uuid: ProgramUUID
  let created: String
  let modified: String
  /// In the order of their names.
  private(set) var attributes: [AwardRequest.Attribute] = []
  private(set) var override: String?

  /// Finds the learner's award of the configuration without case, and sets its status; makes it where there is none.
  ///
  /// Should a database hold two rows that differ only in case, the exact one is taken.
  static func upsert(
    username: String,
    contentType: Int64,
    configuration: Int64,
    status: CredentialStatus,
    at time: UTCTime,
    newUUID: () -> UUID,
    form: UUIDForm,
    in db: Database
  ) throws -> AwardRow {
    let now = time.databaseText
    let find = try db.cachedStatement(
      sql: """
        SELECT u.id, u.username, u.uuid, u.created, d.date
        FROM credentials_usercredential u
        LEFT JOIN credentials_usercredentialdateoverride d ON d.user_credential_id = u.id
        WHERE u.username = ?1 COLLATE NOCASE AND u.credential_content_type_id = ?2 AND u.credential_id = ?3
        ORDER BY u.username = ?1 DESC, u.id LIMIT 1
        """
    )
    guard let row = try StoredRow.fetchOne(find, arguments: [username, contentType, configuration]) else {
      let uuid = ProgramUUID(newUUID())
      let insert = try db.cachedStatement(
        sql: """
          INSERT INTO credentials_usercredential
            (created, modified, username, status, uuid, credential_content_type_id, credential_id)
          VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6)
          """
      )
      try insert.execute(arguments: [now, username, status.rawValue, form.column(uuid), contentType, configuration])
      return AwardRow(
        id: db.lastInsertedRowID,
        isNew: true,
        username: username,
        status: status.rawValue,
        uuid: uuid,
        created: now,
        modified: now
      )
    }
    let id = try row.integer(0)
    let uuid = try row.programUUID(2)
    let update = try db.cachedStatement(
      sql: "UPDATE credentials_usercredential SET status = ?, modified = ? WHERE id = ?"
    )
    try update.execute(arguments: [status.rawValue, now, id])
    return try AwardRow(
      id: id,
      isNew: false,
      username: row.text(1),
      status: status.rawValue,
      uuid: uuid ?? ProgramUUID(newUUID()),
      created: row.timeText(3) ?? "",
      modified: now,
      override: row.timeText(4)
    )
  }

  /// Sets the named attributes and reads all of them; none is ever deleted.
  mutating func keep(attributes posted: [AwardRequest.Attribute], at time: UTCTime, in db: Database) throws {
    if isNew, posted.isEmpty { return }
    for attribute in posted {
      let upsert = try db.cachedStatement(
        sql: """
          INSERT INTO credentials_usercredentialattribute (created, modified, name, value, user_credential_id)
          VALUES (?1, ?1, ?2, ?3, ?4)
          ON CONFLICT (user_credential_id, name) DO UPDATE SET value = excluded.value, modified = excluded.modified
          """
      )
      try upsert.execute(arguments: [time.databaseText, attribute.name, attribute.value, id])
    }
    let all = try db.cachedStatement(
      sql: "SELECT name, value FROM credentials_usercredentialattribute WHERE user_credential_id = ? ORDER BY name"
    )
    attributes = try StoredRow.fetchAll(all, arguments: [id]).map {
      try AwardRequest.Attribute(name: $0.text(0), value: $0.text(1))
    }
  }

  /// Stores the override with its microseconds, or deletes the stored one.
  mutating func keep(override date: UTCTime?, at time: UTCTime, in db: Database) throws {
    guard let date else {
      guard override != nil else { return }
      let delete = try db.cachedStatement(
        sql: "DELETE FROM credentials_usercredentialdateoverride WHERE user_credential_id = ?"
      )
      try delete.execute(arguments: [id])
      override = nil
      return
    }
    let upsert = try db.cachedStatement(
      sql: """
        INSERT INTO credentials_usercredentialdateoverride (created, modified, date, user_credential_id)
        VALUES (?1, ?1, ?2, ?3)
        ON CONFLICT (user_credential_id) DO UPDATE SET date = excluded.date, modified = excluded.modified
        """
    )
    try upsert.execute(arguments: [time.databaseText, date.databaseText, id])
    override = date.databaseText
  }
}
