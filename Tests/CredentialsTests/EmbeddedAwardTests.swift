import Credentials
import DatabaseFile
import Foundation
import GRDB
import OpenEdX
import TestSupport
import Testing

@Suite("An award")
struct EmbeddedAwardTests {
  static let run = "course-v1:AlphaX+CS103+2024_T2"
  static let unconfigured = "course-v1:DeltaX+MS403+2024_T3"

  @Test("posted in another case finds the learner's row and leaves its spelling")
  func usernameCase() async throws {
    let fixture = try EmbeddedServiceFixture()
    let answer = try await fixture.award("AMIRA", Self.run, ["status": "revoked"])
    #expect(answer.body["username"] == "amira")
    #expect(answer.body["uuid"] == "6d7a5c99-5c01-5fe2-bc83-c86af59b2ea1")
    let count = "SELECT count(*) FROM credentials_usercredential WHERE username = 'amira' COLLATE NOCASE"
    #expect(try fixture.value(count) == "6")
    #expect(try fixture.value("SELECT status FROM credentials_usercredential WHERE id = 4") == "revoked")
  }

  @Test("prefers the row of exactly that name where a database holds two spellings")
  func exactSpelling() async throws {
    let fixture = try EmbeddedServiceFixture()
    var seed = CredentialsSeed()
    seed.credentials = [.init("Amira", .courseRun(Self.run))]
    try seed.write(to: fixture.database, at: UTCTime(microseconds: 0))
    #expect(try await fixture.award("Amira", Self.run).body["username"] == "Amira")
    #expect(try await fixture.award("amira", Self.run).body["username"] == "amira")
  }

  @Test("finds a run whose key is spelled in another case, and answers with the catalog's spelling")
  func keyCase() async throws {
    let fixture = try EmbeddedServiceFixture()
    let answer = try await fixture.award("dana", "course-v1:alphax+cs103+2024_t2")
    #expect(answer.status == 201)
    #expect(answer.body["credential"]?["course_run_key"] == .string(Self.run))
  }

  @Test("keeps microseconds in the database and cuts them in the answer")
  func microseconds() async throws {
    let fixture = try EmbeddedServiceFixture()
    let override: JSONValue = ["date": "2024-02-03T04:05:06.789012Z"]
    let answer = try await fixture.award("dana", Self.run, ["date_override": override])
    #expect(answer.body["created"] == "2026-11-22T20:09:01Z")
    #expect(answer.body["date_override"]?["date"] == "2024-02-03T04:05:06Z")
    let row = "FROM credentials_usercredential WHERE username = 'dana'"
    #expect(try fixture.value("SELECT created \(row)") == "2026-11-22 20:09:01.000001")
    #expect(
      try fixture.value("SELECT date FROM credentials_usercredentialdateoverride ORDER BY id DESC LIMIT 1")
        == "2024-02-03 04:05:06.789012"
    )
    try await fixture.award("dana", Self.run)
    #expect(try fixture.value("SELECT created \(row)") == "2026-11-22 20:09:01.000001")
    #expect(try fixture.value("SELECT modified \(row)") == "2026-11-22 20:09:02.000002")
  }

  @Test(
    "deletes a stored date override when none is posted, or null",
    arguments: [[:], ["date_override": JSONValue.null]]
  )
  func overrideDeleted(more: [String: JSONValue]) async throws {
    let fixture = try EmbeddedServiceFixture()
    #expect(try fixture.value("SELECT user_credential_id FROM credentials_usercredentialdateoverride") == "4")
    let answer = try await fixture.award("amira", Self.run, more)
    #expect(answer.body["date_override"] == JSONValue.null)
    #expect(try fixture.value("SELECT count(*) FROM credentials_usercredentialdateoverride") == "0")
  }

  @Test("leaves its run's configuration behind even when another field is refused, as the real service does")
  func configurationStays() async throws {
    let fixture = try EmbeddedServiceFixture()
    let answer = try await fixture.award("dana", Self.unconfigured, ["status": "pending", "username": ""])
    #expect(answer.status == 400)
    #expect(answer.message == #"status: "pending" is not a valid choice.; username: This field may not be blank."#)
    let made = "SELECT certificate_type FROM credentials_coursecertificate WHERE course_id = ?"
    #expect(try fixture.value(made, [Self.unconfigured]) == "verified")
    #expect(try fixture.value("SELECT count(*) FROM credentials_usercredential WHERE username = 'dana'") == "0")
  }

  @Test("that fails half way leaves nothing behind")
  func rollback() async throws {
    let fixture = try EmbeddedServiceFixture()
    let before = try fixture.rows()
    try await fixture.database.file.writer?.write { db in
      // Stands for any trouble after the award's row has been written.
      try db.execute(
        sql: """
          CREATE TRIGGER refuse BEFORE INSERT ON credentials_usercredentialattribute
          BEGIN SELECT RAISE(ABORT, 'refused by the test'); END
          """
      )
    }
    let attributes: JSONValue = [["name": "grade", "value": "0.9"]]
    let answer = try await fixture.award("dana", Self.unconfigured, ["attributes": attributes])
    #expect(answer.status == 500)
    #expect(answer.message == "Server Error (refused by the test)")
    #expect(try fixture.rows() == before)
  }

  @Test("is a transport error when the disk is full, and is kept nowhere")
  func full() async throws {
    let fixture = try EmbeddedServiceFixture()
    try await fixture.database.file.writer?.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    let long = JSONValue.string(String(repeating: "x", count: 255))
    var kept = 0
    let error = await #expect(throws: CredentialsTransportError.self) {
      for index in 0..<1000 {
        let attribute: JSONValue = ["name": .string("a\(index)"), "value": long]
        try await fixture.award("learner\(index)", Self.run, ["attributes": [attribute]])
        kept += 1
      }
    }
    #expect(error?.reason.contains("there is no space left for the database") == true)
    let awards = "SELECT count(*) FROM credentials_usercredential WHERE username LIKE 'learner%'"
    #expect(try fixture.value(awards) == "\(kept)")
    #expect(
      try fixture.value("SELECT count(*) FROM credentials_usercredentialattribute WHERE length(value) = 255")
        == "\(kept)"
    )
    #expect(try fixture.value("SELECT integrity_check FROM pragma_integrity_check") == "ok")
  }

  @Test("is found through an index by the embedded service, without case and however many learners there are")
  func indexed() throws {
    let fixture = try EmbeddedServiceFixture()
    let plan = try fixture.database.file.reader.read { db in
      try Row.fetchAll(
        db,
        sql: """
          EXPLAIN QUERY PLAN SELECT id FROM credentials_usercredential
          WHERE username = 'dana' COLLATE NOCASE AND credential_content_type_id = 1 AND credential_id = 1
          """
      ).map { $0["detail"] as String }
    }
    #expect(plan.count == 1)
    #expect(plan.first?.contains("sync_usercredential_username (username=? AND") == true, "\(plan)")
  }

  @Test("of a program counts when it is awarded and visible")
  func awardedPrograms() async throws {
    let fixture = try EmbeddedServiceFixture()
    let service = fixture.service
    #expect(
      try await service.awardedProgramUUIDs(username: "amira").map(\.dashed) == [
        "766103bd-0c4b-5821-8bd2-04c7a65ad625"
      ]
    )
    // Hidden until 2099; never visible without an award in the program; revoked.
    for username in ["chen", "gus", "fatou"] {
      #expect(try await service.awardedProgramUUIDs(username: username) == [])
    }
  }
}
