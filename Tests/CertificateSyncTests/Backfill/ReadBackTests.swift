import CertificateSync
import Credentials
import OpenEdX
import Synchronization
import Testing

@Suite struct `Reading back what was posted` {
  /// Holds credentials, and fails as often as it is told.
  private final class Shelf: CredentialsReading {
    let destination = "the shelf"
    private let held: [ListedCredential]
    private let failures: Mutex<[String: Int]>
    private let isConfiguration: Bool
    private let isForbidden: Bool
    private let atOnce = Mutex((now: 0, most: 0, all: 0))

    init(
      _ held: [ListedCredential],
      failures: [String: Int] = [:],
      isConfiguration: Bool = false,
      isForbidden: Bool = false
    ) {
      self.held = held
      self.failures = Mutex(failures)
      self.isConfiguration = isConfiguration
      self.isForbidden = isForbidden
    }

    var most: Int { atOnce.withLock { $0.most } }
    var readings: Int { atOnce.withLock { $0.all } }

    func awardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> { [] }

    func allAwardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> { [] }
    func courseCertificate(courseRunKey: String) async throws(CredentialsTransportError) -> StoredCourseCertificate? {
      nil
    }

    func credentials(username: String) async throws(CredentialsTransportError) -> [ListedCredential] {
      atOnce.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.all + 1) }
      await Task.yield()
      atOnce.withLock { $0.now -= 1 }
      let left = failures.withLock { failures in
        defer { failures[username, default: 0] -= 1 }
        return failures[username] ?? 0
      }
      if left > 0 {
        throw CredentialsTransportError("busy", isConfiguration: isConfiguration, isForbidden: isForbidden)
      }
      return held.filter { CodePoints.equal($0.username, username) }
    }
  }

  private static let run = "course-v1:A+B+C"
  private static let time = UTCTime(microseconds: 1_800_000_000_000_000)

  private func held(
    _ username: String,
    _ status: CredentialStatus = .awarded,
    _ date: UTCTime? = nil,
    run: String = Self.run
  ) -> ListedCredential {
    ListedCredential(
      uuid: "u",
      username: username,
      subject: .courseRun(key: run.uppercased(), mode: "honor"),
      status: status,
      dateOverride: date,
      created: Self.time,
      modified: Self.time
    )
  }

  private func posted(_ username: String, date: UTCTime? = nil) throws -> PostedCredential {
    try #require(PostedCredential(Self.post(username, Self.run, date: date)))
  }

  private static func post(
    _ username: String,
    _ run: String,
    _ status: CredentialStatus = .awarded,
    date: UTCTime? = nil
  ) -> CredentialsRequest {
    .courseCredential(
      CourseCredentialPost(
        username: username,
        status: status,
        courseRunKey: run,
        mode: .verified,
        dateOverride: date
      )
    )
  }

  private func compare(_ shelf: Shelf, _ posts: [PostedCredential], concurrency: Int = 3) async -> ReadBack.Result {
    await ReadBack(shelf, limits: EngineLimits(concurrency: concurrency), waits: [0, 0]).compare(posts)
  }

  @Test func `finds what is as posted, whatever the case of the key and the configuration's mode`() async throws {
    let posts = try (0..<50).map { try posted("learner\($0)") }
    let shelf = Shelf(posts.map { held($0.username) })
    let result = await compare(shelf, posts)
    #expect(result.compared == 50 && result.differences.isEmpty && result.unread.isEmpty)
    #expect(shelf.most <= 3)
  }

  @Test func `names what is missing, what has another status and what has another date`() async throws {
    let date = Self.time.adding(seconds: 0.25)
    let shelf = Shelf([
      held("bo", .revoked), held("cy"), held("di", .awarded, Self.time), held("ed", .awarded, Self.time),
    ])
    let posts = [
      try posted("al"), try posted("bo"), try posted("cy", date: date),
      try posted("di", date: date), try posted("ed"),
    ]
    let result = await compare(shelf, posts)
    #expect(result.compared == 5)
    #expect(
      result.differences == [
        "al  \(Self.run): posted awarded, and there is no such credential",
        "bo  \(Self.run): posted awarded, and it is revoked",
        "cy  \(Self.run): posted the date override 2027-01-15T08:00:00Z, and it is none",
        "ed  \(Self.run): posted the date override none, and it is 2027-01-15T08:00:00Z",
      ]
    )
  }

  @Test func `keeps learners apart whose names look alike, and reads each of them once`() async throws {
    let names = ["zo\u{EB}", "zoe\u{308}"]
    let ledger = PostedCredentials()
    let site = try Site()
    site.service.always(.status(201))
    let connection = CredentialsConnection(site.service, observer: ledger.keep)
    for run in [Site.run, Site.otherRun] {
      for name in names { _ = await connection.post(Self.post(name, run)) }
    }
    let shelf = Shelf([held(names[0], run: Site.run), held(names[0], run: Site.otherRun)])
    let result = await compare(shelf, ledger.posts)
    #expect(result.compared == 4 && shelf.readings == 2)
    #expect(result.differences.count == 2)
    #expect(result.differences.allSatisfy { $0.utf8.starts(with: names[1].utf8) })
  }

  @Test func `tries a failed reading again, and names the learners that stay unread`() async throws {
    let shelf = Shelf([held("al"), held("bo")], failures: ["al": 2, "bo": 3])
    let result = await compare(shelf, [try posted("al"), try posted("bo")])
    #expect(result.compared == 1 && result.differences.isEmpty)
    #expect(result.unread == ["bo: busy"])
    let refused = Shelf([held("al")], failures: ["al": 1], isConfiguration: true)
    #expect(await compare(refused, [try posted("al")]).unread == ["al: busy"])
  }

  @Test func `asks once where the account may not read, and says so`() async throws {
    let posts = try (0..<36).map { try posted("learner\($0 + 10)") }
    let failures = Dictionary(uniqueKeysWithValues: posts.map { ($0.username, 99) })
    let shelf = Shelf([], failures: failures, isForbidden: true)
    let result = await compare(shelf, posts)
    #expect(shelf.readings == 1)
    #expect(result.isForbidden && result.compared == 0 && result.unread.count == 1 && result.untried == 35)
  }

  @Test func `gives up after several learners in a row that cannot be read, not after some among others`() async throws
  {
    let posts = try (0..<40).map { try posted("learner\($0 + 10)") }
    let rows = posts.map { held($0.username) }
    let all = Dictionary(uniqueKeysWithValues: rows.map { ($0.username, 99) })
    let none = Shelf(rows, failures: all)
    let refused = await compare(none, posts, concurrency: 1)
    #expect(refused.compared == 0 && refused.unread.count == 5 && refused.untried == 35)
    let some = Shelf(rows, failures: all.filter { $0.key.hasSuffix("5") })
    let partly = await compare(some, posts, concurrency: 1)
    #expect(partly.compared == 36 && partly.unread.count == 4 && partly.untried == 0)
  }

  @Test func `keeps the last accepted post of each credential, and counts grades`() async throws {
    let site = try Site()
    try site.save("ada")
    let ledger = PostedCredentials()
    let connection = CredentialsConnection(site.service, observer: ledger.keep)
    _ = await connection.post(Self.post("ada", Site.run))
    _ = await connection.post(Self.post("ADA", Site.run, .revoked))
    site.service.next(.status(400), .status(201), .status(201))
    _ = await connection.post(Self.post("amina", Site.run))
    let grade = SendGrade.Grade(letter: "B", percent: 0.8, modified: nil)
    for _ in 0..<2 {
      _ = await connection.post(.grade(GradePost(username: "ada", courseRunKey: Site.run, grade: grade)))
    }
    #expect(ledger.posts.map(\.username) == ["ADA"] && ledger.posts.map(\.status) == [.revoked])
    #expect(ledger.gradeCount == 1)
    let reading = try EmbeddedCredentialsService(database: site.credentials, clock: { .now })
    #expect(await ReadBack(reading, limits: EngineLimits()).compare(ledger.posts).differences == [])
  }
}
