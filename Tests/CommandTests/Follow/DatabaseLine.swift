import Foundation
import Glibc
import MariaDBSupport
import ProcessTestSupport
import Synchronization

/// A session of the administrator that stays open, for statements of the tests, one after the other.
///
/// A statement that fails ends it, and the next one opens another.
final class DatabaseLine: Sendable {
  // Only ever inside the lock of `line`.
  private struct Line: @unchecked Sendable {
    let process: Process
    let input: FileHandle
    let output: FileHandle
    var pending = Data()
  }

  private let server: MariaDBServer
  private let database: String
  private let line = Mutex<Line?>(nil)

  /// Takes the server and the database of names that name none; nothing is opened yet.
  init(_ server: MariaDBServer, database: String) {
    self.server = server
    self.database = database
  }

  private func open() throws -> Line {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "mariadb", "--no-defaults", "--socket=\(server.socket)", "--user=root", "--batch", "--skip-column-names",
      "--unbuffered", "--skip-reconnect", database,
    ]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = output
    try process.run()
    try input.fileHandleForReading.close()
    try output.fileHandleForWriting.close()
    _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    return Line(process: process, input: input.fileHandleForWriting, output: output.fileHandleForReading)
  }

  /// Runs statements.
  ///
  /// - Returns: the lines that came.
  /// - Throws: `MariaDBTrouble` with what the client said.
  @discardableResult
  func run(_ sql: String) throws -> [String] {
    try line.withLock { kept in
      var line = try kept ?? open()
      kept = nil
      var lines: [String] = []
      do { try line.input.write(contentsOf: Data("\(sql);\nSELECT 'that was all';\n".utf8)) } catch {
        throw MariaDBTrouble("the session has ended: \(error)")
      }
      while true {
        while let end = line.pending.firstIndex(of: UInt8(ascii: "\n")) {
          let text = String(decoding: line.pending[..<end], as: UTF8.self)
          line.pending = Data(line.pending[(end + 1)...])
          if text == "that was all" {
            kept = line
            return lines
          }
          lines.append(text)
        }
        let more = line.output.availableData
        guard !more.isEmpty else { throw MariaDBTrouble("the session ended after: \(lines)") }
        line.pending += more
      }
    }
  }

  /// Ends the session.
  func close() {
    line.withLock { kept in
      try? kept?.input.close()
      _ = try? kept?.process.waitForEnd()
      kept = nil
    }
  }
}
