import DatabaseFile
import GRDB
import OpenEdX

/// A site of the Credentials service. Each serves its own programs and configurations.
package struct CredentialsSite: Sendable, Hashable {
  /// `django_site.id`
  package let id: Int64
  /// The host name by which requests find it.
  package let domain: String
  /// Whether it has a configuration; the service answers nothing for a site without one.
  let isConfigured: Bool
  /// What the pages call the platform.
  package let platformName: String?
  /// Where the pages' help link leads; may be empty.
  package let recordsHelpURL: String
  /// Whether learner records are switched on.
  package let recordsEnabled: Bool
  /// How many programs it has.
  package let programs: Int

  /// The site in a few words.
  package var text: String { domain.isEmpty ? "site \(id)" : "site \(id) (\(domain))" }

  /// All sites by id.
  static func all(_ db: Database) throws -> [CredentialsSite] {
    let columns = Set(try db.columns(in: "core_siteconfiguration", in: "credentials").map(\.name))
    let domain = try db.columns(in: "django_site", in: "credentials").contains { $0.name == "domain" }
    let rows = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT s.id, \(domain ? "s.domain" : "''"), c.site_id, c.platform_name, c.records_help_url,
          \(columns.contains("records_enabled") ? "c.records_enabled" : "1"),
          (SELECT count(*) FROM credentials.catalog_program p WHERE p.site_id = s.id)
        FROM credentials.django_site s LEFT JOIN credentials.core_siteconfiguration c ON c.site_id = s.id
        ORDER BY s.id
        """
    )
    var sites: [CredentialsSite] = []
    while let row = try rows.next() {
      sites.append(
        try CredentialsSite(
          id: row.integer(0),
          domain: row.text(1),
          isConfigured: row.integerOrNil(2) != nil,
          platformName: row.textOrNil(3),
          recordsHelpURL: row.text(4),
          recordsEnabled: row.flag(5),
          programs: Int(clamping: row.integer(6))
        )
      )
    }
    return sites
  }

  /// The site whose pages are shown: the one that was asked for, else the first one that is configured.
  ///
  /// - Throws: `UnknownSite` where there is no such site.
  static func served(_ sites: [CredentialsSite], wanted: String?) throws -> CredentialsSite? {
    // Django's own `SITE_ID`, where nothing is configured.
    guard let wanted else { return sites.first(where: \.isConfigured) ?? sites.first { $0.id == 1 } }
    let isWanted = { (site: CredentialsSite) in
      "\(site.id)" == wanted || site.domain.lowercased() == wanted.lowercased()
    }
    guard let site = sites.first(where: isWanted) else { throw UnknownSite(name: wanted, sites: sites) }
    return site
  }
}

/// A site was asked for that Credentials does not have.
package struct UnknownSite: Error, Sendable, CustomStringConvertible {
  /// What was asked for.
  package let name: String
  /// The sites that there are.
  package let sites: [CredentialsSite]

  /// What is wrong, as a sentence.
  package var description: String {
    "Credentials has no site “\(name)”. It has: \(sites.map(\.text).joined(separator: ", "))."
  }
}

extension RecordReader {
  /// The sites of the Credentials service, by id.
  package var sites: [CredentialsSite] { catalog.sites }

  /// Which site is read, and which others have programs, as a sentence; nil where there is one site.
  package var siteLine: String? {
    guard sites.count > 1, let served = sites.first(where: { $0.id == servedSiteID }) else { return nil }
    let others = sites.filter { $0.id != served.id }.map {
      "\($0.text): \($0.programs) program\($0.programs == 1 ? "" : "s")"
    }
    return "Pages of Credentials' \(served.text). Other sites (\(OptionName.site)): \(others.joined(separator: "; "))."
  }

  /// The id of the site whose pages are shown.
  package var servedSiteID: Int64 { catalog.siteID }
}
