import CertificateSync
import Credentials
import OpenEdX
import Synchronization
import Testing

@Suite struct `Reading back what was posted` {
  /// Holds credentials by learner, and fails as often as it is told.
  private final class Shelf: CredentialsReading {
    let destination = "the shelf"
    private let held: [String: [ListedCredential]]
    private let failures: Mutex<[String: Int]>
    private let isConfiguration: Bool
    private let atOnce = Mutex((now: 0, most: 0))

    init(_ held: [String: [ListedCredential]], failures: [String: Int] = [:], isConfiguration: Bool = false) {
      self.held = held
      self.failures = Mutex(failures)
      self.isConfiguration = isConfiguration
    }

    var most: Int { atOnce.withLock { $0.most } }

    func credentials(username: String) async throws(CredentialsTransportError) -> [ListedCredential] {
      atOnce.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      await Task.yield()
      atOnce.withLock { $0.now -= 1 }
      let left = failures.withLock { failures in
        defer { failures[username, default: 0] -= 1 }
        return failures[username] ?? 0
      }
      if left > 0 { throw CredentialsTransportError("busy", isConfiguration: isConfiguration) }
      return held[username] ?? []
    }
  }

  private static let run = "course-v1:A+B+C"
  private static let time = UTCTime(microseconds: 1_800_000_000_000_000)

  private func held(
    _ username: String,
    _ status: CredentialStatus = .awarded,
    _ date: UTCTime? = nil
  ) -> ListedCredential {
    ListedCredential(
      uuid: "u",
      username: username,
      subject: .courseRun(key: Self.run.uppercased(), mode: "honor"),
      status: status,
      dateOverride: date,
      created: Self.time,
      modified: Self.time
    )
  }

  private func posted(_ username: String, _ more: [String: JSONValue] = [:]) throws -> PostedCredential {
    let body: [String: JSONValue] = [
      "username": .string(username), "status": "awarded",
      "credential": ["type": "course-run", "course_run_key": .string(Self.run), "mode": "verified"],
    ]
    return try #require(PostedCredential(.object(body.merging(more) { $1 })))
  }

  private func compare(_ shelf: Shelf, _ posts: [PostedCredential], concurrency: Int = 3) async -> ReadBack.Result {
    await ReadBack(shelf, limits: EngineLimits(concurrency: concurrency), waits: [0, 0]).compare(posts)
  }

  @Test func `finds what is as posted, whatever the case of the key and the configuration's mode`() async throws {
    let posts = try (0..<50).map { try posted("learner\($0)") }
    let shelf = Shelf(Dictionary(uniqueKeysWithValues: posts.map { ($0.username, [held($0.username)]) }))
    let result = await compare(shelf, posts)
    #expect(result.compared == 50 && result.differences.isEmpty && result.unread.isEmpty)
    #expect(shelf.most <= 3)
  }

  @Test func `names what is missing, what has another status and what has another date`() async throws {
    let date: JSONValue = ["date": "2027-01-15T08:00:00.250Z"]
    let shelf = Shelf([
      "bo": [held("bo", .revoked)], "cy": [held("cy")], "di": [held("di", .awarded, Self.time)],
      "ed": [held("ed", .awarded, Self.time)],
    ])
    let posts = [
      try posted("al"), try posted("bo"), try posted("cy", ["date_override": date]),
      try posted("di", ["date_override": date]), try posted("ed"),
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

  @Test func `tries a failed reading again, and names the learners that stay unread`() async throws {
    let shelf = Shelf(["al": [held("al")], "bo": [held("bo")]], failures: ["al": 2, "bo": 3])
    let result = await compare(shelf, [try posted("al"), try posted("bo")])
    #expect(result.compared == 1 && result.differences.isEmpty)
    #expect(result.unread == ["bo: busy"])
    let refused = Shelf(["al": [held("al")]], failures: ["al": 1], isConfiguration: true)
    #expect(await compare(refused, [try posted("al")]).unread == ["al: busy"])
  }

  @Test func `gives up after several learners in a row that cannot be read, not after some among others`() async throws
  {
    let posts = try (0..<40).map { try posted("learner\($0 + 10)") }
    let rows = Dictionary(uniqueKeysWithValues: posts.map { ($0.username, [held($0.username)]) })
    let none = Shelf(rows, failures: rows.mapValues { _ in 99 })
    let refused = await compare(none, posts, concurrency: 1)
    #expect(refused.compared == 0 && refused.unread.count == 5 && refused.untried == 35)
    let failures = rows.filter { $0.key.hasSuffix("5") }.mapValues { _ in 99 }
    let some = Shelf(rows, failures: failures)
    let partly = await compare(some, posts, concurrency: 1)
    #expect(partly.compared == 36 && partly.unread.count == 4 && partly.untried == 0)
  }

  @Test func `keeps the last accepted post of each credential, and counts grades`() async throws {
    let site = try Site()
    try site.save("ada")
    let ledger = PostedCredentials()
    let service = RememberingCredentialsService(site.service, ledger: ledger)
    let key: JSONValue = ["course_run_key": .string(Site.run), "mode": "verified"]
    _ = try await service.post(.credential(["username": "ada", "status": "awarded", "credential": key]))
    _ = try await service.post(.credential(["username": "ADA", "status": "revoked", "credential": key]))
    site.service.next(.status(400), .status(201), .status(201))
    _ = try await service.post(.credential(["username": "amina", "credential": key]))
    for _ in 0..<2 { _ = try await service.post(.grade(["username": "ada", "course_run": .string(Site.run)])) }
    #expect(ledger.posts.map(\.username) == ["ADA"] && ledger.posts.map(\.status) == [.revoked])
    #expect(ledger.gradeCount == 1)
    let reading = try EmbeddedCredentialsService(database: site.credentials, clock: { .now })
    #expect(await ReadBack(reading, limits: EngineLimits()).compare(ledger.posts).differences == [])
  }
}
