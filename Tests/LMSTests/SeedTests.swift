import DatabaseFile
import GRDB
import LMS
import OpenEdX
import TestSupport
import Testing

@Suite("Seeding an LMS")
struct SeedTests {
  static let time = "2026-06-17 10:09:52.572000"

  static func full() -> LMSSeed {
    var seed = Campus.usual
    seed.overviews.append(
      LMSSeed.Overview(
        courseRunKey: "MITx/6.002x/2013",
        org: "MITx",
        displayName: "Circuits",
        selfPaced: true,
        end: UTCTime("2026-12-31"),
        displayBehavior: nil,
        availableDate: UTCTime("2027-01-15 12:00:00.5")
      )
    )
    seed.certificates = [
      LMSSeed.Certificate(
        userID: 11,
        courseRunKey: Campus.run,
        values: CertificateValues(status: .downloadable, mode: .verified, grade: "0.85"),
        modified: Campus.start,
        verifyUUID: "abc",
        dateOverride: UTCTime("2026-07-01")
      ),
      LMSSeed.Certificate(
        userID: 12,
        courseRunKey: Campus.run,
        values: CertificateValues(status: .auditPassing, mode: .audit),
        modified: Campus.start
      ),
    ]
    seed.grades = [
      LMSSeed.Grade(userID: 11, courseRunKey: Campus.run, percent: 0.85, letter: "B", modified: Campus.start),
      LMSSeed.Grade(userID: 12, courseRunKey: Campus.run, percent: 0.1, letter: "", modified: Campus.start),
    ]
    seed.sites = [
      LMSSeed.Site(domain: "a.example.org", values: #"{"course_org_filter": "edX"}"#),
      LMSSeed.Site(domain: "b.example.org", enabled: false),
    ]
    return seed
  }

  @Test("Every kind of row is written with its values")
  func writesAll() throws {
    let campus = try Campus(Self.full())
    #expect(
      try campus.rows("SELECT id, username, email FROM auth_user ORDER BY id")
        == ["11|ada|ada@example.org", "12|zo\u{EB}|zoe@example.org"]
    )
    #expect(try campus.rows("SELECT user_id, name FROM auth_userprofile") == ["11|Ada Lovelace"])
    #expect(
      try campus.rows(
        """
        SELECT id, org, display_name, self_paced, "end", certificates_display_behavior, certificate_available_date,
          version, created
        FROM course_overviews_courseoverview ORDER BY rowid
        """
      ) == [
        "\(Campus.run)|edX|Demonstration|0|NULL|early_no_info|NULL|19|\(Self.time)",
        "MITx/6.002x/2013|MITx|Circuits|1|2026-12-31 00:00:00|NULL|2027-01-15 12:00:00.500000|19|\(Self.time)",
      ]
    )
    #expect(
      try campus.rows(
        """
        SELECT id, user_id, course_id, verify_uuid, status, mode, grade, created_date, modified_date
        FROM certificates_generatedcertificate ORDER BY id
        """
      ) == [
        "1|11|\(Campus.run)|abc|downloadable|verified|0.85|\(Self.time)|\(Self.time)",
        "2|12|\(Campus.run)||audit_passing|audit||\(Self.time)|\(Self.time)",
      ]
    )
    #expect(
      try campus.rows(
        "SELECT generated_certificate_id, date, modified, overridden_by_id FROM certificates_certificatedateoverride"
      ) == ["1|2026-07-01 00:00:00|\(Self.time)|11"]
    )
    #expect(
      try campus.rows(
        """
        SELECT user_id, course_id, percent_grade, letter_grade, modified, passed_timestamp
        FROM grades_persistentcoursegrade ORDER BY id
        """
      ) == ["11|\(Campus.run)|0.85|B|\(Self.time)|\(Self.time)", "12|\(Campus.run)|0.1||\(Self.time)|NULL"]
    )
    #expect(
      try campus.rows("SELECT change_date, enabled, enable_learner_issuance FROM credentials_credentialsapiconfig")
        == ["\(Self.time)|1|1"]
    )
    #expect(
      try campus.rows(
        """
        SELECT domain, enabled, site_values FROM site_configuration_siteconfiguration
        JOIN django_site ON django_site.id = site_id ORDER BY site_configuration_siteconfiguration.id
        """
      ) == [#"a.example.org|1|{"course_org_filter": "edX"}"#, "b.example.org|0|{}"]
    )
  }

  @Test("It writes no history and tells nobody")
  func silent() throws {
    let campus = try Campus()
    var seed = Self.full()
    (seed.users, seed.overviews) = ([], [])
    try seed.write(to: campus.database)
    #expect(try campus.count("certificates_generatedcertificate") == 2)
    #expect(try campus.count("certificates_historicalgeneratedcertificate") == 0)
    #expect(campus.receiver.signals.isEmpty)
  }

  @Test("A row that collides undoes the whole seed")
  func collision() throws {
    let campus = try Campus()
    var seed = LMSSeed()
    seed.users = [
      LMSSeed.User(id: 21, username: "grace", email: "grace@example.org"),
      LMSSeed.User(id: 22, username: "ADA", email: "other@example.org"),
    ]
    let error = try #require(throws: DatabaseFileError.self) { try seed.write(to: campus.database) }
    #expect(error.reason.contains("auth_user.username"))
    #expect(try campus.rows("SELECT id FROM auth_user ORDER BY id") == ["11", "12"])
  }
}
