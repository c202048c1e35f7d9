import DatabaseFile
import Foundation
import GRDB
import OpenEdX

extension CredentialsSeed {
  /// Writes all rows in one transaction: all of them, or on an error none.
  ///
  /// - Parameters:
  ///   - time: `created` and `modified` of the rows that have no time of their own, UTC.
  ///   - uuid: the identity of a row that has none of its own.
  /// - Throws: `DatabaseFileError`: the file cannot be written, a row is there already, or a row names one that is
  ///   nowhere.
  package func write(
    to database: CredentialsDatabase,
    at time: UTCTime,
    uuid: () -> UUID = { UUID() }
  ) throws(DatabaseFileError) {
    let writer = try database.writer
    try DatabaseFile.translating(path: database.file.path) {
      try writer.write { db in
        try withoutActuallyEscaping(uuid) { uuid in
          let path = database.file.path
          var rows = SeedWriter(
            db: db,
            siteID: try SiteFacts(db, chosen: nil, path: path).id,
            types: try AwardContentTypes(db, path: path),
            now: time.databaseText,
            uuid: uuid,
            references: SeedReferences(path: path)
          )
          try rows.write(self)
        }
      }
    }
  }
}

/// Writes a seed's rows, those that are named before those that name them.
struct SeedWriter {
  let db: Database
  let siteID: Int64
  let types: AwardContentTypes
  let now: String
  let uuid: () -> UUID
  var references: SeedReferences

  mutating func write(_ seed: CredentialsSeed) throws {
    if let site = seed.site { try write(site) }
    for row in seed.organizations { try write(row) }
    for row in seed.courses { try write(row) }
    for row in seed.courseRuns { try write(row) }
    for row in seed.programs { try write(row) }
    for row in seed.pathways { try write(row) }
    for row in seed.learners { try write(row) }
    for row in seed.courseCertificates { try write(row) }
    for row in seed.programCertificates { try write(row) }
    for row in seed.credentials { try write(row) }
    for row in seed.grades { try write(row) }
    for row in seed.sharedRecords { try write(row) }
    for row in seed.creditPathways { try write(row) }
  }

  /// Inserts one row and tells its id.
  @discardableResult
  func insert(_ table: String, _ columns: String, _ values: [(any DatabaseValueConvertible)?]) throws -> Int64 {
    let marks = values.map { _ in "?" }.joined(separator: ", ")
    let statement = try db.cachedStatement(sql: "INSERT INTO \(table) (\(columns)) VALUES (\(marks))")
    try statement.execute(arguments: StatementArguments(values))
    return db.lastInsertedRowID
  }

  /// Inserts one row that others may name, and tells its id.
  @discardableResult
  mutating func insert(
    _ table: SeedTable,
    named name: String,
    _ columns: String,
    _ values: [(any DatabaseValueConvertible)?]
  ) throws -> Int64 {
    let id = try insert(table.rawValue, columns, values)
    references.note(id, of: name, in: table)
    return id
  }

  func hex(_ own: UUID?) -> String { ProgramUUID(own ?? uuid()).hex }

  private func write(_ site: CredentialsSeed.Site) throws {
    try db.execute(
      sql: "UPDATE django_site SET name = ?, domain = ? WHERE id = ?",
      arguments: [site.name, site.domain, siteID]
    )
    try db.execute(sql: "DELETE FROM core_siteconfiguration WHERE site_id = ?", arguments: [siteID])
    try insert(
      "core_siteconfiguration",
      """
      site_id, lms_url_root, catalog_api_url, platform_name, records_enabled, records_help_url, theme_name,
      enable_linkedin_sharing, enable_twitter_sharing, enable_facebook_sharing
      """,
      [siteID, site.lmsRoot, "", site.platformName, site.recordsEnabled, site.recordsHelpURL, "openedx", 1, 1, 0]
    )
  }

  private mutating func write(_ row: CredentialsSeed.Learner) throws {
    try insert(
      .learner,
      named: row.username,
      """
      id, password, last_login, is_superuser, username, first_name, last_name, email, is_staff, is_active,
      date_joined, lms_user_id, full_name
      """,
      [row.id, "", nil, 0, row.username, "", "", row.email, 0, 1, now, row.lmsUserID, row.fullName]
    )
  }
}
