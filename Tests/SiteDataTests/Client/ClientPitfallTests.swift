import Foundation
import MariaDBSupport
import ProcessTestSupport
import Synchronization
import TestSupport
import Testing

@testable import SiteData

@Suite("What bites with a client program", .ownThread, MariaDBServer.needed, .timeLimit(.minutes(30)))
struct ClientPitfallTests {
  private let server: MariaDBServer

  init() throws { server = try MariaDBServer.shared.get() }

  /// A command that begins the client inside a shell, where its streams can be changed.
  private func shell(_ script: String) -> ClientProgram {
    server.command(["sh", "-c", script, "sh"] + server.clientOptions)
  }

  @Test func `text means the same in every SQL mode`() async throws {
    let text = "a'b\\n\"c\\\\d` ; -- /* é"
    for mode in ["", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES", "ORACLE,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT"] {
      let row = try await server.program(nil).withSession { session in
        try await session.run("SET SESSION sql_mode='\(mode)'")
        return try await session.all(Selection([SQLWord.literal(text)]))
      }
      #expect(row.text(0, 0) == text)
    }
  }

  @Test func `an error repeats nothing of the statement, in which names of learners stand`() async throws {
    let error = await #expect(throws: ClientError.self) {
      try await server.program(nil).withSession {
        try await $0.all(Selection(["1"], "FROM nosuch.ours WHERE a='secret-learner'"))
      }
    }
    #expect(error?.number == 1146 || error?.number == 1049)
    #expect(error?.description.contains("secret-learner") == false)
  }

  @Test func `a command that says much on standard error does not stop for want of a reader`() async throws {
    let program = shell(#"yes 'Warning: x' | head -c 500000 >&2; exec mariadb "$@""#)
    #expect(try await program.withSession { try await $0.all(Selection(["1"])).int(0, 0) } == 1)
  }

  @Test func `a session that is suddenly another one is refused`() async throws {
    let script = #"mariadb "$@" | awk '{ if (/^~/ && ++n > 5) sub(/[0-9]+$/, "999999"); print; fflush() }'"#
    let error = await #expect(throws: ClientError.self) {
      try await shell(script).withSession { session in for _ in 0..<5 { _ = try await session.all(Selection(["1"])) } }
    }
    #expect(error?.number == 2006)
  }

  @Test func `a row that is lost on the way is missed by the server's count`() async throws {
    let script = #"mariadb "$@" | awk '$0 == "7777" { next } { print; fflush() }'"#
    let error = await #expect(throws: ClientError.self) {
      try await shell(script).withSession {
        try await $0.select(Selection([Selection.Column("seq", isNullable: false)], "FROM mysql.seq_1_to_9999")) { _ in
        }
      }
    }
    #expect(error?.cause == .garbled("9998 rows came of 9999"))
  }

  @Test func `a client that is killed in the middle of a line is an error`() async throws {
    let folder = try TemporaryFolder()
    let program = shell("echo $$ > '\(folder.file("pid"))'; exec mariadb \"$@\"")
    let error = await #expect(throws: ClientError.self) {
      try await program.withSession { session in
        try await session.select(Selection(["seq", "REPEAT('x',200)"], "FROM mysql.seq_1_to_5000000")) { _ in
          let text = try String(contentsOfFile: folder.file("pid"), encoding: .utf8)
          kill(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0, SIGKILL)
        }
      }
    }
    #expect(error?.cause == .ended("signal 9", said: ""))
    #expect(error?.mayPass == true)
  }

  @Test func `what came of a result before its time was over is not taken for all of it`() async throws {
    var program = try server.program(nil)
    program.statementSeconds = 1
    let rows = Mutex(0)
    let error = await #expect(throws: ClientError.self) {
      try await program.withSession {
        try await $0.select(
          Selection(["a.seq", "REPEAT('x',2000)"], "FROM mysql.seq_1_to_1000000 a JOIN mysql.seq_1_to_1000000 b")
        ) { batch in rows.withLock { $0 += batch.count } }
      }
    }
    #expect(error?.number == 1969)
    #expect(rows.withLock { $0 } > 0)
  }

  @Test func `a session bounds for itself how long the server waits`() async throws {
    let values = try await server.program(nil).withSession {
      try await $0.all(Selection(["@@net_write_timeout", "@@wait_timeout", "@@lock_wait_timeout", "@@tx_isolation"]))
    }
    #expect(values.int(0, 0) == 600)
    // What is lost without a word is given up by the server in time.
    #expect(values.int(0, 1) == 600)
    #expect(values.int(0, 2) == 10)
  }

  @Test func `MySQL is told to bound a statement in its own words`() async throws {
    let script = #"mariadb "$@" | sed -u 's/^\([01]*\)\t[0-9.]*-MariaDB[^\t]*/\1\t8.4.11/'"#
    let error = await #expect(throws: ClientError.self) { try await shell(script).withSession { _ in } }
    #expect(error?.number == 1193)
    #expect(error?.reason.contains("max_execution_time") == true)
  }

  @Test(arguments: ["it's \"q\" \\ # ; é 😀", " x ", "%41", "$(id)", "`id`"])
  func `a password of any characters signs in`(password: String) async throws {
    let quoted = password.replacing("\\", with: "\\\\").replacing("'", with: "''")
    let name = "odd\(UInt32.random(in: 0...999_999))"
    try server.run("CREATE USER \(name)@localhost IDENTIFIED BY '\(quoted)'")
    defer { _ = try? server.run("DROP USER \(name)@localhost") }
    let facts = try await server.program(nil, user: name, password: password).withSession { await $0.server }
    #expect(facts.account == "\(name)@localhost")
  }

  @Test func `options that only one of the two clients knows are loose`() {
    for option in ["sandbox", "skip-print-query-on-error", "skip-system-command"] {
      #expect(ClientProgram.framing.contains("--loose-\(option)"))
      #expect(!ClientProgram.framing.contains("--\(option)"))
    }
  }

  @Test func `columns in other character sets come as the same text`() async throws {
    let site = try ServedSite(server, filled: false)
    defer { site.remove() }
    try server.run(
      """
      CREATE TABLE texts (a varchar(20) CHARACTER SET latin1, b varchar(20) CHARACTER SET utf8mb3, c text CHARACTER SET
        ucs2, d varchar(20) CHARACTER SET cp1251);
      INSERT INTO texts VALUES ('Zoë', 'Žofie', '日本', 'Юлия');
      """,
      database: site.lms
    )
    let row = try await server.program(site.lms).withSession {
      try await $0.all(Selection(["a", "b", "c", "d"], "FROM texts"))
    }
    #expect((0..<4).map { row.text(0, $0) } == ["Zoë", "Žofie", "日本", "Юлия"])
  }

  @Test func `a snapshot takes no writing`() async throws {
    let site = try ServedSite(server, filled: false)
    defer { site.remove() }
    let error = await #expect(throws: ClientError.self) {
      try await server.program(site.lms).withSession { session in
        try await session.run("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
        try await session.run("DELETE FROM auth_user")
      }
    }
    #expect(error?.number == 1792)
  }
}
