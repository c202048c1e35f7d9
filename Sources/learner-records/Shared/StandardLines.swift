import Foundation
import Synchronization

/// Results.
enum StandardOutput {
  private static let trouble = Mutex<String?>(nil)

  /// Writes one line, safe for a terminal.
  static func line(_ text: String = "") { write(OutputText(visible: text) + OutputText(own: "\n")) }

  /// Writes a line for programs: as it is, unless a terminal shows it.
  @discardableResult
  static func data(_ line: String) -> StandardStream.End {
    var text = OutputText()
    text.append(data: line, onTerminal: StandardStream.output.isTerminal)
    return write(text)
  }

  /// Writes a text in one piece.
  @discardableResult
  static func write(_ text: OutputText) -> StandardStream.End {
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
    write(OutputText(visible: "learner-records: \(text)\n"))
  }

  /// Writes lines as they are, but for what could act on a terminal.
  static func line(_ text: String) { write(OutputText(visible: text + "\n")) }

  /// Writes a text in one piece, so that lines of several threads do not mix.
  static func write(_ text: OutputText) { StandardStream.errors.write(text) }

  static var isTerminal: Bool { StandardStream.errors.isTerminal }

  /// The terminal's width: a longer line would wrap, and `\r` does not go back over a wrap.
  static var columns: Int {
    // The rows, the columns, and both in pixels.
    var size = [UInt16](repeating: 0, count: 4)
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size[1] > 0 else { return 80 }
    return Int(size[1])
  }
}
