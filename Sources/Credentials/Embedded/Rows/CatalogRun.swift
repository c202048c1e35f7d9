import GRDB

/// A run of the catalog, found by its key without case.
struct CatalogRun {
  let id: Int64
  /// As the catalog spells it.
  let key: String
  /// The site of its course. The real service takes the site from the host of the request; the embedded one has no
  /// host, and the course's site is where such a request would have gone.
  let siteID: Int64

  /// The run, or nil when the catalog has none.
  ///
  /// - Throws: `CredentialsRefusal.crash` when there are several: the catalog does not keep keys unique.
  static func find(_ key: String, in db: Database) throws -> CatalogRun? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT r.id, r.key, k.site_id FROM catalog_courserun r JOIN catalog_course k ON k.id = r.course_id
        WHERE r.key = ? COLLATE NOCASE LIMIT 2
        """
    )
    let rows = try Row.fetchAll(statement, arguments: [key])
    guard rows.count < 2 else { throw CredentialsRefusal.crash("the catalog has several runs of that key") }
    return rows.first.map { CatalogRun(id: $0[0], key: $0[1], siteID: $0[2]) }
  }
}
