import DatabaseFile
import GRDB
import LMS
import OpenEdX
import TestSupport
import Testing

@Suite("The LMS's switches")
struct GatesTests {
  struct Rows: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// change_date, enabled, enable_learner_issuance, in the order of their ids.
    let rows: [(String, Bool, Bool)]
    let enabled: Bool

    init(_ description: String, _ rows: [(String, Bool, Bool)], _ enabled: Bool) {
      testDescription = description
      self.rows = rows
      self.enabled = enabled
    }
  }

  static let cases = [
    Rows("no row", [], false),
    Rows("both on", [("2026-01-01 00:00:00", true, true)], true),
    Rows("not enabled", [("2026-01-01 00:00:00", false, true)], false),
    Rows("no issuance", [("2026-01-01 00:00:00", true, false)], false),
    Rows("both off", [("2026-01-01 00:00:00", false, false)], false),
    Rows("switched off", [("2026-01-01 00:00:00", true, true), ("2026-01-02 00:00:00", false, false)], false),
    Rows("switched on again", [("2026-01-01 00:00:00", false, true), ("2026-01-02 00:00:00", true, true)], true),
    Rows(
      "the date counts, not the id",
      [("2026-01-02 00:00:00", true, true), ("2026-01-01 00:00:00", false, false)],
      true
    ),
    Rows("a fraction later", [("2026-01-01 00:00:00.500000", true, true), ("2026-01-01 00:00:00", false, true)], true),
    Rows(
      "at one time the newer id",
      [("2026-01-01 00:00:00", true, true), ("2026-01-01 00:00:00", false, true)],
      false
    ),
    Rows(
      "at one time the newer id, on",
      [("2026-01-01 00:00:00", false, true), ("2026-01-01 00:00:00", true, true)],
      true
    ),
  ]

  @Test("Credentials use is on when the newest row has both switches on", arguments: cases)
  func issuance(_ rows: Rows) throws {
    var seed = LMSSeed()
    seed.apiConfigs = try rows.rows.map {
      LMSSeed.APIConfig(changeDate: try #require(UTCTime($0.0)), enabled: $0.1, enableLearnerIssuance: $0.2)
    }
    let campus = try Campus(seed)
    #expect(try campus.gates().issuanceEnabled == rows.enabled)
  }

  @Test("Learner records are switched by the site that names the organization")
  func records() throws {
    var seed = LMSSeed()
    seed.sites = [
      LMSSeed.Site(
        domain: "a.example.org",
        values: #"{"course_org_filter": ["edX"], "ENABLE_LEARNER_RECORDS": false}"#
      ),
      LMSSeed.Site(domain: "b.example.org", values: #"{"course_org_filter": "edX", "ENABLE_LEARNER_RECORDS": true}"#),
      LMSSeed.Site(domain: "c.example.org", values: #"{"course_org_filter": "MITx", "ENABLE_LEARNER_RECORDS": true}"#),
      LMSSeed.Site(
        domain: "d.example.org",
        enabled: false,
        values: #"{"course_org_filter": "OffX", "ENABLE_LEARNER_RECORDS": false}"#
      ),
      LMSSeed.Site(domain: "e.example.org", values: "no JSON"),
    ]
    let gates = try Campus(seed).gates()
    #expect(!gates.learnerRecordsEnabled(forOrg: "edX"), "the first site by id answers")
    #expect(gates.learnerRecordsEnabled(forOrg: "edx"), "names are compared exactly")
    #expect(gates.learnerRecordsEnabled(forOrg: "MITx"))
    #expect(gates.learnerRecordsEnabled(forOrg: "OffX"))
    #expect(gates.learnerRecordsEnabled(forOrg: "NobodyX"))
  }

  @Test("The transaction that turns a switch sees it turned, others after its commit")
  func insideTheTransaction() throws {
    let campus = try Campus()
    let (inside, outside) = try campus.database.transaction { transaction in
      try transaction.db.execute(
        sql: "INSERT INTO credentials_credentialsapiconfig (change_date, enabled) VALUES ('2030-01-01 00:00:00', 0)"
      )
      return (try transaction.gates().issuanceEnabled, try campus.gates().issuanceEnabled)
    }
    #expect(!inside)
    #expect(outside)
    #expect(try !campus.gates().issuanceEnabled)
  }

  @Test("A copy that allows NULL where the LMS has none does not stop the program")
  func nulls() throws {
    let campus = try Campus()
    try campus.execute(
      """
      DROP TABLE site_configuration_siteconfiguration;
      CREATE TABLE site_configuration_siteconfiguration (id INTEGER, enabled INTEGER, site_values TEXT);
      INSERT INTO site_configuration_siteconfiguration VALUES (1, NULL, NULL), (2, 1, NULL);
      INSERT INTO site_configuration_siteconfiguration
        VALUES (3, 1, '{"course_org_filter": "edX", "ENABLE_LEARNER_RECORDS": false}');
      """
    )
    #expect(try !campus.gates().learnerRecordsEnabled(forOrg: "edX"))
  }
}

extension Campus {
  fileprivate func gates() throws -> LMSGates { try database.file.reader.read { try LMSGates($0) } }
}
