import Foundation
import Terminal

/// Results on standard output, written in large pieces; a reader that goes away early is no error.
///
/// `| head` closes the pipe once it has what it wants. From then on nothing is written, and the command goes on to find
/// its exit status.
final class AuditOutput {
  private var buffer: [UInt8] = []
  private static let limit = 1 << 16

  /// Whether nobody reads any more.
  private(set) var isClosed = false
  /// Whether a person reads along, who must not be sent control characters.
  let isTerminal = isatty(STDOUT_FILENO) == 1

  init() {
    buffer.reserveCapacity(Self.limit + 4096)
    // Otherwise the first write to a closed pipe would end the process.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Writes a line as it is; for a terminal it is made safe.
  func line(_ text: String) throws {
    guard !isClosed else { return }
    buffer.append(contentsOf: (isTerminal ? VisibleText.shown(text) : text).utf8)
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= Self.limit { try flush() }
  }

  /// Writes a line for people, with all that could act on a terminal made visible.
  func visibleLine(_ text: String = "") throws { try line(isTerminal ? text : VisibleText.shown(text)) }

  func bytes(_ bytes: UnsafeRawBufferPointer) throws {
    guard !isClosed else { return }
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.limit { try flush() }
  }

  /// Hands everything to the system.
  func flush() throws {
    var start = 0
    while start < buffer.count, !isClosed {
      let written = buffer.withUnsafeBytes { bytes in
        write(STDOUT_FILENO, bytes.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if written >= 0 {
        start += written
      } else if errno == EPIPE {
        isClosed = true
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
      } else if errno != EINTR {
        throw Failure("standard output: \(String(cString: strerror(errno)))")
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
