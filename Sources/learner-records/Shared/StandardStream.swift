import Foundation

/// Standard output or standard error, written so that no trouble with it ends the process: a disk may be full behind
/// it, and a reader may go away early.
enum StandardStream {
  case output
  case errors

  /// What came of writing.
  enum End: Equatable {
    case written
    /// Nobody reads any more, as when `| head` has what it wants.
    case unread
    /// The system's reason.
    case failed(String)
  }

  /// Writes all of the text, each call's at once.
  @discardableResult
  func write(_ text: OutputText) -> End {
    Self.outlivesReaders
    let descriptor = self == .output ? STDOUT_FILENO : STDERR_FILENO
    var left = text.bytes[...]
    while !left.isEmpty {
      let written = left.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        left = left.dropFirst(written)
      } else if errno == EPIPE {
        return .unread
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
      } else if errno != EINTR {
        return .failed(String(cString: strerror(errno)))
      }
    }
    return .written
  }

  /// Whether a person reads along.
  var isTerminal: Bool { isatty(self == .output ? STDOUT_FILENO : STDERR_FILENO) == 1 }

  /// Otherwise the first write to a closed pipe would end the process.
  private static let outlivesReaders: Void = { _ = signal(SIGPIPE, SIG_IGN) }()
}

/// Lines that come in.
enum StandardInput {
  /// The lines up to the end of the input, read on a thread of their own: waiting for a person must not take a thread
  /// from the concurrency pool.
  static var lines: AsyncStream<String> {
    AsyncStream { continuation in
      let thread = Thread {
        while let line = readLine() { continuation.yield(line) }
        continuation.finish()
      }
      thread.name = "input"
      thread.start()
    }
  }
}
