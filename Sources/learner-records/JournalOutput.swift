import Foundation
import Synchronization
import Terminal

/// Journal lines on standard output, each written at once; a reader that goes away early is no error.
final class JournalOutput: Sendable {
  private let isClosed = Mutex(false)
  /// A person who reads along must not be sent control characters.
  private let isTerminal = isatty(STDOUT_FILENO) == 1

  init() {
    // Otherwise the first line after the reader has gone would end the run in the middle.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Writes one line; a line break is added.
  ///
  /// - Throws: `Failure` when the disk behind it is full or fails.
  func append(_ line: String) throws {
    var bytes = Array((isTerminal ? VisibleText.shown(line) : line).utf8)[...]
    bytes.append(UInt8(ascii: "\n"))
    try isClosed.withLock { isClosed in
      while !bytes.isEmpty, !isClosed {
        let written = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
        if written >= 0 {
          bytes = bytes.dropFirst(written)
        } else if errno == EPIPE {
          isClosed = true
        } else if errno == EAGAIN {
          var waiting = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
          poll(&waiting, 1, -1)
        } else if errno != EINTR {
          throw Failure("standard output: \(String(cString: strerror(errno)))")
        }
      }
    }
  }
}
