import Foundation
import MariaDBSupport
import Synchronization

/// A session of the administrator that stays open, for statements of a fake service, one at a time.
final class DatabaseLine: Sendable {
  private struct Line: @unchecked Sendable {
    let process: Process
    let input: FileHandle
    let output: FileHandle
    var pending = Data()
  }

  private let line: Mutex<Line>

  init(_ server: MariaDBServer) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "mariadb", "--no-defaults", "--socket=\(server.socket)", "--user=root", "--batch", "--skip-column-names",
      "--unbuffered", "--force",
    ]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = output
    try process.run()
    try input.fileHandleForReading.close()
    try output.fileHandleForWriting.close()
    line = Mutex(
      Line(process: process, input: input.fileHandleForWriting, output: output.fileHandleForReading)
    )
  }

  /// Runs statements.
  ///
  /// - Returns: the lines that came.
  /// - Throws: `MariaDBTrouble` with what the client said.
  func run(_ sql: String) throws -> [String] {
    try line.withLock { line in
      try line.input.write(contentsOf: Data("\(sql);\nSELECT 'that was all';\n".utf8))
      var lines: [String] = []
      while true {
        while let end = line.pending.firstIndex(of: UInt8(ascii: "\n")) {
          let text = String(decoding: line.pending[..<end], as: UTF8.self)
          line.pending = Data(line.pending[(end + 1)...])
          if text == "that was all" {
            if lines.contains(where: { $0.hasPrefix("ERROR ") }) { throw MariaDBTrouble("\(lines)") }
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
    line.withLock { line in
      try? line.input.close()
      line.process.waitUntilExit()
    }
  }
}
