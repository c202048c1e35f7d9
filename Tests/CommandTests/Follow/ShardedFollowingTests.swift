import Foundation
import LoopbackSupport
import MariaDBSupport
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread, .serialized, PullStage.isAvailable, .timeLimit(.minutes(30)))
struct `Following by several machines` {
  private static let shards = 8

  /// Runs with a site, and ends all that was started for it.
  private func withFollowers(
    _ count: Int,
    shards: Int = Self.shards,
    _ body: (AwardingSite, ServedSite, [FollowerProcess]) async throws -> Void
  ) async throws {
    let site = try ServedSite(MariaDBServer.shared.get())
    defer { site.remove() }
    let service = try AwardingSite(site, shards: shards)
    defer { service.close() }
    let scratch = try TemporaryFolder()
    let grants = try Command.run("pull", "--grants", in: scratch.path).output
    try await LoopbackServer.run { request in
      service.answer(request)
    } _: { server in
      let followers = try (0..<count).map {
        try FollowerProcess($0, site, service, grants: grants, address: server.address, shards: shards)
      }
      defer { for follower in followers { follower.remove() } }
      try await body(service, site, followers)
    }
  }

  /// Starts the first, and tells the service by which locks it works.
  private func begin(_ follower: FollowerProcess, _ service: AwardingSite) async throws {
    try follower.start()
    try await follower.said("by the locks ")
    let prefix = try #require(follower.log.firstMatch(of: /by the locks (learner_records:[0-9a-f]{12}):/)).1
    service.watch(String(prefix))
  }

