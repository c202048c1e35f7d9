import Foundation
import Synchronization

/// The server's process, which can be killed and started again.
final class MariaDBProcess: Sendable {
  private struct Running {
    let process: Process
    /// The server dies when this is closed, which the end of this process does as well.
    let life: FileHandle
  }

  private let folder: String
  private let arguments: [String]
  private let running = Mutex<Running?>(nil)

  init(folder: String, arguments: [String]) {
    self.folder = folder
    self.arguments = arguments
  }

  deinit { end(keepingFolder: false) }

  /// The first argument is the folder to remove at the end; the rest are the server's.
  ///
  /// The shell becomes the server and waits for nothing: where it is started, signals can be blocked, without which a
  /// shell's `wait` does not end.
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

  /// Starts the server and waits until it says that it takes connections.
  func start() throws {
    let process = Process()
    let life = Pipe()
    let said = Pipe()
    // Other children of this process must not keep the server alive.
    for handle in [life.fileHandleForWriting, said.fileHandleForReading] {
      _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
    }
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", Self.script, "sh", folder, MariaDBServer.program] + arguments
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
      guard !piece.isEmpty else { throw MariaDBTrouble(String(decoding: text, as: UTF8.self)) }
      text.append(piece)
      if text.range(of: Data("ready for connections".utf8)) != nil { break }
    }
    // What it says later must not fill the pipe.
    log.readabilityHandler = { handle in
      if handle.availableData.isEmpty { handle.readabilityHandler = nil }
    }
  }

  /// Kills the server and keeps its folder.
  func kill() { end(keepingFolder: true) }

  private func end(keepingFolder: Bool) {
    guard let old = running.withLock({ $0.take() }) else { return }
    if keepingFolder { try? old.life.write(contentsOf: Data("keep\n".utf8)) }
    try? old.life.close()
    old.process.waitUntilExit()
  }
}
