import Foundation
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

/// A server of tmux of its own, with the program in its one pane and a client on a terminal of the test's.
final class TmuxStage {
  private static let path = "/usr/bin/tmux"
  static let isAvailable = FileManager.default.isExecutableFile(atPath: path)

  let folder: TemporaryFolder
  /// The client's terminal.
  let terminal: PseudoTerminal
  private let status: FileHandle
  private var socket: String { folder.file("s") }

  /// Starts the program.
  ///
  /// - Parameter ignoresSignal: whether SIGHUP is ignored where the program starts, as `nohup` does.
  init(_ arguments: [String], environment: [String: String], ignoresSignal: Bool) throws {
    folder = try TemporaryFolder()
    let report = folder.file("status")
    try #require(mkfifo(report, 0o600) == 0)
    // Read from before anybody writes, so that the end of the last writer is the end of the file.
    let descriptor = open(report, O_RDONLY | O_NONBLOCK)
    try #require(descriptor >= 0)
    status = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    let words = try ([Command.path()] + arguments).map { "'\($0.replacing("'", with: "'\\''"))'" }
    // A trap is not inherited, so that the program meets the signal as it does in a shell; an ignored one is.
    let script = """
      exec 3>'\(report)'
      trap \(ignoresSignal ? "''" : ":") HUP
      \(words.joined(separator: " ")) 3>&-
      echo $? >&3
      """
    let file = try folder.write(Data(script.utf8), as: "run.sh")
    terminal = try PseudoTerminal(
      executable: Self.path,
      arguments: ["-u", "-S", folder.file("s"), "-f", "/dev/null", "new-session", "/bin/sh '\(file)'"],
      environment: environment.merging(["SHELL": "/bin/sh"]) { $1 },
      workingDirectory: folder.path
    )
  }

  /// A server outlives its client.
  deinit { _ = try? FinishedProcess(executable: Self.path, ["-S", socket, "kill-server"]) }

  /// Runs a command of tmux.
  func tmux(_ arguments: String...) throws {
    let result = try FinishedProcess(executable: Self.path, ["-S", socket] + arguments)
    #expect(result.status == 0, "\(result.errors)")
  }

  /// The process of the server.
  func serverProcess() throws -> pid_t {
    let result = try FinishedProcess(executable: Self.path, ["-S", socket, "display-message", "-p", "#{pid}"])
    return try #require(pid_t(result.output.filter(\.isNumber)))
  }

  /// Waits for the end of the program and of its shell, and gives the program's exit status.
  func exitStatus() throws -> Int32 {
    var text: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 64)
    while true {
      var polled = pollfd(fd: status.fileDescriptor, events: Int16(POLLIN), revents: 0)
      let patience = Int32(PseudoTerminal.patience / .milliseconds(1))
      try #require(poll(&polled, 1, patience) == 1, "the program has not ended")
      let count = read(status.fileDescriptor, &part, part.count)
      if count < 0, errno == EAGAIN { continue }
      guard count > 0 else { break }
      text += part.prefix(count)
    }
    return try #require(Int32(String(decoding: text, as: UTF8.self).filter(\.isNumber)))
  }
}
