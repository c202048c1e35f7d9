import DatabaseFile
import Foundation
import GRDB
import OpenEdX

/// What the LMS's configuration says for all learners.
struct LMSCircumstances {
  /// `CredentialsApiConfig.current()`: the newest row, enabled and with learner issuance
  /// (<doc:LMSConfiguration#Switches>).
  let issuanceEnabled: Bool
  let honorCertificatesDisabled: Bool
  let siteConfigurations: [SiteConfiguration]
  /// The course overviews by the run's key.
  let overviews: [ExactText: CourseOverview]
  /// The same keys without case.
  let overviewKeysByFoldedKey: [String: String]
  /// The slugs of the runs' course modes; nil where the copy lacks the table.
  let courseModes: [ExactText: [CourseMode]]?

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

    overviews = try CourseOverview.all(db)
    courseModes = try Self.courseModes(db)
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

  /// The certificate available date that the LMS computes for a run, spelled exactly so.
  func availableDate(_ courseRun: ExactText) -> ComputedAvailableDate {
    guard let overview = overviews[courseRun] else { return .unknown(.noOverview) }
    guard let settings = overview.certificateSettings, let courseModes else { return .unknown(.notInCopy) }
    return ComputedAvailableDate(
      settings,
      modes: courseModes[courseRun] ?? [],
      honorCertificatesDisabled: honorCertificatesDisabled
    )
  }

  private static func courseModes(_ db: Database) throws -> [ExactText: [CourseMode]]? {
    guard try db.tableExists("course_modes_coursemode", in: "main") else { return nil }
    var modes: [ExactText: [CourseMode]] = [:]
    let rows = try StoredRow.fetchCursor(
      db,
      sql: "SELECT course_id, mode_slug FROM main.course_modes_coursemode ORDER BY id"
    )
    while let row = try rows.next() {
      modes[ExactText(try row.text(0)), default: []].append(CourseMode(rawValue: try row.text(1)))
    }
    return modes
  }
}
