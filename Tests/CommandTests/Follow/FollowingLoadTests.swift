import Foundation
import LoopbackSupport
import MariaDBSupport
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

/// Changes, kills and restarts are many where `FOLLOW_CHANGES` says so, e.g. 100000.
@Suite(.ownThread, PullStage.isAvailable, .timeLimit(.minutes(240)))
struct `Following a site that changes` {
  private static let environment = ProcessInfo.processInfo.environment
  private static let changes = environment["FOLLOW_CHANGES"].flatMap { Int($0) } ?? 2000
  private static let seed = environment["SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...999_999)
  private static var isLong: Bool { changes >= 50_000 }

  @Test func `what changes while no follower runs is healed after its restart, and what was lost before is not`()
    async throws
  {
    let site = try ServedSite(MariaDBServer.shared.get())
    defer { site.remove() }
    let lms = try ChangingLMS(site, learners: 8, draw: RandomDraw(seed: 7))
    try await withFollower(of: site) { service, follower in
      for beginning in ["Following; what changes from now on is healed", "Following; what changes since 20"] {
        try start(follower, heal: "new")
        try await follower.said(beginning)
        try lms.change(20)
        try lms.settle()
        try await agree(lms, service, site)
        #expect(try follower.end(SIGTERM) == 0, "\(follower.log.suffix(2000))")
        // Nobody looks.
        try lms.change(20)
        try lms.settle()
      }
      try start(follower, heal: "new")
      try await agree(lms, service, site)
      #expect(try follower.end(SIGTERM) == 0, "\(follower.log.suffix(2000))")
      try check(lms, service, site)
      #expect(service.posts.allSatisfy { $0.username.hasPrefix("changing") })
    }
  }

  @Test func `Credentials equals the LMS in the end, whatever was rolled back, killed and out of order meanwhile`()
    async throws
  {
    print("seed \(Self.seed)")
    var draw = RandomDraw(seed: Self.seed)
    // What is committed has to outlast a kill of the server.
    let server = try MariaDBServer(["--innodb-flush-log-at-trx-commit=2"])
    let site = try ServedSite(server)
    let lms = try ChangingLMS(site, learners: max(40, Self.changes / 20), draw: draw)
    try await withFollower(of: site) { service, follower in
      let (kills, restarts) = Self.isLong ? (30, 3) : (4, 1)
      try start(follower)
      for round in 0..<kills {
        try await follower.said("Following;")
        let (withPost, isBefore, pause) = (draw.chance(70), draw.chance(50), draw.below(4000))
        let posts = draw.below(Self.changes / kills / 4)
        // With a post on its way, before it is carried out or before it is answered; else at any moment.
        async let struck = withPost ? service.strike(isBefore: isBefore, after: posts) : nil
        service.fail(round % 3 == 1)
        try lms.change(Self.changes / kills)
        service.fail(false)
        if round % (kills / restarts) == 1 {
          server.kill()
          lms.serverWasKilled()
          service.close()
          try server.start()
        }
        if try await struck == nil { try await Task.sleep(for: .milliseconds(pause)) }
        try follower.end(SIGKILL)
        try start(follower)
      }
      try lms.settle()
      let sent = lms.sent
      try await agree(lms, service, site)
      #expect(try follower.end(SIGTERM) == 0, "\(follower.log.suffix(2000))")
      print("\(sent) changes of \(lms.count) certificates, \(service.posts.count) posts, \(kills) kills")
      try check(lms, service, site)
      #expect(service.posts.contains { $0.status == "revoked" })
      let audit = try follower.audit("--user", "changing_0", "--format", "jsonl")
      #expect(!audit.output.contains("award-lost") && !audit.output.contains("award-stale"), "\(audit.output)")
    }
  }

  /// Runs with a service for the site, which has its learners already, and a follower that is not started yet.
  private func withFollower(
    of site: ServedSite,
    _ body: (AwardingSite, FollowerProcess) async throws -> Void
  ) async throws {
    let service = try AwardingSite(site)
    defer { service.close() }
    let grants = try Command.run("pull", "--grants", in: "/").output
    try await LoopbackServer.run { request in
      service.answer(request)
    } _: { loopback in
      let follower = try FollowerProcess(0, site, service, grants: grants, address: loopback.address)
      defer { follower.remove() }
      try await body(service, follower)
    }
  }

  private func start(_ follower: FollowerProcess, heal: String = "all") throws {
    try follower.start("--follow-include", "award-stale,revocation-stale", "--concurrency", "8", heal: heal)
  }

  /// What Credentials has of the learners: the status by username and run.
  private func credentials(_ service: AwardingSite, _ site: ServedSite) throws -> [[String]: [String]] {
    let rows = try service.run(
      """
      SELECT u.username, c.course_id, u.status FROM \(site.credentials).credentials_usercredential u
      JOIN \(site.credentials).credentials_coursecertificate c ON c.id=u.credential_id AND u.credential_content_type_id=25
      WHERE u.username LIKE 'changing%'
      """
    )
    var found: [[String]: [String]] = [:]
    for row in rows {
      let parts = row.split(separator: "\t").map(String.init)
      found[Array(parts.prefix(2)), default: []].append(parts[2])
    }
    return found
  }

  /// Waits until Credentials has what the LMS has.
  private func agree(_ lms: ChangingLMS, _ service: AwardingSite, _ site: ServedSite) async throws {
    let valid = lms.committed().valid
    while true {
      let awarded = try credentials(service, site).filter { $0.value.contains("awarded") }
      if Set(awarded.keys) == valid { return }
      // Nobody tells; the test's time limit ends the wait.
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  private func check(_ lms: ChangingLMS, _ service: AwardingSite, _ site: ServedSite) throws {
    let (valid, invalid) = lms.committed()
    let found = try credentials(service, site)
    #expect(found.allSatisfy { $0.value.count == 1 }, "a row twice")
    let posts = service.posts.filter { $0.username.hasPrefix("changing") }
    var last: [[String]: String] = [:]
    for post in posts {
      let name = [post.username, post.run]
      #expect(valid.contains(name) || invalid.contains(name), "\(name) was posted and never committed")
      last[name] = post.status
    }
    for name in valid { #expect(last[name] == "awarded" && found[name] == ["awarded"], "\(name)") }
    for name in invalid { #expect(last[name] != "awarded" && found[name] != ["awarded"], "\(name)") }
    #expect(!valid.isEmpty)
  }
}