  /// Waits until the running followers hold all shards, spread evenly.
  private func balance(_ followers: [FollowerProcess], _ service: AwardingSite) async throws {
    let accounts = followers.filter(\.runs).map(\.account)
    while true {
      let holders = try service.holders()
      let counts = accounts.map { account in holders.count { $0 == account } }
      if counts.reduce(0, +) == Self.shards, (counts.max() ?? 0) - (counts.min() ?? 0) <= 1 { return }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  /// Awards that learners have and deserve, in runs in which a lost one can be healed, as conditions on a row of the Credentials
  /// service; shuffled.
  private func deserved(_ draw: inout RandomDraw) throws -> [String] {
    let golden = try Fixtures.goldenDeployment()
    let audit = try Command.run("audit", "--all", "--format", "jsonl", "--deployment", golden.path, in: golden.path)
    let rows = try audit.lines.map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
    let healable = Set(rows.filter { $0["findings"] == ["award-lost"] }.compactMap { $0["course_run"]?.string })
    return rows.compactMap { row -> String? in
      guard row["shown"]?.string == "earned", row["findings"] == [], let run = row["course_run"]?.string,
        healable.contains(run), let username = row["username"]?.string
      else { return nil }
      return "u.username=\(ServedSite.literal(username)) AND c.course_id=\(ServedSite.literal(run))"
    }.shuffled(using: &draw)
  }

  private static func awards(_ site: ServedSite) -> String {
    let credentials = site.credentials
    return "\(credentials).credentials_usercredential u JOIN \(credentials).credentials_coursecertificate c "
      + "ON c.id=u.credential_id AND u.credential_content_type_id=25"
  }

  /// Takes awards away.
  private func lose(_ awards: [String], _ site: ServedSite, _ service: AwardingSite) throws {
    _ = try service.run(awards.map { "DELETE u FROM \(Self.awards(site)) WHERE \($0)" }.joined(separator: ";\n"))
  }

  /// Waits until all of these are awarded again.
  private func healed(_ lost: [String], _ site: ServedSite, _ service: AwardingSite) async throws {
    var left = lost
    let limit = ContinuousClock.now + .seconds(600)
    while true {
      try #require(ContinuousClock.now < limit, "not healed: \(left)")
      left = try left.filter { award in
        try service.run("SELECT COUNT(*) FROM \(Self.awards(site)) WHERE u.status='awarded' AND \(award)") != ["1"]
      }
      if left.isEmpty { return }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  @Test func `twenty kills later every drift is healed, and no shard was held twice at any post`() async throws {
    let seed: UInt64 = 20
    var draw = RandomDraw(seed: seed)
    try await withFollowers(4) { service, site, followers in
      try await begin(followers[0], service)
      for follower in followers.dropFirst() { try follower.start() }
      try await balance(followers, service)
      let awards = try deserved(&draw)
      try #require(awards.count >= 160)
      var killed: [AwardingSite.Struck] = []
      for round in 0..<20 {
        try lose(Array(awards[(8 * round)..<(8 * round + 8)]), site, service)
        let follower: FollowerProcess
        if round.isMultiple(of: 2) {
          // At any moment.
          follower = followers[draw.below(followers.count)]
          try await Task.sleep(for: .milliseconds(draw.below(3000)))
        } else {
          // With a post on its way, before it is carried out or before it is answered.
          let struck = try await service.strike(isBefore: draw.chance(50))
          killed.append(struck)
          follower = try #require(followers.first { $0.name == struck.name })
        }
        if follower.runs {
          killed.append(AwardingSite.Struck(name: follower.name, at: .now))
          #expect(try follower.end(SIGKILL) == -SIGKILL)
        }
        // Some are away for a round.
        for other in followers where !other.runs && (other !== follower || draw.chance(50)) { try other.start() }
      }
      for follower in followers where !follower.runs { try follower.start() }
      try await balance(followers, service)
      try await healed(Array(awards[..<160]), site, service)
      for follower in followers { #expect(try follower.end(SIGTERM) == 0, "\(follower.log.suffix(2000))") }
      check(service.posts, killed, followers)
      #expect(Set(service.posts.map(\.sender)).count > 4)
      // What was lost from the beginning is healed as well, but for what cannot be.
      let audit = try followers[0].audit("--finding", "award-lost", "--format", "jsonl")
      #expect(!audit.output.contains(#""findings":["award-lost"]"#), "\(audit.output.prefix(2000))")
    }
  }

  /// Checks in the service's log that a post came from the holder of its shard, or from a process that had been killed, and that
  /// a new holder waited.
  private func check(
    _ posts: [AwardingSite.Post],
    _ killed: [AwardingSite.Struck],
    _ followers: [FollowerProcess],
    isCutOff: Bool = false
  ) {
    var accounts: [String: String] = [:]
    for follower in followers { accounts["m\(follower.number)"] = follower.account }
    let wait = Duration.seconds(FollowerProcess.connect + FollowerProcess.request)
    var last: [Int: AwardingSite.Post] = [:]
    for post in posts {
      let machine = String(post.sender.prefix { $0 != "-" })
      let death = killed.first { $0.name == post.sender }?.at
      if post.holder != accounts[machine] {
        let isExcused = death.map { $0 <= post.at } ?? (isCutOff && post.holder.isEmpty)
        #expect(isExcused, "\(post) came from one who does not hold the shard")
      }
      if let before = last[post.shard], before.sender != post.sender {
        // What a killed process has sent may have been read late; its shard was free from its death on.
        let death = killed.first { $0.name == before.sender }?.at ?? before.at
        #expect(post.at - min(death, before.at) >= wait, "\(post) came right after \(before), who died at \(death)")
      }
      last[post.shard] = post
    }
    #expect(!posts.isEmpty)
  }

  @Test func `sync status says who holds what, and another number of shards is refused`() async throws {
    try await withFollowers(2) { service, site, followers in
      try await begin(followers[0], service)
      try await balance(followers, service)
      let text = try followers[0].status()
      #expect(text.output.contains("shards of the learners\n  0  connection "), "\(text.output)\(text.errors)")
      #expect(text.output.contains(", \(followers[0].account) from 127.0.0.1:"))
      try followers[1].start("--metrics", ":0")
      try await balance(followers, service)
      let output = try followers[1].status("--format", "json").output
      let json = try JSONDecoder().decode(JSONValue.self, from: Data(output.utf8))
      let holders = json["shards"]?["holders"]?.array ?? []
      // Another account's session is seen by its number alone.
      #expect(holders.count == 8 && holders.count { $0["account"]?.string == followers[1].account } == 4, "\(json)")
      #expect(holders.allSatisfy { $0["connection"] != .null })
      try await followers[1].said("/metrics")
      let port = try #require(
        followers[1].log.firstMatch(of: /127\.0\.0\.1:([0-9]+)\/metrics/).flatMap { Int($0.1) }
      )
      let metrics = try PlainExchange.get("/metrics", port: port).body
      #expect(metrics.contains("learner_records_shards_held 4\n") && metrics.contains("learner_records_shards 8\n"))
      let other = try FollowerProcess(
        2,
        site,
        service,
        grants: Command.run("pull", "--grants", in: "/").output,
        address: "http://127.0.0.1:1",
        shards: 3
      )
      defer { other.remove() }
      try other.start()
      #expect(try other.ends() == 1)
      #expect(other.log.contains("follow.shards 8, and this one has 3"), "\(other.log)")
      for follower in followers { #expect(try follower.end(SIGTERM) == 0, "\(follower.log.suffix(2000))") }
      #expect(try service.holders() == Array(repeating: "", count: 8))
    }
  }

  @Test func `a process that was paused posts nothing for the shards that others have meanwhile`() async throws {
    var draw = RandomDraw(seed: 5)
    let awards = try deserved(&draw)
    try await withFollowers(2) { service, site, followers in
      let (paused, other) = (followers[0], followers[1])
      try await begin(paused, service)
      try lose(Array(awards[..<40]), site, service)
      // In the middle of its posts.
      #expect(try await service.strike(isBefore: false, by: SIGSTOP).name == paused.name)
      try other.start()
      try await other.said("Following")
      let session = try #require(try paused.status().output.firstMatch(of: /0  connection ([0-9]+),/)).1
      _ = try service.run("KILL CONNECTION \(session)")
      try await healed(Array(awards[..<40]), site, service)
      #expect(try service.holders() == Array(repeating: other.account, count: Self.shards))
      paused.signal(SIGCONT)
      try await paused.said("Lost shards")
      try await balance(followers, service)
      try lose(Array(awards[40..<80]), site, service)
      try await healed(Array(awards[40..<80]), site, service)
      for follower in followers { #expect(try follower.end(SIGTERM) == 0, "\(follower.log.suffix(2000))") }
      check(service.posts, [], followers)
      #expect(Set(service.posts.map(\.sender)) == Set(followers.map(\.name)))
    }
  }

  @Test func `a session that is cut off loses its shards at once, and nothing is posted until they are held again`()
    async throws
  {
    var draw = RandomDraw(seed: 3)
    try await withFollowers(1) { service, site, followers in
      let follower = followers[0]
      try await begin(follower, service)
      try await balance(followers, service)
      let lost = Array(try deserved(&draw).prefix(10))
      try lose(lost, site, service)
      let blow = try await service.strike(isBefore: false, by: nil)
      try await follower.said("Lost shards 0, 1, 2, 3, 4, 5, 6, 7 of 8")
      try await healed(lost, site, service)
      #expect(try follower.end(SIGTERM) == 0, "\(follower.log.suffix(2000))")
      check(service.posts, [], followers, isCutOff: true)
      // Of those that had been asked about before, as many as run at once may still have come.
      let wait = Duration.seconds(FollowerProcess.connect + FollowerProcess.request)
      let late = service.posts.filter { $0.at > blow.at && $0.at < blow.at + wait }
      #expect(late.count < 8, "\(late)")
    }
  }
}
