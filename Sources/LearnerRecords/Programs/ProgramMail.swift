import DatabaseFile
import GRDB
import OpenEdX

/// What a program's first award sends (<doc:CredentialsAPI#What-an-award-sets-off>).
///
/// Credentials writes to the partners of pathways to whom the learner has sent the record. Only a site with learner
/// records on does so.
struct ProgramMail {
  /// The sites that have learner records on.
  struct Sites: Sendable {
    fileprivate let ids: Set<Int64>

    init(_ db: Database) throws {
      let isKept = try db.columns(in: "core_siteconfiguration", in: "credentials").contains {
        $0.name == "records_enabled"
      }
      let rows = try StoredRow.fetchAll(
        db,
        sql: "SELECT site_id, \(isKept ? "records_enabled" : "1") FROM credentials.core_siteconfiguration"
      )
      ids = Set(try rows.compactMap { try $0.flag(1) ? try $0.integer(0) : nil })
    }
  }

  private let db: Database
  private let sites: Sites

  init(_ db: Database, _ sites: Sites) {
    self.db = db
    self.sites = sites
  }

  /// How many partners of the program's pathways are written to when the learner is first awarded it: those to whom the
  /// learner has sent this or another program's record, if this one's was ever shared.
  func partners(_ username: String, _ program: Catalog.Program) throws -> Int {
    guard sites.ids.contains(program.siteID) else { return 0 }
    let statement = try db.cachedStatement(
      sql: """
        SELECT count(*) FROM credentials.core_user u
        CROSS JOIN credentials.records_usercreditpathway w ON w.user_id = u.id AND w.status = 'sent'
        CROSS JOIN credentials.catalog_pathway_programs p ON p.pathway_id = w.pathway_id AND p.program_id = ?1
        WHERE u.username = ?2
          AND EXISTS (
            SELECT 1 FROM credentials.records_programcertrecord r WHERE r.user_id = u.id AND r.program_id = ?1)
        """
    )
    return try StoredRow.fetchOne(statement, arguments: [program.id, username])?.count(0) ?? 0
  }
}
