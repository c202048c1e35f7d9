import DatabaseFile
import GRDB
import OpenEdX

/// The `CourseCertificate` of a run: what an award of a course run points at.
struct CourseRunConfiguration {
  let id: Int64
  let isActive: Bool
  /// The stored mode; the one posted never changes it.
  let mode: String
  /// The key as the catalog spells it.
  let runKey: String

  /// The run's configuration, made when there is none (<doc:CredentialsAPI#Credentials>).
  ///
  /// Of several catalog rows with the key the first counts, on whichever site. A configuration that has the run but
  /// another `course_id` or another site, or the `course_id` but no run, is not found by the real service, whose attempt
  /// to make one then fails.
  ///
  /// - Parameter site: the site that is served; nil for a copy, which follows whichever site the run is of.
  /// - Throws: `CredentialsRefusal` when the run is unknown or a needed mode is missing; `DatabaseError`.
  static func findOrCreate(
    key: String,
    mode: String?,
    site: Int64?,
    at time: UTCTime,
    in db: Database
  ) throws -> CourseRunConfiguration {
    let find = try db.cachedStatement(
      sql: """
        SELECT r.id, r.key, c.id, c.is_active, c.certificate_type, k.site_id
        FROM catalog_courserun r JOIN catalog_course k ON k.id = r.course_id
        LEFT JOIN credentials_coursecertificate c ON c.course_run_id = r.id AND c.course_id = ?1 COLLATE NOCASE
          AND (?2 IS NULL OR c.site_id = ?2)
        WHERE r.key = ?1 COLLATE NOCASE
        ORDER BY r.id LIMIT 1
        """
    )
    guard let row = try StoredRow.fetchOne(find, arguments: [key, site]) else {
      throw CredentialsRefusal.credential(
        "course_run_key",
        "CourseCertificate failed to create because the CourseRun \(key) doesn't exist in the catalog"
      )
    }
    let runKey = try row.text(1)
    if let id = try row.integerOrNil(2) {
      return try CourseRunConfiguration(id: id, isActive: row.flag(3), mode: row.text(4), runKey: runKey)
    }
    guard let mode else { throw CredentialsRefusal.crash("a configuration needs credential.mode") }
    let make = try db.cachedStatement(
      sql: """
        INSERT INTO credentials_coursecertificate
          (created, modified, is_active, title, course_id, certificate_type, site_id, course_run_id,
           certificate_available_date)
        VALUES (?1, ?1, 1, NULL, ?2, ?3, ?4, ?5, NULL)
        """
    )
    try make.execute(arguments: [time.databaseText, key, mode, site ?? row.integer(5), row.integer(0)])
    return CourseRunConfiguration(id: db.lastInsertedRowID, isActive: true, mode: mode, runKey: runKey)
  }
}

/// A run of the catalog, found by its key without case.
struct CatalogRun {
  let id: Int64
  /// As the catalog spells it.
  let key: String
  /// The site of its course.
  let siteID: Int64

  /// The run, or nil when the catalog has none.
  ///
  /// - Parameter site: the site that its course must be of; nil for any.
  /// - Throws: `CredentialsRefusal.crash` when there are several: the catalog does not keep keys unique.
  static func find(_ key: String, site: Int64? = nil, in db: Database) throws -> CatalogRun? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT r.id, r.key, k.site_id FROM catalog_courserun r JOIN catalog_course k ON k.id = r.course_id
        WHERE r.key = ?1 COLLATE NOCASE AND (?2 IS NULL OR k.site_id = ?2) LIMIT 2
        """
    )
    let rows = try StoredRow.fetchAll(statement, arguments: [key, site])
    guard rows.count < 2 else { throw CredentialsRefusal.crash("the catalog has several runs of that key") }
    return try rows.first.map { try CatalogRun(id: $0.integer(0), key: $0.text(1), siteID: $0.integer(2)) }
  }
}
