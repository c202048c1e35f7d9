import Credentials
import GRDB
import OpenEdX
import Testing

@Suite("A copy that follows a site")
struct CopyTests {
  private static let uuid = "0123456789abcdef0123456789abcdef"

  private func posted(
    _ username: String,
    _ key: String,
    _ status: CredentialStatus = .awarded,
    date: UTCTime? = nil
  ) -> CredentialsRequest {
    .courseCredential(
      CourseCredentialPost(
        username: username,
        status: status,
        courseRunKey: key,
        mode: .verified,
        dateOverride: date
      )
    )
  }

  private func accepted(_ members: [String: JSONValue]) -> CredentialsAnswer {
    CredentialsAnswer(
      status: 201,
      body: .object(
        [
          "uuid": "01234567-89ab-cdef-0123-456789abcdef", "created": "2024-02-03T04:05:06Z",
          "modified": "2026-11-20T10:00:00Z",
        ].merging(members) { $1 }
      )
    )
  }

  private func run(_ fixture: EmbeddedServiceFixture) throws -> String {
    try fixture.value(
      "SELECT r.key FROM catalog_courserun r JOIN credentials_coursecertificate c "
        + "ON c.course_run_id = r.id AND c.is_active ORDER BY c.id LIMIT 1"
    )
  }

  private func row(_ fixture: EmbeddedServiceFixture, _ username: String) throws -> String {
    try fixture.value(
      "SELECT uuid || ' ' || created || ' ' || modified || ' ' || status FROM credentials_usercredential "
        + "WHERE username = ?",
      [username]
    )
  }

  @Test("has the site's uuid and times, for a new row and for one of its own, with the override as it was posted")
  func identity() async throws {
    let fixture = try EmbeddedServiceFixture()
    let key = try run(fixture)
    let expected = "\(Self.uuid) 2024-02-03 04:05:06 2026-11-20 10:00:00"
    let override = try #require(UTCTime("2025-01-02T03:04:05Z"))
    let first = try await fixture.service.follow(
      posted("newcomer", key, date: override),
      accepted: accepted(["username": "newcomer"])
    )
    #expect(first.status == 201)
    #expect(try row(fixture, "newcomer") == expected + " awarded")
    #expect(
      try fixture.value(
        "SELECT d.date FROM credentials_usercredentialdateoverride d JOIN credentials_usercredential u "
          + "ON u.id = d.user_credential_id WHERE u.username = 'newcomer'"
      ) == "2025-01-02 03:04:05"
    )

    let other = try EmbeddedServiceFixture()
    try await other.award("newcomer", key)
    let again = try await other.service.follow(
      posted("newcomer", key, .revoked),
      accepted: accepted(["username": "newcomer"])
    )
    #expect(again.status == 201)
    #expect(try row(other, "newcomer") == expected + " revoked")
    #expect(try other.value("SELECT count(*) FROM credentials_usercredential WHERE username = 'newcomer'") == "1")
  }

  @Test("spells the learner as the site does, and takes no name from an answer about somebody else")
  func spelling() async throws {
    let fixture = try EmbeddedServiceFixture()
    let key = try run(fixture)
    _ = try await fixture.service.follow(posted("newcomer", key), accepted: accepted(["username": "NewComer"]))
    #expect(try row(fixture, "NewComer").hasPrefix(Self.uuid))
    let other = try EmbeddedServiceFixture()
    _ = try await other.service.follow(posted("newcomer", key), accepted: accepted(["username": "mallory"]))
    #expect(try row(other, "newcomer").hasPrefix(Self.uuid))
    #expect(try other.value("SELECT count(*) FROM credentials_usercredential WHERE username = 'mallory'") == "0")
  }

  @Test("keeps its own identity and times where the answer has none that can be read")
  func withoutIdentity() async throws {
    let fixture = try EmbeddedServiceFixture()
    let key = try run(fixture)
    let hostile = CredentialsAnswer(status: 201, body: ["uuid": "'); DROP TABLE", "created": "soon", "modified": 5])
    #expect(try await fixture.service.follow(posted("newcomer", key), accepted: hostile).status == 201)
    let stored = try row(fixture, "newcomer")
    #expect(stored.contains("2026-11-22 20:09") && stored.hasSuffix(" awarded"), "\(stored)")
  }

  @Test("keeps nothing when the site's uuid already stands for another row")
  func clash() async throws {
    let fixture = try EmbeddedServiceFixture()
    let key = try run(fixture)
    _ = try await fixture.service.follow(posted("newcomer", key), accepted: accepted(["username": "newcomer"]))
    let before = try fixture.rows()
    let answer = try await fixture.service.follow(posted("second", key), accepted: accepted(["username": "second"]))
    #expect(answer.status == 500)
    #expect(try fixture.rows() == before)
  }

  @Test("gives a grade the site's times")
  func grade() async throws {
    let fixture = try EmbeddedServiceFixture()
    let grade = SendGrade.Grade(letter: "A", percent: 0.9, modified: nil)
    let post = GradePost(username: "newcomer", courseRunKey: try run(fixture), grade: grade)
    #expect(try await fixture.service.follow(.grade(post), accepted: accepted([:])).status == 201)
    #expect(
      try fixture.value("SELECT created || ' ' || modified FROM records_usergrade WHERE username = 'newcomer'")
        == "2024-02-03 04:05:06 2026-11-20 10:00:00"
    )
  }
}
