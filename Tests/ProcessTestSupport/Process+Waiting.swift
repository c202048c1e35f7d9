import Foundation
import Synchronization

extension Process {
  /// How long a wait lasts: far longer than anything takes, so that only a hang reaches it.
  package static let patience: TimeInterval = 600

  /// Runs it and waits for its end.
  ///
  /// - Returns: its exit status; negative when a signal ended it.
  /// - Throws: `UnfinishedProcess`, after it was killed.
  @discardableResult
  package func runToEnd(within patience: TimeInterval = patience) throws -> Int32 {
    try run()
    return try waitForEnd(within: patience)
  }

  /// Waits until a running process has ended.
  ///
  /// Asks the system, since Foundation may not hear of the end: it waits for a socket to close, and a server that another
  /// test starts at the wrong moment holds a copy of it.
  ///
  /// - Returns: its exit status; negative when a signal ended it.
  /// - Throws: `UnfinishedProcess`, after it was killed.
  @discardableResult
  package func waitForEnd(within patience: TimeInterval = patience) throws -> Int32 {
    // Its number may be another's by now.
    guard isRunning else { return reapedStatus }
    let ended = DispatchSemaphore(value: 0)
    let status = Mutex<Int32?>(nil)
    Self.watch(processIdentifier) { seen in
      status.withLock { $0 = seen }
      ended.signal()
    }
    if ended.wait(timeout: .now() + patience) == .timedOut {
      kill(processIdentifier, SIGKILL)
      ended.wait()
      let words = [executableURL?.path ?? ""] + (arguments ?? [])
      throw UnfinishedProcess(command: words.joined(separator: " "), patience: patience)
    }
    return status.withLock(\.self) ?? reapedStatus
  }

  /// Waits until a running process has ended, without a thread of the caller's.
  ///
  /// - Returns: its exit status; negative when a signal ended it.
  /// - Throws: `CancellationError`, after it was killed.
  package func end() async throws -> Int32 {
    guard isRunning else { return reapedStatus }
    let (ends, end) = AsyncStream.makeStream(of: Int32?.self)
    Self.watch(processIdentifier) { end.yield($0) }
    for await status in ends { return status ?? reapedStatus }
    kill(processIdentifier, SIGKILL)
    throw CancellationError()
  }

  /// Whether it has ended, asked of the system as well.
  package var hasEnded: Bool {
    var information = siginfo_t()
    return !isRunning
      || waitid(P_PID, id_t(processIdentifier), &information, WEXITED | WNOWAIT | WNOHANG) < 0
      || information.si_signo != 0
  }

  /// Foundation was first to hear of the end, and knows how it came.
  private var reapedStatus: Int32 {
    waitUntilExit()
    return terminationReason == .exit ? terminationStatus : -terminationStatus
  }

  /// Waits on a thread of its own for the end of a child of this process, which it leaves for its owner to reap.
  ///
  /// - Parameter tell: gets the status, negative when a signal ended it; nil for a child that has been reaped.
  private static func watch(_ process: pid_t, _ tell: @escaping @Sendable (Int32?) -> Void) {
    Thread.detachNewThread {
      var information = siginfo_t()
      while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0 {
        guard errno == EINTR else { return tell(nil) }
      }
      let number = information._sifields._sigchld.si_status
      tell(information.si_code == Int32(CLD_EXITED) ? number : -number)
    }
  }
}

/// A process that did not end and was killed.
package struct UnfinishedProcess: Error, CustomStringConvertible {
  /// Its program and arguments.
  package let command: String
  /// Seconds that it was given.
  package let patience: TimeInterval

  package var description: String { "“\(command)” had not ended after \(patience) s and was killed" }
}
