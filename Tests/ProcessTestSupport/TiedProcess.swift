import Foundation
import Synchronization

/// A server of a test's own, which ends with the test process however that ends, and can be killed and started again.
///
/// A shell stands beside it: it waits for the end of a pipe that this process holds, and then kills the server and removes
/// its folder.
package final class TiedProcess: Sendable {
  private struct Running {
    let process: Process
    /// The server dies when this is closed, which the end of this process does as well.
    let life: FileHandle
  }

  private let folder: String
  private let command: [String]
  private let environment: [String: String]
  private let sign: String
  private let running = Mutex<Running?>(nil)

  /// Takes what to start; nothing is started yet.
  ///
  /// - Parameters:
  ///   - folder: what is removed at the end.
  ///   - command: the program's path and its arguments.
  ///   - environment: variables beside those of this process.
  ///   - sign: what it says when it is ready.
  package init(folder: String, command: [String], environment: [String: String] = [:], readyAt sign: String) {
    self.folder = folder
    self.command = command
    self.environment = environment
    self.sign = sign
  }

  deinit { end(keepingFolder: false) }

  /// The first argument is the folder to remove at the end; the rest is the server.
  ///
  /// The shell becomes the server and waits for nothing: where it is started, signals can be blocked, without which a
  /// shell's `wait` does not end. Children of the server have to end with it by themselves.
  private static let script = """
    folder=$1; shift
    exec 3<&0
    (
      exec >/dev/null 2>&1
      read -r keep <&3
      kill -KILL $$
      [ "$keep" = keep ] || rm -rf "$folder" || rm -rf "$folder"
    ) &
    exec "$@" </dev/null 3<&- 2>&1
    """

  /// Starts it and waits until it says that it is ready.
  ///
  /// - Throws: ``TiedProcessTrouble`` with what it said when it ended before.
  package func start() throws {
    let process = Process()
    let life = Pipe()
    let said = Pipe()
    // Other children of this process must not keep the server alive.
    for handle in [life.fileHandleForWriting, said.fileHandleForReading] {
      _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
    }
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", Self.script, "sh", folder] + command
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = life
    process.standardOutput = said
    process.standardError = said
    try process.run()
    try? life.fileHandleForReading.close()
    try? said.fileHandleForWriting.close()
    try waitUntilReady(said.fileHandleForReading)
    running.withLock { $0 = Running(process: process, life: life.fileHandleForWriting) }
  }

  private func waitUntilReady(_ log: FileHandle) throws {
    var text = Data()
    while true {
      let piece = log.availableData
      guard !piece.isEmpty else { throw TiedProcessTrouble(String(decoding: text, as: UTF8.self)) }
      text.append(piece)
      if text.range(of: Data(sign.utf8)) != nil { break }
    }
    // What it says later must not fill the pipe. Readability handlers that come and go on several threads crash libdispatch on
    // Linux (its issue 949).
    let thread = Thread { while !log.availableData.isEmpty {} }
    thread.name = "server's log"
    thread.start()
  }

  /// Kills it as a power failure would, and keeps its folder.
  package func kill() { end(keepingFolder: true) }

  private func end(keepingFolder: Bool) {
    guard let old = running.withLock({ $0.take() }) else { return }
    if keepingFolder { try? old.life.write(contentsOf: Data("keep\n".utf8)) }
    try? old.life.close()
    _ = try? old.process.waitForEnd()
  }
}

/// What a server said when it did not start.
package struct TiedProcessTrouble: Error, CustomStringConvertible {
  /// Its own words.
  package let description: String

  /// Takes them.
  package init(_ description: String) { self.description = description }
}
