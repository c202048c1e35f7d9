import Foundation
import ProcessTestSupport
import Testing

/// A running `sync`, whose log lines are read as they come.
final class SyncProcess {
  private let process = Process()
  private let pipe = Pipe()
  private var pending = Data()
  /// All lines so far.
  private(set) var lines: [String] = []

  init(_ arguments: String..., in folder: String, environment: [String: String]? = nil) throws {
    process.executableURL = URL(fileURLWithPath: try Command.path())
    process.arguments = ["sync", "--deployment", folder] + arguments
    if let environment { process.environment = environment }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = pipe
    try process.run()
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// Reads until a line holds the text; the end of the output fails, and so do ten minutes of other lines.
  @discardableResult
  func line(with text: String) throws -> String {
    let deadline = ContinuousClock.now + .seconds(Process.patience)
    while let line = try nextLine(by: deadline) {
      if line.contains(text) { return line }
    }
    Issue.record("no line with “\(text)” in:\n\(lines.joined(separator: "\n"))")
    throw CocoaError(.fileReadUnknown)
  }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Reads to the end; the status, negative when a signal ended it.
  func exit() throws -> Int32 {
    let deadline = ContinuousClock.now + .seconds(Process.patience)
    while try nextLine(by: deadline) != nil {}
    return try process.waitForEnd()
  }

  private func nextLine(by deadline: ContinuousClock.Instant) throws -> String? {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending = Data(pending[(end + 1)...])
        lines.append(line)
        return line
      }
      let output = pipe.fileHandleForReading
      var polled = pollfd(fd: output.fileDescriptor, events: Int16(POLLIN), revents: 0)
      let left = Int32(max(0, (deadline - .now) / .milliseconds(1)))
      try #require(
        left > 0 && poll(&polled, 1, left) == 1,
        "what was waited for did not come; the last lines:\n\(lines.suffix(40).joined(separator: "\n"))"
      )
      let more = output.availableData
      if more.isEmpty { return nil }
      pending += more
    }
  }
}
