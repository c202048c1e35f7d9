import OpenEdX
import Testing

@Suite("The decisions of the program tasks")
struct ProgramTaskTests {
  static let first = "course-v1:edX+First+2026"
  static let second = "course-v1:edX+Second+2026"

  static func uuid(_ last: Character) throws -> ProgramUUID {
    try #require(ProgramUUID(String(repeating: "0", count: 31) + String(last)))
  }

  static func certificate(
    _ mode: CourseMode = .verified,
    _ status: CertificateStatus = .downloadable
  ) -> RunFacts.Certificate { RunFacts.Certificate(status: status, mode: mode) }

  static func learner(_ certificates: [String: RunFacts.Certificate]) -> LearnerCertificates {
    LearnerCertificates(
      username: "ada",
      issuanceEnabled: true,
      userID: 11,
      certificates: Dictionary(uniqueKeysWithValues: certificates.map { (ExactText($0), $1) })
    )
  }

  static func program(_ last: Character, offered: Bool = true, _ courses: [[String]]) throws -> ProgramOutline {
    ProgramOutline(
      uuid: try uuid(last),
      isOffered: offered,
      courses: courses.map { $0.map { ProgramOutline.Run(key: $0) } }
    )
  }

  @Test(
    "Where a run's type is known the mode must be it, with credit as verified and no-id-professional as professional",
    arguments: [
      (CourseMode.verified, CourseMode.verified, true), (.credit, .verified, true), (.credit, .credit, false),
      (.professional, .noIDProfessional, true), (.professional, .professional, true),
      (.noIDProfessional, .noIDProfessional, false), (.verified, .honor, false), (.masters, .verified, false),
      (.audit, .audit, true),
    ]
  )
  func knownType(_ type: CourseMode, _ mode: CourseMode, _ completes: Bool) {
    let run = ProgramOutline.Run(key: Self.first, type: type)
    #expect(run.isCompleted(by: Self.certificate(mode)) == completes)
    #expect(!run.isCompleted(by: Self.certificate(mode, .notPassing)))
  }

  @Test("Where it is not known any mode that is sent will do", arguments: CourseModeTests.slugs)
  func unknownType(_ slug: CourseModeTests.Slug) {
    let mode = CourseMode(rawValue: slug.slug)
    let run = ProgramOutline.Run(key: Self.first)
    #expect(run.isCompleted(by: Self.certificate(mode, .generating)) == mode.isSent())
    #expect(
      run.isCompleted(by: Self.certificate(mode), honorCertificatesDisabled: true)
        == mode.isSent(honorCertificatesDisabled: true)
    )
  }

  @Test("A program needs every course, by any of its runs; without a course it is never complete")
  func completion() throws {
    let learner = Self.learner([Self.first: Self.certificate()])
    #expect(learner.complete(try Self.program("1", [[Self.second, Self.first]])))
    #expect(!learner.complete(try Self.program("1", [[Self.first], [Self.second]])))
    #expect(!learner.complete(try Self.program("1", [[Self.first], []])))
    #expect(!learner.complete(try Self.program("1", [])))
    #expect(!learner.complete(try Self.program("1", [[Self.first.uppercased()]])), "keys are compared exactly")
  }

  @Test("Completed programs are sorted, once each, and only those that are offered")
  func completed() throws {
    let rule = AwardProgramCertificates(learner: Self.learner([Self.first: Self.certificate()]))
    let programs = [
      try Self.program("3", [[Self.first]]), try Self.program("1", [[Self.first]]),
      try Self.program("2", offered: false, [[Self.first]]), try Self.program("1", [[Self.first]]),
    ]
    #expect(try rule.completed(of: programs) == [try Self.uuid("1"), try Self.uuid("3")])
  }

  @Test("Of the completed programs those awarded, and those without certificates, are not posted")
  func posts() throws {
    let completed = try ["1", "2", "3", "4"].map { try Self.uuid(Character($0)) }
    var rule = AwardProgramCertificates(learner: Self.learner([:]))
    rule.programsWithoutCertificates = [completed[2].dashed.uppercased(), "not a uuid"]
    let posts = try rule.posts(completed: completed, awarded: [completed[0]])
    #expect(posts.map(\.program) == [completed[1], completed[3]])
    #expect(posts.allSatisfy { $0.status == .awarded && $0.lmsUserID == 11 && $0.username == "ada" })
    #expect(throws: TaskObstacle.skip("user ada is not eligible for any new program certificate")) {
      try rule.posts(completed: [completed[2]], awarded: [])
    }
  }

  @Test("“all” in first place, in any case, awards nothing", arguments: [["all"], ["ALL", "x"], ["x", "all"]])
  func all(_ list: [String]) throws {
    let learner = Self.learner([Self.first: Self.certificate()])
    let rule = AwardProgramCertificates(learner: learner, programsWithoutCertificates: list)
    let programs = [try Self.program("1", [[Self.first]])]
    if list[0] == "x" {
      #expect(try rule.completed(of: programs).count == 1)
    } else {
      #expect(throws: TaskObstacle.self) { try rule.completed(of: programs) }
    }
  }

  @Test("A revocation takes the programs with the run that are not complete, if they are awarded")
  func revokes() throws {
    let rule = RevokeProgramCertificates(
      learner: Self.learner([Self.first: Self.certificate()]),
      courseRunKey: Self.second
    )
    let programs = [
      try Self.program("4", [[Self.first], [Self.second]]), try Self.program("3", [[Self.first, Self.second]]),
      try Self.program("2", [[Self.first]]), try Self.program("1", offered: false, [[Self.second]]),
    ]
    let undone = try rule.undone(of: programs)
    #expect(undone == [try Self.uuid("1"), try Self.uuid("4")])
    let posts = try rule.posts(undone: undone, awarded: [try Self.uuid("4"), try Self.uuid("3")])
    #expect(posts.map(\.program) == [try Self.uuid("4")])
    #expect(posts.map(\.opposite.status) == [.awarded])
    #expect(throws: TaskObstacle.self) { try rule.posts(undone: undone, awarded: []) }
    #expect(throws: TaskObstacle.self) { try rule.undone(of: [try Self.program("2", [[Self.first]])]) }
  }
}
