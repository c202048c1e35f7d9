import DatabaseFile
import Foundation
import GRDB
import OpenEdX

/// The switches of the LMS that decide whether anything is sent to Credentials.
package struct LMSGates: Sendable {
  /// Whether Credentials use is on: the newest `CredentialsApiConfig` row has `enabled` and `enable_learner_issuance`.
  ///
  /// Without any row it is off (<doc:LMSConfiguration#Switches>).
  package let issuanceEnabled: Bool
  /// As they are stored: most tasks never ask for learner records, and reading JSON is what takes time here.
  private let sites: [(enabled: Bool, text: String)]

  /// Reads the switches as they stand.
  ///
  /// - Throws: `DatabaseError`.
  package init(_ db: Database) throws {
    issuanceEnabled = try Self.issuanceEnabled(db)
    let rows = try StoredRow.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT enabled, site_values FROM site_configuration_siteconfiguration ORDER BY id
          """
      )
    )
    sites = try rows.map { (try $0.flag(0), try $0.text(1)) }
  }

  /// The newest row's switches. The dates are compared as times, because copies spell them in several forms.
  private static func issuanceEnabled(_ db: Database) throws -> Bool {
    let rows = try StoredRow.fetchCursor(
      db.cachedStatement(
        sql: "SELECT enabled, enable_learner_issuance, change_date FROM credentials_credentialsapiconfig ORDER BY id"
      )
    )
    var current: (date: UTCTime?, isEnabled: Bool)?
    while let row = try rows.next() {
      let (enabled, issuance, date) = (try row.flag(0), try row.flag(1), try row.time(2))
      if let newest = current?.date, date.map({ $0 < newest }) ?? true { continue }
      current = (date, enabled && issuance)
    }
    return current?.isEnabled ?? false
  }

  /// Whether learner records are on for the org of a course key (`ENABLE_LEARNER_RECORDS`, true by default).
  package func learnerRecordsEnabled(forOrg org: String) -> Bool {
    let rows = sites.map { site in
      SiteConfiguration(
        enabled: site.enabled,
        text: site.text,
        values: try? JSONDecoder().decode(JSONValue.self, from: Data(site.text.utf8))
      )
    }
    return SiteConfiguration.learnerRecordsEnabled(forOrg: org, in: rows)
  }
}
