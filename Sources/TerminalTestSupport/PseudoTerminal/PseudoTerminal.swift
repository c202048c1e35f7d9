import Foundation
import Glibc

/// A program running on a terminal of its own, with a screen to look at and keys to press.
///
/// Every wait is for something that happens: output, or the end of the program. There is no sleeping, and a wait that
/// lasts too long throws with the whole screen in its message. Releasing it ends the program.
///
///     let terminal = try PseudoTerminal(executable: path, arguments: ["--ascii"])
///     try terminal.waitFor("Learners")
///     try terminal.send(KeyBytes.down)
///     try terminal.send("q")
///     #expect(try terminal.waitForExit() == .exited(0))
///     #expect(terminal.attributes.isSane)
package final class PseudoTerminal {
  /// How a program ended.
  package enum ExitStatus: Hashable, Sendable {
    /// By itself, with this status.
    case exited(Int32)
    /// By this signal.
    case signaled(Int32)
  }

  /// How long a wait lasts by default: far longer than anything takes, so that only a hang reaches it.
  package static let patience = Duration.seconds(600)

  /// What the program has drawn.
  package private(set) var screen: ScreenEmulator
  /// Every byte that the program has written.
  package private(set) var rawOutput: [UInt8] = []
  /// The program's process.
  package let processID: pid_t

  let descriptors: PseudoTerminalDescriptors
  private var status: ExitStatus?

  /// Starts a program on a new terminal of which it is the session leader.
  ///
  /// - Parameters:
  ///   - environment: All that the program gets, beside TERM, LANG, PATH and HOME, and what coverage and
  ///     backtraces need.
  package init(
    executable: String,
    arguments: [String] = [],
    environment: [String: String] = [:],
    columns: Int = 80,
    rows: Int = 24,
    workingDirectory: String? = nil
  ) throws {
    screen = ScreenEmulator(columns: columns, rows: rows)
    descriptors = try PseudoTerminalDescriptors(columns: columns, rows: rows)
    processID = try PseudoTerminalLaunch(
      executable: executable,
      arguments: arguments,
      environment: environment,
      workingDirectory: workingDirectory,
      terminal: descriptors.terminalPath
    ).start()
    descriptors.watch(processID)
  }

  deinit {
    close()
  }

  /// The output as text.
  package var rawText: String { String(decoding: rawOutput, as: UTF8.self) }

  /// The modes that the terminal has now; also after the program has ended.
  package var attributes: TerminalAttributes { TerminalAttributes(of: descriptors.terminal) }

  /// Types a text or a key of `KeyBytes`.
  package func send(_ text: String) throws {
    var left = Array(text.utf8)[...]
    while !left.isEmpty {
      let count = left.withUnsafeBytes { write(descriptors.controller, $0.baseAddress, $0.count) }
      guard count > 0 else { throw failure("could not type “\(text)”") }
      left = left.dropFirst(count)
    }
  }

  /// Gives the terminal another size, of which the program hears by SIGWINCH.
  package func resize(columns: Int, rows: Int) {
    drain()
    screen.resize(columns: columns, rows: rows)
    descriptors.resize(columns: columns, rows: rows)
  }

  /// Writes to the terminal as another program would that has it open too.
  package func overwrite(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard write(descriptors.terminal, bytes, bytes.count) == bytes.count else {
      throw failure("could not write “\(text)”")
    }
  }

  /// Takes the terminal away, as when its window is closed or the line is cut. Nothing can be read or typed any more.
  package func hangUp() {
    drain()
    descriptors.hangUp()
  }

  /// Sends a signal to the program, unless it has ended.
  package func signal(_ number: Int32) {
    if status == nil { kill(processID, number) }
  }

  /// Waits until a text stands on the screen.
  package func waitFor(_ text: String, within patience: Duration = patience) throws {
    try waitFor("“\(text)”", within: patience) { screen in screen.lines.contains { $0.contains(text) } }
  }

  /// Waits until the screen fulfils a condition, which the failure names.
  ///
  /// - Returns: when the output arrived that fulfilled it.
  @discardableResult
  package func waitFor(
    _ condition: String,
    within patience: Duration = patience,
    _ isFulfilled: (ScreenEmulator) -> Bool
  ) throws -> ContinuousClock.Instant {
    let deadline = ContinuousClock.now.advanced(by: patience)
    var arrived = ContinuousClock.now
    while !isFulfilled(screen) {
      switch descriptors.wait(until: deadline) {
      case .output:
        arrived = .now
        read()
      case .end:
        drain()
        if isFulfilled(screen) { return arrived }
        throw failure("the program ended before \(condition) was on the screen")
      case .timeout: throw failure("\(condition) was not on the screen after \(patience)")
      }
    }
    return arrived
  }

  /// Waits until the program has ended and its last output has been read.
  @discardableResult
  package func waitForExit(within patience: Duration = patience) throws -> ExitStatus {
    if let status { return status }
    let deadline = ContinuousClock.now.advanced(by: patience)
    while true {
      switch descriptors.wait(until: deadline) {
      case .output: read()
      case .end:
        drain()
        return reap()
      case .timeout: throw failure("the program had not ended after \(patience)")
      }
    }
  }

  /// Ends the program if it still runs, and closes the terminal.
  package func close() {
    guard !descriptors.areClosed else { return }
    if status == nil {
      kill(processID, SIGKILL)
      descriptors.waitForEnd()
      reap()
    }
    descriptors.close()
  }
}

extension PseudoTerminal {
  /// Takes in what has been written until now, and what follows until nothing has come for so long.
  ///
  /// For programs that measure; a test waits for what it expects instead.
  package func collect(quietFor quiet: Duration = .zero) {
    guard descriptors.controller >= 0 else { return }
    while case .output = descriptors.wait(until: .now.advanced(by: quiet), includingEnd: false) { read() }
  }

  /// Forgets what was written so far, though not what is on the screen: for runs that write without an end.
  package func forgetOutput() { rawOutput.removeAll(keepingCapacity: true) }

  /// How the program ended; nil while it runs.
  package var ended: ExitStatus? {
    var information = siginfo_t()
    guard status == nil else { return status }
    guard waitid(P_PID, id_t(processID), &information, WEXITED | WNOWAIT | WNOHANG) == 0, information.si_signo != 0
    else { return nil }
    drain()
    return reap()
  }

  private func read() {
    let bytes = descriptors.read()
    rawOutput += bytes
    screen.receive(bytes)
  }

  private func drain() { collect() }

  /// Nobody else reaps the process, so its id cannot have been given to another before this. Its end has been announced
  /// by then, so nobody asks for it any more.
  @discardableResult
  private func reap() -> ExitStatus {
    var code: Int32 = 0
    while waitpid(processID, &code, 0) < 0, errno == EINTR { continue }
    let ended: ExitStatus = code & 0x7F == 0 ? .exited(code >> 8 & 0xFF) : .signaled(code & 0x7F)
    status = ended
    return ended
  }

  private func failure(_ what: String) -> PseudoTerminalFailure {
    let frame = screen.lines.map { "│\($0)" }.joined(separator: "\n")
    return PseudoTerminalFailure(description: "\(what); the screen (\(screen.columns)×\(screen.rows)):\n\(frame)")
  }
}

/// What went wrong on a pseudo terminal, with what was on its screen.
package struct PseudoTerminalFailure: Error, CustomStringConvertible {
  /// The whole message.
  package let description: String
}
