import Foundation
import GRDB
import OpenEdX

/// What the LMS's configuration says, whoever the learner is.
struct LMSCircumstances {
  /// `CredentialsApiConfig.current()`: the newest row, enabled and with learner issuance
  /// (<doc:LMSConfiguration#Switches>).
  let issuanceEnabled: Bool
  let honorCertificatesDisabled: Bool
  let siteConfigurations: [SiteConfiguration]
  /// The display names of the course overviews by the run's key.
  let overviews: [ExactText: String?]
  /// The same keys without case.
  let overviewKeysByFoldedKey: [String: String]

  init(_ db: Database, honorCertificatesDisabled: Bool) throws {
    self.honorCertificatesDisabled = honorCertificatesDisabled
    let current = try Row.fetchOne(
      db,
      sql: """
        SELECT enabled, enable_learner_issuance FROM main.credentials_credentialsapiconfig
        ORDER BY change_date DESC, id DESC LIMIT 1
        """
    )
    issuanceEnabled = current.map { $0.flag(0) && $0.flag(1) } ?? false

    var configurations: [SiteConfiguration] = []
    let sites = try Row.fetchCursor(
      db,
      sql: "SELECT enabled, site_values FROM main.site_configuration_siteconfiguration ORDER BY id"
    )
    while let row = try sites.next() {
      let text = row.text(1)
      let values = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
      configurations.append(SiteConfiguration(enabled: row.flag(0), text: text, values: values))
    }
    siteConfigurations = configurations

    var overviews: [ExactText: String?] = [:]
    let rows = try Row.fetchCursor(db, sql: "SELECT id, display_name FROM main.course_overviews_courseoverview")
    while let row = try rows.next() { overviews.updateValue(row.textOrNil(1), forKey: ExactText(row.text(0))) }
    self.overviews = overviews
    overviewKeysByFoldedKey = Dictionary(
      overviews.keys.map { ($0.text.lowercased(), $0.text) },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
