import MariaDBSupport
import ProcessTestSupport
import TestSupport
import Testing

@testable import SiteData

@Suite("Trouble with the client program", .ownThread, MariaDBServer.needed, .timeLimit(.minutes(30)))
struct ClientTroubleTests {
  private let server: MariaDBServer

  init() throws { server = try MariaDBServer.shared.get() }

  @Test func `a wrong password, an unknown database and a locked account are told by number`() async throws {
    try server.run("CREATE USER barred@localhost IDENTIFIED BY 'right'; CREATE USER locked@localhost ACCOUNT LOCK")
    defer { _ = try? server.run("DROP USER barred@localhost; DROP USER locked@localhost") }
    #expect(try await number(server.program(nil, user: "barred", password: "wrong")) == 1045)
    #expect(try await number(server.program("nosuch_database")) == 1049)
    #expect(try await number(server.program("mysql", user: "barred", password: "right")) == 1044)
    #expect(try await number(server.program(nil, user: "locked")) == 4151)
  }

  @Test func `a server that is not there and a host that is not known are told by number`() async throws {
    let gone = try ServerAddress("mysql://r@localhost/x?socket=/nonexistent/s")
    #expect(await number(ClientProgram(.address(gone), label: "")) == 2002)
    let refused = try ServerAddress("mysql://r@127.0.0.1:1/x")
    #expect([2002, 2003].contains(await number(ClientProgram(.address(refused), label: ""))))
    let unknown = try ServerAddress("mysql://r@nosuch.invalid/x")
    #expect([2005, 2002, 2003].contains(await number(ClientProgram(.address(unknown), label: ""))))
  }

  @Test func `where TLS is wanted and the server has none, nothing is read`() async throws {
    var address = try ServerAddress("mysql://root@127.0.0.1:\(server.port)/")
    address.tls = .unverified
    let error = await error(ClientProgram(.address(address), label: ""))
    #expect(error?.cause == .notEncrypted || error?.number == 2026)
  }

  @Test func `a task that is cancelled before the program is found misses no program`() async throws {
    let program = try server.program(nil)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await program.withSession { _ in }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `a program that is not there is told, and so is a command that is no client`() async throws {
    #expect(await cause(["/nonexistent/mariadb"]).map { if case .notStarted = $0 { true } else { false } } == true)
    #expect(await cause(["false"]) == .ended("exit status 1", said: ""))
    #expect(await cause([]) == .notStarted("the command is empty"))
  }

  @Test func `a client that does not know an option is told to be too old`() async throws {
    let error = await error(server.command(["mariadb"] + server.clientOptions + ["--nosuch-option"]))
    #expect(error?.description.contains("too old") == true)
  }

  @Test func `a command that writes something of its own is told with what it wrote`() async throws {
    let words = ["sh", "-c", "echo Welcome; exec mariadb \"$@\"", "sh"] + server.clientOptions
    #expect(await cause(words) == .noise("Welcome"))
  }

  @Test func `a command on a terminal is known by the ends of its lines`() async throws {
    let words = ["sh", "-c", #"exec mariadb "$@" | sed -u 's/$/\r/'"#, "sh"] + server.clientOptions
    #expect(await cause(words) == .terminal)
  }

  @Test func `what the command says of itself is told without what is only a warning`() async throws {
    let words = ["sh", "-c", "echo 'Warning: x' >&2; echo 'Error: No such container: tutor' >&2; exit 1"]
    #expect(await cause(words) == .ended("exit status 1", said: "Error: No such container: tutor"))
  }

  @Test func `a server that is killed ends the session, and the next one works when it is back`() async throws {
    let own = try MariaDBServer()
    let program = try own.program(nil)
    let error = await #expect(throws: ClientError.self) {
      try await program.withSession { session in
        try await session.select(Selection(["seq", "REPEAT('x',200)"], "FROM mysql.seq_1_to_5000000")) { _ in own.kill()
        }
      }
    }
    #expect(error?.number == 2013)
    #expect(await number(program) == 2002)
    try own.start()
    #expect(try await program.withSession { try await $0.all(Selection(["1"])).int(0, 0) } == 1)
  }

  private func error(_ program: ClientProgram) async -> ClientError? {
    await #expect(throws: ClientError.self) { try await program.withSession { _ in } }
  }

  private func number(_ program: ClientProgram) async -> Int? { await error(program)?.number }

  private func cause(_ words: [String]) async -> ClientError.Cause? { await error(server.command(words))?.cause }
}
