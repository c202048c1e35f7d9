import Foundation

extension Process {
  /// How long a wait lasts: far longer than anything takes, so that only a hang reaches it.
  package static let patience: TimeInterval = 600

  /// Runs it and waits for its end.
  ///
  /// - Throws: `UnfinishedProcess`, after it was killed.
  package func runToEnd(within patience: TimeInterval = patience) throws {
    let ended = DispatchSemaphore(value: 0)
    terminationHandler = { _ in ended.signal() }
    try run()
    try waitForEnd(ended, within: patience)
  }

  /// Waits until a running process signals its end.
  ///
  /// - Parameter ended: What its `terminationHandler` signals.
  /// - Throws: `UnfinishedProcess`, after it was killed.
  package func waitForEnd(_ ended: DispatchSemaphore, within patience: TimeInterval = patience) throws {
    guard ended.wait(timeout: .now() + patience) == .timedOut else { return }
    kill(processIdentifier, SIGKILL)
    ended.wait()
    let words = [executableURL?.path ?? ""] + (arguments ?? [])
    throw UnfinishedProcess(command: words.joined(separator: " "), patience: patience)
  }

  /// The exit status; negative when a signal ended it.
  package var signedStatus: Int32 { terminationReason == .exit ? terminationStatus : -terminationStatus }
}

/// A process that did not end and was killed.
package struct UnfinishedProcess: Error, CustomStringConvertible {
  /// Its program and arguments.
  package let command: String
  /// Seconds that it was given.
  package let patience: TimeInterval

  package var description: String { "“\(command)” had not ended after \(patience) s and was killed" }
}
