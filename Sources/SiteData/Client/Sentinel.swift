/// The statement behind each statement: a word made for it alone, and what the server knows of the result.
struct Sentinel: Sendable {
  /// What the server says of the statement before.
  struct Facts: Sendable, Hashable {
    let rows: Int
    let errors: Int
    let connection: String
    /// Whether the line ended in CR, as a terminal ends it.
    let isOnTerminal: Bool
  }

  private let word: String

  init() {
    var generator = SystemRandomNumberGenerator()
    word = "~" + (0..<2).map { _ in String(UInt64.random(in: .min ... .max, using: &generator), radix: 36) }.joined()
  }

  var statement: String { "SELECT '\(word)',FOUND_ROWS(),@@error_count,CONNECTION_ID();" }

  /// Reads the line that ends a result; nil for a line of the result.
  ///
  /// - Throws: `ClientError` for a line that has the word and not the rest.
  func read(_ line: UnsafeBufferPointer<UInt8>) throws(ClientError) -> Facts? {
    guard line.count > word.utf8.count, line.starts(with: word.utf8) else { return nil }
    var text = String(decoding: line, as: UTF8.self)
    let isOnTerminal = text.unicodeScalars.last == "\r"
    if isOnTerminal { text.unicodeScalars.removeLast() }
    let parts = text.split(separator: "\t", omittingEmptySubsequences: false)
    guard parts.count == 4, let rows = Int(parts[1]), let errors = Int(parts[2]) else {
      throw ClientError(.garbled("the end of a result is not as it was asked for"))
    }
    return Facts(rows: rows, errors: errors, connection: String(parts[3]), isOnTerminal: isOnTerminal)
  }
}
