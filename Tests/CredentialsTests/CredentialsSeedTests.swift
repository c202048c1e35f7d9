import Credentials
import DatabaseFile
import Foundation
import GRDB
import OpenEdX
import TestSupport
import Testing

@Suite("A seed")
struct CredentialsSeedTests {
  static let time = UTCTime(microseconds: 1_750_000_000_123_456)

  static func sample() throws -> CredentialsSeed {
    let program = try #require(ProgramUUID("766103bd-0c4b-5821-8bd2-04c7a65ad625"))
    var seed = CredentialsSeed()
    seed.site = .init(
      name: "Example",
      domain: "credentials.example.org",
      platformName: "Example University",
      lmsRoot: "https://lms.example.org"
    )
    seed.organizations = [.init("AlphaX", name: "Alpha University", id: 7)]
    seed.courses = [.init("AlphaX+CS101", title: "Programming", owners: ["AlphaX"])]
    seed.courseRuns = ["A", "B"].map { .init("course-v1:AlphaX+CS101+\($0)", course: "AlphaX+CS101") }
    seed.programs = [
      .init(program, title: "Computing", organizations: ["AlphaX"], courseRuns: seed.courseRuns.map(\.key))
    ]
    seed.pathways = [.init("Alpha Pathway", organization: "Alpha", programs: [program])]
    seed.learners = [.init("amira", fullName: "Amira Khalil", lmsUserID: 1000)]
    seed.courseCertificates = [
      .init("course-v1:AlphaX+CS101+A"),
      .init("course-v1:AlphaX+CS101+B", availableDate: UTCTime("2099-01-01")),
    ]
    seed.programCertificates = [.init(program)]
    seed.credentials = [
      .init(
        "amira",
        .courseRun("course-v1:AlphaX+CS101+A"),
        dateOverride: UTCTime("2024-02-03"),
        attributes: ["grade": "0.9"],
        uuid: UUID(uuidString: "6D7A5C99-5C01-5FE2-BC83-C86AF59B2EA1")
      ),
      .init("amira", .program(program)),
    ]
    seed.grades = [.init("amira", "course-v1:AlphaX+CS101+A", tenThousandths: 8421, letter: "B")]
    seed.sharedRecords = [.init("amira", program)]
    seed.creditPathways = [.init("amira", pathway: "Alpha Pathway", program: program)]
    return seed
  }

  static func empty() throws -> (TemporaryFolder, CredentialsDatabase) {
    let folder = try TemporaryFolder()
    let path = folder.file("credentials.sqlite")
    try CredentialsDatabase.create(path: path)
    return (folder, try CredentialsDatabase(path: path, access: .readWrite))
  }

  @Test("writes every kind of row, and the service works on them")
  func everything() async throws {
    let (folder, database) = try Self.empty()
    try Self.sample().write(to: database, at: Self.time)
    let service = try EmbeddedCredentialsService(database: database, clock: { Self.time })
    let program = try #require(ProgramUUID("766103bd-0c4b-5821-8bd2-04c7a65ad625"))
    #expect(try await service.awardedProgramUUIDs(username: "AMIRA") == [program])
    let post = CourseCredentialPost(
      username: "amira",
      status: .awarded,
      courseRunKey: "course-v1:AlphaX+CS101+A",
      mode: .verified,
      dateOverride: nil
    )
    let answer = try await service.post(.courseCredential(post))
    #expect(
      answer.body["certificate_url"] == "https://credentials.example.org/credentials/6d7a5c995c015fe2bc83c86af59b2ea1/"
    )
    let counts = try await database.file.reader.read { db in
      try [
        "catalog_course_owners", "catalog_program_course_runs", "catalog_pathway_programs", "records_usercreditpathway",
      ]
      .map { try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") ?? 0 }
    }
    #expect(counts == [1, 2, 1, 1])
    _ = folder
  }

  @Test("shows a stored award by learner and run, found without case")
  func stored() async throws {
    let (folder, database) = try Self.empty()
    try Self.sample().write(to: database, at: Self.time)
    let found = try await database.credential(username: "Amira", courseRunKey: "course-v1:AlphaX+CS101+A")
    let stored = try #require(found)
    #expect(stored.username == "amira")
    #expect(stored.uuid == "6d7a5c99-5c01-5fe2-bc83-c86af59b2ea1")
    #expect(stored.status == .awarded)
    #expect(stored.dateOverride == UTCTime("2024-02-03"))
    #expect(stored.modified == Self.time)
    #expect(try await database.credential(username: "amira", courseRunKey: "course-v1:AlphaX+CS101+B") == nil)
    _ = folder
  }

  @Test("can be written in parts, because what it names may be in the database already")
  func inParts() throws {
    let (folder, database) = try Self.empty()
    var catalog = try Self.sample()
    let awards = catalog.credentials
    catalog.credentials = []
    try catalog.write(to: database, at: Self.time)
    var second = CredentialsSeed()
    second.credentials = awards
    try second.write(to: database, at: Self.time)
    _ = folder
  }

  @Test("that names a row which is nowhere writes nothing and says which")
  func unknownName() throws {
    let (folder, database) = try Self.empty()
    var seed = try Self.sample()
    seed.credentials.append(.init("amira", .courseRun("course-v1:No+Such+Run")))
    let error = #expect(throws: DatabaseFileError.self) { try seed.write(to: database, at: Self.time) }
    #expect(error?.reason.contains("course-v1:No+Such+Run") == true)
    let count = try database.file.reader.read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM catalog_organization")
    }
    #expect(count == 0)
    _ = folder
  }
}
