import Foundation
import OpenEdX

/// The measurement's server, running as a child so that its work is not counted as the client's.
final class PostServerProcess {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  let port: Int
  var address: String { "http://127.0.0.1:\(port)" }

  /// - Parameter latency: milliseconds from a request to its answer.
  init(_ mode: PostServer.Mode, body: JSONValue, latency: Int = 0) throws {
    process.executableURL = URL(
      fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    )
    process.arguments = [
      "serve-posts", "--mode", mode.rawValue, "--body", try PostRecording.text(body), "--latency", "\(latency)",
    ]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.filter { !$0.isWhitespace }), port > 0 else {
      throw BenchError("The server did not start: \(line)")
    }
    self.port = port
  }

  /// Ends it.
  ///
  /// - Returns: its counts.
  func end() throws -> JSONValue {
    try input.fileHandleForWriting.close()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(JSONValue.self, from: text)
  }

  /// One of its counts, once it has ended.
  static func number(_ name: String, in summary: JSONValue) -> Int {
    if case .number(let number)? = summary[name] { Int(number) } else { 0 }
  }
}
