import DatabaseFile
import GRDB
import OpenEdX

extension EmbeddedCredentialsService {
  /// Makes or updates a run's certificate configuration by (course id, site, mode) (<doc:CredentialsAPI#Other-writes>).
  ///
  /// A run that the catalog lacks is kept without one. A second mode for the same run breaks the one-to-one with the
  /// catalog's run, which is a 500.
  func keep(_ request: CourseCertificateRequest, isFollowing: Bool = false, in db: Database) throws -> CredentialsAnswer
  {
    let now = clock().databaseText
    let run = try CatalogRun.find(request.courseID, in: db)
    let siteID = isFollowing ? run?.siteID ?? site.id : site.id
    let find = try db.cachedStatement(
      sql: """
        SELECT id, course_id FROM credentials_coursecertificate
        WHERE course_id = ?1 COLLATE NOCASE AND certificate_type = ?2 AND site_id = ?3
        ORDER BY course_id = ?1 DESC, id LIMIT 1
        """
    )
    let stored = try StoredRow.fetchOne(find, arguments: [request.courseID, request.mode, siteID])
    let date = request.availableDate?.databaseText
    if let stored {
      let update = try db.cachedStatement(
        sql: """
          UPDATE credentials_coursecertificate
          SET modified = ?, is_active = ?, course_run_id = ?, certificate_available_date = ?
          WHERE id = ?
          """
      )
      try update.execute(arguments: [now, request.isActive, run?.id, date, stored.integer(0)])
    } else {
      let insert = try db.cachedStatement(
        sql: """
          INSERT INTO credentials_coursecertificate
            (created, modified, is_active, title, course_id, certificate_type, site_id, course_run_id,
             certificate_available_date)
          VALUES (?1, ?1, ?2, NULL, ?3, ?4, ?5, ?6, ?7)
          """
      )
      try insert.execute(
        arguments: [now, request.isActive, request.courseID, request.mode, siteID, run?.id, date]
      )
    }
    let id = try stored?.integer(0) ?? db.lastInsertedRowID
    return CredentialsAnswer(
      status: 201,
      body: [
        "id": JSONValue(id),
        "site": JSONValue(siteID),
        "course_id": .string(try stored?.text(1) ?? request.courseID),
        "course_run": run.map { .string($0.key) } ?? nil,
        "certificate_type": .string(request.mode),
        "certificate_available_date": request.availableDate.map { .string($0.apiText) } ?? nil,
        "is_active": .bool(request.isActive),
      ]
    )
  }
}
