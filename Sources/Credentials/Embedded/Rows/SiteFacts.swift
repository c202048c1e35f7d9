import DatabaseFile
import GRDB

/// The site as which the embedded service answers: of several, the first that has a site configuration.
struct SiteFacts {
  let id: Int64
  /// Where certificates are shown, as `scheme://domain`.
  let root: String

  /// Reads the site.
  ///
  /// - Parameter chosen: its id; nil for the first that has a site configuration.
  init(_ db: Database, chosen: Int64?, path: String) throws {
    let row = try StoredRow.fetchOne(
      db,
      sql: """
        SELECT s.id, s.domain, c.lms_url_root
        FROM django_site s LEFT JOIN core_siteconfiguration c ON c.site_id = s.id
        WHERE ?1 IS NULL OR s.id = ?1 ORDER BY c.id IS NULL, s.id LIMIT 1
        """,
      arguments: [chosen]
    )
    guard let row else {
      throw DatabaseFileError(
        .schema,
        path: path,
        reason: "the table “django_site” has no row" + (chosen.map { " with the id \($0)" } ?? ""),
        remedy: "Copy the whole database of the site; awards belong to a site."
      )
    }
    id = try row.integer(0)
    // The host of a request is not known here; a site's services are reached by the same scheme as its LMS.
    let lms = try row.textOrNil(2)
    let scheme = lms?.hasPrefix("http://") == true ? "http" : "https"
    root = "\(scheme)://\(try row.text(1))"
  }
}

/// The ids of the two content types of awards, which differ from database to database.
struct AwardContentTypes {
  let courseCertificate: Int64
  let programCertificate: Int64

  init(_ db: Database, path: String) throws {
    courseCertificate = try Self.id("coursecertificate", db, path: path)
    programCertificate = try Self.id("programcertificate", db, path: path)
  }

  private static func id(_ model: String, _ db: Database, path: String) throws -> Int64 {
    let sql = "SELECT id FROM django_content_type WHERE app_label = 'credentials' AND model = ?"
    guard let row = try StoredRow.fetchOne(db, sql: sql, arguments: [model]) else {
      throw DatabaseFileError(
        .schema,
        path: path,
        reason: "the table “django_content_type” has no row “credentials, \(model)”",
        remedy: "Copy the whole database of the site; awards are found by this row."
      )
    }
    return try row.integer(0)
  }
}
