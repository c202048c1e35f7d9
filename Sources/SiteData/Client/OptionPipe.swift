import Glibc

/// A pipe that holds an option file until it is let go of.
///
/// A path under `/proc/PID/fd` can be opened by the account of this process alone (and root). The pipe can be read once.
final class OptionPipe: Sendable {
  private let readEnd: Int32

  /// Writes the text into a new pipe.
  ///
  /// - Throws: `ClientError` when the system gives no pipe, or when the text is larger than a pipe holds.
  init(_ file: OptionFile) throws(ClientError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw ClientError(.system("no pipe: \(String(cString: strerror(errno)))")) }
    readEnd = ends[0]
    defer { close(ends[1]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // Else too large a text would wait for ever for a reader.
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    let bytes = Array(file.text.utf8)
    guard write(ends[1], bytes, bytes.count) == bytes.count else {
      throw ClientError(.system("the options are too long for a pipe"))
    }
  }

  /// The path at which the child opens it.
  var path: String { "/proc/\(getpid())/fd/\(readEnd)" }

  deinit { close(readEnd) }
}
