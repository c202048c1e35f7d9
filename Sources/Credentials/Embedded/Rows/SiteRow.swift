import GRDB
import OpenEdX

/// What a site's answer says of the row that it made or changed.
struct SiteRow {
  /// Nil for rows without one, such as grades.
  let uuid: ProgramUUID?
  let created: UTCTime?
  let modified: UTCTime?

  /// Reads an answer; text from outside that is no uuid and no time is left out.
  init(_ answer: CredentialsAnswer) {
    uuid = answer.body["uuid"]?.string.flatMap { ProgramUUID($0) }
    created = answer.body["created"]?.string.flatMap { UTCTime($0) }
    modified = answer.body["modified"]?.string.flatMap { UTCTime($0) }
  }

  /// Gives an award the site's identity and times.
  func identify(award id: Int64, as form: UUIDForm, in db: Database) throws {
    let update = try db.cachedStatement(
      sql: """
        UPDATE credentials_usercredential
        SET uuid = coalesce(?, uuid), created = coalesce(?, created), modified = coalesce(?, modified) WHERE id = ?
        """
    )
    try update.execute(arguments: [uuid.map(form.column), created?.databaseText, modified?.databaseText, id])
  }

  /// Gives a grade the site's times.
  func identify(grade id: Int64, in db: Database) throws {
    let update = try db.cachedStatement(
      sql: "UPDATE records_usergrade SET created = coalesce(?, created), modified = coalesce(?, modified) WHERE id = ?"
    )
    try update.execute(arguments: [created?.databaseText, modified?.databaseText, id])
  }
}
