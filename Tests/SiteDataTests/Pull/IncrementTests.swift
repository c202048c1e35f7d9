import DatabaseFile
import Foundation
import GRDB
import LMS
import MariaDBSupport
import ProcessTestSupport
import TestSupport
import Testing

@testable import SiteData

@Suite("A later pull", .ownThread, MariaDBServer.needed, .timeLimit(.minutes(600)))
struct IncrementTests {
  private let server: MariaDBServer

  init() throws { server = try MariaDBServer.shared.get() }

  @Test func `with nothing new it reads no row`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    _ = try await site.pull(into: folder.path).run()
    let report = try await site.pull(into: folder.path).run()
    #expect(!report.isFresh)
    #expect(report.tables.allSatisfy { $0.read == 0 })
    #expect(report.tables.contains { $0.name == "auth_user" && $0.rows > 100 })
  }

  @Test func `after any changes on the site it gives what a first pull gives`() async throws {
    let rounds = ProcessInfo.processInfo.environment["PULL_ROUNDS"].flatMap { Int($0) } ?? 12
    let seed = ProcessInfo.processInfo.environment["PULL_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...99_999)
    print("PULL_SEED=\(seed) PULL_ROUNDS=\(rounds)")
    let site = try ServedSite(server)
    defer { site.remove() }
    var changes = SiteChanges(site, seed: seed)
    let folder = try TemporaryFolder()
    _ = try await site.pull(into: folder.path).run()
    for round in 1...rounds {
      let late = changes.transaction()
      let pull = try site.pull(into: folder.path)
      // A transaction that began before others and commits after a pull has seen them.
      try await server.program(nil).withSession { [changes] session in
        var changes = changes
        try await session.run("START TRANSACTION")
        for statement in late { try await session.run(statement) }
        try server.run("SET innodb_lock_wait_timeout=1; " + Self.committed(changes.transaction()), force: true)
        _ = try await pull.run()
        try await session.run(round % 3 == 0 ? "ROLLBACK" : "COMMIT")
      }
      _ = changes.transaction()
      if round % 5 == 0 {
        try server.run(
          "START TRANSACTION; UPDATE \(site.lms).certificates_generatedcertificate SET status='gone'; ROLLBACK"
        )
      }
      try server.run(Self.committed(changes.transaction()), force: true)
      let report = try await pull.run()
      #expect(!report.isFresh)
      let whole = try TemporaryFolder()
      _ = try await site.pull(into: whole.path).run()
      let differences = try Contents(folder.path).differences(from: try Contents(whole.path))
      try #require(differences == [], "round \(round) of seed \(seed)")
    }
  }

  private static func committed(_ statements: [String]) -> String {
    "START TRANSACTION; " + statements.joined(separator: "; ") + "; COMMIT"
  }

  @Test func `what was changed here is set right again`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    _ = try await site.pull(into: folder.path).run()
    let before = try Contents(folder.path)
    let file = try DatabaseFile(path: folder.file("credentials.sqlite"), access: .readWrite, requires: [])
    try await file.writer?.write { db in
      try db.execute(sql: "UPDATE credentials_usercredential SET status = 'revoked' WHERE id % 7 = 0")
      try db.execute(sql: "DELETE FROM records_usergrade WHERE id % 5 = 0")
    }
    file.close()
    #expect(try Contents(folder.path) != before)
    _ = try await site.pull(into: folder.path).run()
    #expect(try Contents(folder.path) == before)
    #expect(try await site.pull(into: folder.path).run().tables.allSatisfy { $0.read == 0 })
  }

  @Test func `the queue and a reader that goes on stay, and the reader sees the old state or the new one`() async throws
  {
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    _ = try await site.pull(into: folder.path).run()
    let lms = try DatabaseFile(path: folder.file("lms.sqlite"), access: .readWrite, requires: [])
    defer { lms.close() }
    try await lms.writer?.write { db in
      try db.execute(
        sql: "CREATE TABLE sync_task (id integer PRIMARY KEY, key text); INSERT INTO sync_task VALUES (1, 'k')"
      )
    }
    let before = try Contents(folder.path)
    try server.run("UPDATE \(site.lms).certificates_generatedcertificate SET status='notpassing'")
    let tasks = "SELECT count(*) FROM sync_task"
    let others = "SELECT count(*) FROM certificates_generatedcertificate WHERE status <> 'notpassing'"
    #expect(try await lms.reader.read { db in try Int.fetchOne(db, sql: tasks) } == 1)
    _ = try await site.pull(into: folder.path).run()
    let after = try await lms.reader.read { db in try [tasks, others].map { try Int.fetchOne(db, sql: $0) } }
    #expect(after == [1, 0])
    #expect(try Contents(folder.path) != before)
  }

  @Test func `files of two pairs, as a crash between them leaves, are made one pair again`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    _ = try await site.pull(into: folder.path).run()
    let lms = try DatabaseFile(path: folder.file("lms.sqlite"), access: .readWrite, requires: [])
    try await lms.writer?.write { db in try db.execute(sql: "UPDATE sync_origin SET pair = 'of before'") }
    lms.close()
    _ = try await site.pull(into: folder.path).run()
    let pairs = try SiteSide.allCases.map { side in
      try DatabaseQueue(path: folder.file(side.fileName)).read { db in try SyncOrigin.pair(db) }
    }
    #expect(pairs[0] != nil && pairs[0] == pairs[1])
  }
}
