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
    issuanceEnabled =
      try Bool.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT enabled AND enable_learner_issuance FROM credentials_credentialsapiconfig
            ORDER BY change_date DESC, id DESC LIMIT 1
            """
        )
      ) ?? false
    // A copy of a site's table need not have kept its NOT NULL.
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT coalesce(enabled, 0), coalesce(site_values, '') FROM site_configuration_siteconfiguration ORDER BY id
          """
      )
    )
    sites = rows.map { ($0[0], $0[1]) }
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
