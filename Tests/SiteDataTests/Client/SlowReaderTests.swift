import Foundation
import MariaDBSupport
import ProcessTestSupport
import Synchronization
import TestSupport
import Testing

@testable import SiteData

/// A server that cuts off who reads nothing for a second, instead of the usual 60.
@Suite("A reader that is slow", .ownThread, MariaDBServer.needed, .timeLimit(.minutes(30)))
struct SlowReaderTests {
  private let server: MariaDBServer

  /// Far more bytes than pipes, sockets and the client program hold.
  private static let rows = 60_000
  private static let large = Selection(["seq", "REPEAT('x',1000)"], "FROM mysql.seq_1_to_\(rows)")

  init() throws { server = try MariaDBServer(["--net-write-timeout=1"]) }

  @Test func `is not cut off where another is that began later`() async throws {
    let rows = Mutex(0)
    try await server.program(nil).withSession { session in
      let id = try #require(await session.connectionID)
      try await session.select(Self.large) { batch in
        let isFirst = rows.withLock { rows in
          rows += batch.count
          return rows == batch.count
        }
        guard isFirst else { return }
        let other = try IdleReader(server, Self.large.sql)
        try waitForEnd("USER='\(IdleReader.user)'")
        #expect(try sessions("ID=\(id)") == 1)
        #expect(try other.end().contains("ERROR 2013"))
      }
    }
    #expect(rows.withLock { $0 } == Self.rows)
  }

  @Test func `that is cut off all the same is told so, and what came is not taken for all`() async throws {
    let rows = Mutex(0)
    let error = await #expect(throws: ClientError.self) {
      try await server.program(nil).withSession { session in
        try await session.run("SET SESSION net_write_timeout=1")
        let id = try #require(await session.connectionID)
        await session.begin("reading slowly")
        try await session.select(Self.large) { batch in
          rows.withLock { $0 += batch.count }
          try waitForEnd("ID=\(id)")
        }
      }
    }
    #expect(error?.number == 2013)
    #expect(error?.doing == "reading slowly")
    #expect(error?.mayPass == true)
    #expect((1..<Self.rows).contains(rows.withLock { $0 }))
  }

  private func sessions(_ condition: String) throws -> Int? {
    let text = try server.run("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE \(condition)")
    return Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Asks until the server has no such session any more.
  private func waitForEnd(_ condition: String) throws { while try sessions(condition) != 0 {} }
}

/// A client program that asks for a result, and of which nobody reads more than the first byte.
private final class IdleReader {
  static let user = "idle_reader"
  private let process = Process()
  private let output = Pipe()
  private let errors = Pipe()

  /// Begins; the result is on its way when this returns.
  init(_ server: MariaDBServer, _ sql: String) throws {
    try server.run("CREATE USER \(Self.user)@localhost; GRANT SELECT ON *.* TO \(Self.user)@localhost")
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "mariadb", "--no-defaults", "--socket=\(server.socket)", "--user=\(Self.user)", "--batch", "--quick",
      "--unbuffered", "--execute=\(sql)",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    _ = try output.fileHandleForReading.read(upToCount: 1)
  }

  /// Reads the rest, and gives what the program says at its end.
  func end() throws -> String {
    while try output.fileHandleForReading.read(upToCount: 1 << 20)?.isEmpty == false {}
    let said = try errors.fileHandleForReading.readToEnd() ?? Data()
    try process.waitForEnd()
    return String(decoding: said, as: UTF8.self)
  }
}
