import DatabaseFile
import GRDB

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
