import Foundation
import MariaDBSupport
import ProcessTestSupport
import Synchronization
import TestSupport
import Testing

@testable import SiteData

@Suite("A session that ends before its time", .ownThread, MariaDBServer.needed, .timeLimit(.minutes(30)))
struct EndedSessionTests {
  private let server: MariaDBServer

  /// More rows than come before anybody can do something about them.
  private static let large = Selection(["seq", "REPEAT('x',200)"], "FROM mysql.seq_1_to_2000000")

  init() throws { server = try MariaDBServer.shared.get() }

  private func sessions(_ condition: String) throws -> Int? {
    let text = try server.run("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE \(condition)")
    return Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// What cannot be read in the time of a statement.
  private static let endless = Selection(
    ["a.seq", "REPEAT('x',2000)"],
    "FROM mysql.seq_1_to_1000000 a JOIN mysql.seq_1_to_1000000 b"
  )

  @Test func `with --force, which goes on after an error, a result that took too long is not taken for whole`()
    async throws
  {
    let rows = Mutex(0)
    // Behind the options that are added, nothing undoes it.
    var program = server.command(["sh", "-c", "exec mariadb \"$@\" --force", "sh"] + server.clientOptions)
    program.statementSeconds = 1
    let running = program
    let error = await #expect(throws: ClientError.self) {
      try await running.withSession {
        try await $0.select(Self.endless) { batch in rows.withLock { $0 += batch.count } }
      }
    }
    #expect(error?.cause == .passedOver)
    #expect(error?.remedy.contains("--force") == true)
    #expect(rows.withLock { $0 } > 0)
  }

  @Test func `with --force in its option file, an error ends it as without`() async throws {
    let folder = try TemporaryFolder()
    let options = try folder.write(Data("[client]\nforce\n".utf8), as: "my.cnf")
    var words = server.clientOptions
    words.removeAll { $0 == "--no-defaults" }
    var program = server.command(["mariadb", "--defaults-file=\(options)"] + words + ["--force"])
    program.statementSeconds = 1
    let running = program
    let error = await #expect(throws: ClientError.self) {
      try await running.withSession { try await $0.select(Self.endless) { _ in } }
    }
    #expect(error?.number == 1969)
    program.statementSeconds = 3600
    let patient = program
    let cut = await #expect(throws: ClientError.self) {
      try await patient.withSession { session in
        let id = try #require(await session.connectionID)
        try await session.select(Self.large) { _ in _ = try? server.run("KILL CONNECTION \(id)") }
      }
    }
    #expect([2013, 2006, 1927].contains(cut?.number))
  }

  @Test func `by an orderly shutdown of the server, the result is not taken for whole`() async throws {
    let own = try MariaDBServer()
    let isFirst = Mutex(true)
    let error = await #expect(throws: ClientError.self) {
      try await own.program(nil).withSession { session in
        try await session.select(Self.large) { _ in
          let isNow = isFirst.withLock { first in
            defer { first = false }
            return first
          }
          if isNow { try own.run("SHUTDOWN") }
        }
      }
    }
    #expect([2013, 2006, 1053, 1927, 1317].contains(error?.number))
    #expect(error?.mayPass == true)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `by a signal to the client program while a statement runs, it is an error`(number: Int32) async throws {
    let folder = try TemporaryFolder()
    let script = "echo $$ > '\(folder.file("pid"))'; exec mariadb \"$@\""
    let program = server.command(["sh", "-c", script, "sh"] + server.clientOptions)
    await #expect(throws: ClientError.self) {
      try await program.withSession { session in
        let id = try #require(await session.connectionID)
        let text = try String(contentsOfFile: folder.file("pid"), encoding: .utf8)
        let client = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        async let row = session.all(Selection(["SLEEP(3000)"]))
        while try sessions("ID=\(id) AND INFO LIKE '%SLEEP%'") != 1 {}
        kill(client, number)
        _ = try await row
      }
    }
  }

  @Test func `by the server, because nothing was asked for long, the next statement says so`() async throws {
    let error = await #expect(throws: ClientError.self) {
      try await server.program(nil).withSession { session in
        try await session.run("SET SESSION wait_timeout=1")
        let id = try #require(await session.connectionID)
        while try sessions("ID=\(id)") != 0 {}
        _ = try await session.all(Selection(["1"]))
      }
    }
    #expect(error?.number == 2006)
    #expect(error?.mayPass == true)
  }

  @Test func `because its command waits for something that never comes, it is told after a while`() async throws {
    var program = server.command(["sh", "-c", "cat >/dev/null", "sh"])
    // Patience is a minute longer.
    program.statementSeconds = -59
    let running = program
    let error = await #expect(throws: ClientError.self) { try await running.withSession { _ in } }
    #expect(error?.cause == .silent(1))
    #expect(error?.remedy.contains("a password") == true)
  }

  @Test func `because its option file is not there, it is told by name`() async throws {
    let error = await #expect(throws: ClientError.self) {
      try await server.command(["mariadb", "--defaults-extra-file=/nonexistent/my.cnf"]).withSession { _ in }
    }
    #expect(error?.reason.contains("/nonexistent/my.cnf") == true)
  }
}
