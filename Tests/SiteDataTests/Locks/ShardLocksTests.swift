import Foundation
import MariaDBSupport
import ProcessTestSupport
import TestSupport
import Testing

@testable import SiteData

@Suite("The locks of shards", .ownThread, MariaDBServer.needed, .timeLimit(.minutes(30)))
struct ShardLocksTests {
  private let server: MariaDBServer

  init() throws { server = try MariaDBServer.shared.get() }

  private func locks(_ site: ServedSite, shards: Int = 4) async throws -> ShardLocks {
    try await ShardLocks.find(
      lms: site.server.program(site.lms),
      credentials: site.server.program(site.credentials, label: "credentials.database"),
      shards: shards
    )
  }

  @Test func `a shard is held by one session alone, and both see it`() async throws {
    let site = try ServedSite(server, filled: false)
    defer { site.remove() }
    let (one, other) = (try await locks(site), try await locks(site))
    #expect(try await one.look().free == [0, 1, 2, 3])
    #expect(try await one.takePlace(0))
    #expect(try await !other.takePlace(0))
    #expect(try await other.takePlace(1))
    #expect(try await one.take(2))
    #expect(try await !other.take(2))
    #expect(await one.holds(2))
    #expect(await !other.holds(2))
    #expect(try await one.look() == .init(place: 0, places: [0, 1], mine: [2], free: [0, 1, 3]))
    #expect(try await other.look() == .init(place: 1, places: [0, 1], mine: [], free: [0, 1, 3]))
    let holders = try await other.holders()
    #expect(holders.map(\.shard) == [0, 1, 2, 3] && holders.filter { $0.connection != nil }.map(\.shard) == [2])
    #expect(holders[2].account == "root" && holders[2].host == "localhost")
    try await one.free(2)
    #expect(try await other.take(2))
    await one.end()
    await other.end()
  }

  @Test func `a session that is killed loses all its shards at once, and takes part again in another`() async throws {
    let site = try ServedSite(server, filled: false)
    defer { site.remove() }
    let (one, other) = (try await locks(site), try await locks(site))
    #expect(try await one.takePlace(0))
    for shard in 0..<4 { #expect(try await one.take(shard)) }
    let connection = try #require(try await other.holders()[0].connection)
    try server.run("KILL CONNECTION \(connection)")
    #expect(await !one.holds(1))
    let look = try await one.look()
    #expect(look == .init(place: nil, places: [], mine: [], free: [0, 1, 2, 3]))
    #expect(try await other.take(1))
    await one.end()
    await other.end()
  }

  @Test func `a client program that is killed frees its shards`() async throws {
    let site = try ServedSite(server, filled: false)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    let number = folder.file("number")
    let client = ["mariadb", "--no-defaults", "--socket=\(server.socket)", "--user=root"]
    // The shell tells its number and becomes the client.
    let script = "echo $$ > \(number); exec \"$@\""
    func program(_ database: String) -> ClientProgram {
      // The option files come first of all options.
      server.command(["/bin/sh", "-c", script, "sh"] + client + ["--database=\(database)"])
    }
    let one = try await ShardLocks.find(lms: program(site.lms), credentials: program(site.credentials), shards: 2)
    let other = try await locks(site, shards: 2)
    #expect(try await one.take(0))
    let process = try #require(pid_t(try String(contentsOfFile: number, encoding: .utf8).prefix { $0.isNumber }))
    #expect(kill(process, SIGKILL) == 0)
    #expect(await !one.holds(0))
    while try await !other.take(0) { try await Task.sleep(for: .milliseconds(10)) }
    await one.end()
    await other.end()
  }

  @Test func `a session that says nothing any more is ended by the server`() async throws {
    let site = try ServedSite(server, filled: false)
    defer { site.remove() }
    let (one, other) = (try await locks(site), try await locks(site))
    #expect(try await one.take(3))
    // Twenty seconds unless a test says less.
    #expect(try await one.ask { session, _ in try await session.number("@@session.wait_timeout") } == 20)
    try await one.ask { session, _ in try await session.run("SET SESSION wait_timeout=1") }
    while try await !other.take(3) { try await Task.sleep(for: .milliseconds(50)) }
    #expect(await !one.holds(3))
    await one.end()
    await other.end()
  }

  @Test func `processes that cut the learners otherwise are refused with both numbers`() async throws {
    let site = try ServedSite(server, filled: false)
    defer { site.remove() }
    let (four, three) = (try await locks(site), try await locks(site, shards: 3))
    _ = try await four.look()
    let error = await #expect(throws: SiteDataError.self) { try await three.look() }
    #expect(error?.code == .otherShards)
    #expect(error?.reason.contains("follow.shards 4, and this one has 3") == true, "\(error?.description ?? "")")
    // The one that was there first has seen nothing of it.
    _ = try await four.look()
    // Another site of the server has other locks.
    let second = try ServedSite(server, filled: false)
    defer { second.remove() }
    let elsewhere = try await locks(second, shards: 3)
    _ = try await elsewhere.look()
    for locks in [four, three, elsewhere] { await locks.end() }
  }

  @Test func `a server that takes no writes is refused`() async throws {
    let replica = try MariaDBServer(["--read-only"])
    let site = try ServedSite(replica, filled: false)
    let error = await #expect(throws: SiteDataError.self) { try await locks(site) }
    #expect(error?.code == .unfitForLocks)
    #expect(error?.description.contains("locks have to be taken on the primary") == true)
  }
}
