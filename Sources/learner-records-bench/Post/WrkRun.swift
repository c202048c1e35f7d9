import Foundation
import OpenEdX

/// The same post sent by `wrk`, which is what the service's client is held against.
enum WrkRun {
  /// Sends for so many seconds.
  ///
  /// - Returns: requests a second.
  static func rate(_ server: PostServerProcess, body: JSONValue, connections: Int, seconds: Int) throws -> Double {
    let folder = FileManager.default.temporaryDirectory
    let script = folder.appendingPathComponent("wrk-\(UUID().uuidString).lua")
    try Data(
      """
      wrk.method = "POST"
      wrk.body = [==[\(PostRecording.text(body))]==]
      wrk.headers["Content-Type"] = "application/json"
      wrk.headers["Accept"] = "application/json"
      wrk.headers["User-Agent"] = "learner-records"
      wrk.headers["Authorization"] = "JWT \(PostRate.token)"
      """.utf8
    ).write(to: script)
    defer { try? FileManager.default.removeItem(at: script) }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "wrk", "-t", "\(min(2, connections))", "-c", "\(connections)", "-d", "\(seconds)s", "-s", script.path,
      server.address + "/api/v2/credentials/",
    ]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let line = text.split(separator: "\n").first { $0.hasPrefix("Requests/sec:") }
    guard let rate = line?.split(separator: ":").last.flatMap({ Double($0.filter { $0 != " " }) }) else {
      throw BenchError("wrk told no rate (is the package wrk installed?): \(text)")
    }
    if text.contains("Non-2xx") { throw BenchError("wrk was refused: \(text)") }
    return rate
  }
}
