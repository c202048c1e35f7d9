import Credentials
import DatabaseFile
import GRDB
import OpenEdX
import Testing

/// The catalog of the recorded exchanges is of site 1; here a second site is served.
@Suite struct `A service that serves another site` {
  private static let run = "course-v1:AlphaX+CS103+2024_T2"
  private static let unconfigured = "course-v1:DeltaX+MS403+2024_T3"

  private func other(_ fixture: EmbeddedServiceFixture) async throws -> EmbeddedCredentialsService {
    try await fixture.database.file.writer?.write { db in
      try db.execute(sql: "INSERT INTO django_site (id, domain, name) VALUES (7, 'other.example.org', 'Other')")
    }
    return try EmbeddedCredentialsService(
      database: fixture.database,
      site: 7,
      clock: EmbeddedServiceFixture.steppingClock()
    )
  }

  private func award(_ run: String) -> PostBody {
    .credential(["username": "dana", "credential": ["course_run_key": .string(run), "mode": "verified"]])
  }

  @Test func `fails where the run has its one configuration on its own site, as the real one does`() async throws {
    let fixture = try EmbeddedServiceFixture()
    let service = try await other(fixture)
    let before = try fixture.rows()
    #expect(try await service.answer(award(Self.run)).status == 500)
    #expect(try fixture.rows() == before)
    #expect(try await fixture.service.answer(award(Self.run)).status == 201)
  }

  @Test func `makes a run's first configuration on its own site, and the other one then fails`() async throws {
    let fixture = try EmbeddedServiceFixture()
    let service = try await other(fixture)
    #expect(try await service.answer(award(Self.unconfigured)).status == 201)
    let made = "SELECT site_id FROM credentials_coursecertificate WHERE course_id = ?"
    #expect(try fixture.value(made, [Self.unconfigured]) == "7")
    #expect(try await fixture.service.answer(award(Self.unconfigured)).status == 500)
  }

  @Test func `knows no run of another site's course by a grade, and configures runs on itself`() async throws {
    let fixture = try EmbeddedServiceFixture()
    let service = try await other(fixture)
    let grade: JSONValue = ["username": "dana", "course_run": .string(Self.run), "percent_grade": "0.5"]
    let refused = try await service.answer(.grade(grade))
    #expect(refused.status == 400 && refused.message == "course_run: No CourseRun exists for key [\(Self.run)]")
    let body: JSONValue = [
      "course_id": "course-v1:New+Run+1", "certificate_type": "verified", "certificate_available_date": nil,
      "is_active": true,
    ]
    #expect(try await service.answer(.courseCertificate(body)).body["site"] == 7)
  }

  @Test func `follows as a copy whichever site has accepted`() async throws {
    let fixture = try EmbeddedServiceFixture()
    let service = try await other(fixture)
    let post = CourseCredentialPost(
      username: "dana",
      status: .awarded,
      courseRunKey: Self.run,
      mode: .verified,
      dateOverride: nil
    )
    let answer = CredentialsAnswer(status: 201, body: ["username": "dana"])
    #expect(try await service.follow(.courseCredential(post), accepted: answer).status == 201)
  }

  @Test func `is not started for a site that is not there`() async throws {
    let fixture = try EmbeddedServiceFixture()
    let error = #expect(throws: (any Error).self) {
      try EmbeddedCredentialsService(database: fixture.database, site: 99, clock: { .now })
    }
    #expect("\(try #require(error))".contains("no row with the id 99"))
  }
}
