import Foundation
import MariaDBSupport
import ProcessTestSupport
import Synchronization
import TestSupport
import Testing

@testable import SiteData

@Suite("A session with a real server", .ownThread, MariaDBServer.needed, .timeLimit(.minutes(30)))
struct ClientSessionTests {
  private let server: MariaDBServer

  init() throws { server = try MariaDBServer.shared.get() }

  @Test func `a session knows its server and its account`() async throws {
    let facts = try await server.program(nil).withSession { await $0.server }
    #expect(facts.isMariaDB)
    #expect(facts.product.hasPrefix("MariaDB "))
    #expect(facts.account == "root@localhost")
    #expect(facts.database == nil)
  }

  @Test func `every value comes as the server holds it`() async throws {
    let texts = [
      "", "NULL", "\\N", "a\tb", "a\nb", "\0nul", "\\", "\u{1A}\r\n", "'\"`", "zoë 🎓 日本", "~",
      String(repeating: "x", count: 100_000),
    ]
    for text in texts {
      let row = try await server.program(nil).withSession {
        try await $0.all(Selection([SQLWord.literal(text), "NULL", "7", "x'00FF09'"]))
      }
      #expect(row.text(0, 0) == text)
      #expect(row.text(0, 1) == nil)
      #expect(row.int(0, 2) == 7)
      #expect(row.bytes(0, 3) { Array($0) } == [0, 255, 9])
    }
  }

  @Test func `nothing in a statement or in a value runs a command here`() async throws {
    let folder = try TemporaryFolder()
    let text = "x\n\\! touch \(folder.file("ran"))\nsystem touch \(folder.file("ran"))\n\\. /etc/passwd\n"
    let row = try await server.program(nil).withSession { try await $0.all(Selection([SQLWord.literal(text)])) }
    #expect(row.text(0, 0) == text)
    await #expect(throws: ClientError.self) {
      try await server.program(nil).withSession { try await $0.run("DO 1;\n\\! touch \(folder.file("ran"))\nDO 2") }
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("ran")))
  }

  @Test func `statements and rows larger than a pipe get through`() async throws {
    let row = try await server.program(nil).withSession { session in
      let long = String(repeating: "é", count: 200_000)
      let length = try await session.all(Selection(["CHAR_LENGTH(\(SQLWord.literal(long)))"]))
      #expect(length.int(0, 0) == 200_000)
      return try await session.all(Selection(["REPEAT('x',20000000)"]))
    }
    #expect(row.bytes(0, 0) { $0.count } == 20_000_000)
  }

  @Test func `an error ends the session with its number, and what was read before is not taken for all`() async throws {
    let error = await #expect(throws: ClientError.self) {
      try await server.program(nil).withSession { session in
        await session.begin("reading nothing")
        try await session.select(Selection(["a"], "FROM nosuch.table_of_ours")) { _ in }
      }
    }
    #expect(error?.number == 1146 || error?.number == 1049)
    #expect(error?.doing == "reading nothing")
    #expect(error?.server.contains("lms.database") == true)
  }

  @Test(arguments: ["KILL CONNECTION", "KILL QUERY"])
  func `a result that is cut off is an error, however much of it came`(how: String) async throws {
    let error = await #expect(throws: ClientError.self) {
      try await server.program(nil).withSession { session in
        let id = try #require(await session.connectionID)
        let isFirst = Mutex(true)
        try await session.select(Selection(["seq", "REPEAT('x',200)"], "FROM mysql.seq_1_to_2000000")) { _ in
          if isFirst.withLock({
            let was = $0; $0 = false; return was
          }) {
            try server.run("\(how) \(id)")
          }
        }
      }
    }
    #expect([2013, 2006, 1317, 1927].contains(error?.number))
    #expect(error?.mayPass == true)
  }

  @Test func `with --force, which hides errors, a failed statement is still none that gave no rows`() async throws {
    let program = server.command(["mariadb"] + server.clientOptions + ["--force"])
    await #expect(throws: ClientError.self) {
      try await program.withSession { try await $0.all(Selection(["a"], "FROM nosuch.table_of_ours")) }
    }
  }

  @Test func `a statement that takes too long is ended by the server`() async throws {
    var program = try server.program(nil)
    program.statementSeconds = 1
    let error = await #expect(throws: ClientError.self) {
      try await program.withSession {
        try await $0.all(Selection(["COUNT(*)"], "FROM mysql.seq_1_to_1000000 a JOIN mysql.seq_1_to_1000000 b"))
      }
    }
    #expect(error?.number == 1969)
  }

  @Test func `the password stands neither among the arguments nor in the environment of any process`() async throws {
    let secret = "s3cret-\(UUID().uuidString)"
    try server.run("CREATE USER hidden@localhost IDENTIFIED BY '\(secret)'")
    defer { _ = try? server.run("DROP USER hidden@localhost") }
    let seen = try await server.program(nil, user: "hidden", password: secret).withSession { session in
      #expect(await session.server.account == "hidden@localhost")
      return try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }.flatMap { id in
        ["cmdline", "environ"].compactMap { FileManager.default.contents(atPath: "/proc/\(id)/\($0)") }
      }
    }
    #expect(seen.contains { $0.range(of: Data("--defaults-file=/proc/".utf8)) != nil })
    #expect(!seen.contains { $0.range(of: Data(secret.utf8)) != nil })
  }

  @Test func `cancelling ends the program and with it the session at the server`() async throws {
    let (ids, tell) = AsyncStream.makeStream(of: Int.self)
    let program = try server.program(nil)
    let task = Task {
      defer { tell.finish() }
      try await program.withSession { session in
        if let id = await session.connectionID { tell.yield(id) }
        try await session.select(Selection(["seq", "REPEAT('x',200)"], "FROM mysql.seq_1_to_50000000")) { _ in }
      }
    }
    var iterator = ids.makeAsyncIterator()
    let id = try #require(await iterator.next())
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    // The server notices at its next write.
    try server.run("DO GET_LOCK('wait_\(id)', 0)")
    var left = 1
    for _ in 0..<100 where left > 0 {
      left =
        Int(try server.run("SELECT SLEEP(0.05)+COUNT(*) FROM information_schema.PROCESSLIST WHERE ID=\(id)").trimmed)
        ?? 0
    }
    #expect(left == 0)
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
