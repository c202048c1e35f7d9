import Foundation
import Synchronization

/// Journal lines on standard output, each written at once; a reader that goes away early is no error.
final class JournalOutput: Sendable {
  private let isClosed = Mutex(false)

  /// Writes one line; a line break is added.
  ///
  /// - Throws: `Failure` when the disk behind it is full or fails.
  func append(_ line: String) throws {
    try isClosed.withLock { isClosed in
      guard !isClosed else { return }
      switch StandardOutput.data(line) {
      case .written: break
      case .unread: isClosed = true
      case .failed(let reason): throw Failure("standard output: \(reason)")
      }
    }
  }
}
