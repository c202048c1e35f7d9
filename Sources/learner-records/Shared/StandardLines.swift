import Foundation
import Synchronization
import Terminal

/// Results.
enum StandardOutput {
  private static let trouble = Mutex<String?>(nil)

  /// Writes one line, safe for a terminal.
  static func line(_ text: String = "") { raw(VisibleText.shown(text) + "\n") }

  /// Writes a text of the program's own as it is.
  @discardableResult
  static func raw(_ text: String) -> StandardStream.End {
    let end = StandardStream.output.write(text)
    if case .failed(let reason) = end { trouble.withLock { $0 = $0 ?? reason } }
    return end
  }

  /// - Throws: `Failure` when a line could not be written; that nobody read it is none.
  static func requireWritten() throws {
    if let reason = trouble.withLock({ $0 }) { throw Failure("standard output: \(reason)") }
  }
}

/// Lines for people, beside the results on standard output. Where they cannot be written there is nobody to tell.
enum StandardError {
  /// Writes one message; what it quotes from outside is made visible, never sent to the terminal raw.
  static func write(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { VisibleText.shown(String($0)) }
    raw("learner-records: \(lines.joined(separator: "\n"))\n")
  }

  /// Writes one line as it is, but for what could act on a terminal.
  static func line(_ text: String) { raw(VisibleText.shown(text) + "\n") }

  /// Writes a text of the program's own as it is, in one piece, so that lines of several threads do not mix.
  static func raw(_ text: String) { StandardStream.errors.write(text) }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// The terminal's width: a longer line would wrap, and `\r` does not go back over a wrap.
  static var columns: Int {
    // The rows, the columns, and both in pixels.
    var size = [UInt16](repeating: 0, count: 4)
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size[1] > 0 else { return 80 }
    return Int(size[1])
  }
}
