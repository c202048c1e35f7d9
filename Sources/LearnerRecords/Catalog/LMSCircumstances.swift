import DatabaseFile
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
    issuanceEnabled = try Self.issuanceEnabled(db)

    var configurations: [SiteConfiguration] = []
    let sites = try StoredRow.fetchCursor(
      db,
      sql: "SELECT enabled, site_values FROM main.site_configuration_siteconfiguration ORDER BY id"
    )
    while let row = try sites.next() {
      let text = try row.text(1)
      let values = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
      configurations.append(SiteConfiguration(enabled: try row.flag(0), text: text, values: values))
    }
    siteConfigurations = configurations

    var overviews: [ExactText: String?] = [:]
    let rows = try StoredRow.fetchCursor(db, sql: "SELECT id, display_name FROM main.course_overviews_courseoverview")
    while let row = try rows.next() { try overviews.updateValue(row.textOrNil(1), forKey: ExactText(row.text(0))) }
    self.overviews = overviews
    overviewKeysByFoldedKey = Dictionary(
      overviews.keys.map { ($0.text.lowercased(), $0.text) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The newest row's switches. The dates are compared as times, because copies spell them in several forms.
  private static func issuanceEnabled(_ db: Database) throws -> Bool {
    let rows = try StoredRow.fetchCursor(
      db,
      sql: "SELECT enabled, enable_learner_issuance, change_date FROM main.credentials_credentialsapiconfig ORDER BY id"
    )
    var current: (date: UTCTime?, isEnabled: Bool)?
    while let row = try rows.next() {
      let (enabled, issuance, date) = (try row.flag(0), try row.flag(1), try row.time(2))
      if let newest = current?.date, date.map({ $0 < newest }) ?? true { continue }
      current = (date, enabled && issuance)
    }
    return current?.isEnabled ?? false
  }
}
