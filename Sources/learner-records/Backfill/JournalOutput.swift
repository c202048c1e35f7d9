import Foundation
import Synchronization
import Terminal

/// Journal lines on standard output, each written at once; a reader that goes away early is no error.
final class JournalOutput: Sendable {
  private let isClosed = Mutex(false)
  /// A person who reads along must not be sent control characters.
  private let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Writes one line; a line break is added.
  ///
  /// - Throws: `Failure` when the disk behind it is full or fails.
  func append(_ line: String) throws {
    let text = (isTerminal ? VisibleText.shown(line) : line) + "\n"
    try isClosed.withLock { isClosed in
      guard !isClosed else { return }
      switch StandardOutput.raw(text) {
      case .written: break
      case .unread: isClosed = true
      case .failed(let reason): throw Failure("standard output: \(reason)")
      }
    }
  }
}
