import DatabaseFile
import GRDB
import LMS
import OpenEdX
import TestSupport
import Testing

@Suite("What award_course_certificate reads")
struct AwardFactsTests {
  static func facts(
    _ campus: Campus,
    _ username: String = "ada",
    _ run: String = Campus.run
  ) throws -> AwardCourseCertificate {
    try campus.database.awardCourseCertificate(username: username, courseRunKey: run)
  }

  @Test("All that is there is found, and the post is decided")
  func healthy() throws {
    let campus = try Campus()
    try campus.save()
    let facts = try Self.facts(campus)
    #expect(facts.username == "ada")
    #expect(facts.courseRunKey == Campus.run)
    #expect(facts.issuanceEnabled)
    #expect(facts.userExists)
    #expect(facts.hasOverview)
    #expect(!facts.honorCertificatesDisabled)
    let certificate = try #require(facts.certificate)
    #expect(certificate.status == .downloadable)
    #expect(certificate.mode == .verified)
    #expect(certificate.dateOverride == nil)
    #expect(try facts.post().status == .awarded)
  }

  @Test("Audit certificates are found too; the decision leaves them out")
  func audit() throws {
    let campus = try Campus()
    try campus.save("ada", Campus.run, .auditPassing, mode: .audit)
    let facts = try Self.facts(campus)
    #expect(facts.certificate?.status == .auditPassing)
    #expect(facts.certificate?.mode == .audit)
    #expect(throws: TaskObstacle.skip("user ada has not earned a course certificate in \(Campus.run)")) {
      try facts.post()
    }
  }

  @Test("The certificate's own override is found, not another's")
  func override() throws {
    var seed = Campus.usual
    let date = UTCTime(microseconds: 1_700_000_000_123_456)
    seed.certificates = ["ada": 11, "zo\u{EB}": 12].sorted { $0.value < $1.value }.map {
      LMSSeed.Certificate(
        userID: $0.value,
        courseRunKey: Campus.run,
        values: CertificateValues(status: .downloadable, mode: .verified),
        modified: Campus.start,
        dateOverride: $0.key == "ada" ? date : nil
      )
    }
    let campus = try Campus(seed)
    #expect(try Self.facts(campus).certificate?.dateOverride == date)
    let other = try #require(try Self.facts(campus, "zo\u{EB}").certificate)
    #expect(other.dateOverride == nil)
  }

  @Test("What is missing is told as missing")
  func missing() throws {
    let campus = try Campus(LMSSeed())
    let facts = try Self.facts(campus)
    #expect(!facts.issuanceEnabled)
    #expect(!facts.userExists)
    #expect(facts.certificate == nil)
    #expect(!facts.hasOverview)
  }

  @Test("A certificate of another run or another learner is not the one")
  func others() throws {
    let campus = try Campus()
    try campus.save("ada", "course-v1:edX+DemoX+2021")
    try campus.save("zo\u{EB}", Campus.run)
    #expect(try Self.facts(campus).certificate == nil)
    #expect(try Self.facts(campus).userExists)
  }

  @Test("A user whose name has other capitals is absent, with the certificate", arguments: ["Ada", "ADA", "ada "])
  func userCapitals(_ username: String) throws {
    let campus = try Campus()
    try campus.save()
    let facts = try Self.facts(campus, username)
    #expect(!facts.userExists)
    #expect(facts.certificate == nil)
    #expect(facts.hasOverview)
  }

  @Test("A user whose name is composed otherwise is absent")
  func userComposition() throws {
    let campus = try Campus()
    #expect(try Self.facts(campus, "zo\u{EB}").userExists)
    #expect(try !Self.facts(campus, "zoe\u{308}").userExists)
  }

  @Test("A certificate and an overview that spell the run with other capitals are absent, each for itself")
  func runCapitals() throws {
    let campus = try Campus()
    try campus.save("ada", "course-v1:EDX+DemoX+2020")
    let facts = try Self.facts(campus)
    #expect(facts.userExists)
    #expect(facts.certificate == nil)
    #expect(facts.hasOverview)
    let other = try Self.facts(campus, "ada", "course-v1:EDX+DemoX+2020")
    #expect(other.certificate != nil)
    #expect(!other.hasOverview)
  }

  @Test("It can be read from a file that is opened for reading only")
  func readOnly() throws {
    let campus = try Campus()
    try campus.save()
    let database = try LMSDatabase(path: campus.database.file.path, access: .readOnly)
    let facts = try database.awardCourseCertificate(username: "ada", courseRunKey: Campus.run)
    #expect(facts.certificate?.status == .downloadable)
  }

  @Test("A copy that allows NULL where the LMS has none does not stop the program")
  func nulls() throws {
    let campus = try Campus()
    try campus.holdNullCertificate()
    let certificate = try #require(try Self.facts(campus).certificate)
    #expect(certificate.status.rawValue == "")
    #expect(certificate.mode.rawValue == "")
  }
}
