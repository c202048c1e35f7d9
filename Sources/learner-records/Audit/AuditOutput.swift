import Terminal

/// Results on standard output or in a file, written in large pieces; a reader that goes away early is no error.
///
/// `| head` closes the pipe once it has what it wants. From then on nothing is written, and the command goes on to find
/// its exit status.
final class AuditOutput {
  private var buffer = OutputText()
  private static let limit = 1 << 16

  /// Whether nobody reads any more.
  private(set) var isClosed = false
  /// Whether a person reads along, who must not be sent control characters.
  let isTerminal: Bool
  private let file: AuditFile?

  /// - Parameter path: the file to write; nil for standard output.
  /// - Throws: `Failure` where the file cannot be made.
  init(to path: String? = nil) throws {
    file = try path.map { try AuditFile($0) }
    isTerminal = path == nil && StandardStream.output.isTerminal
  }

  /// Writes a line as it is; for a terminal it is made safe.
  func line(_ text: String) throws {
    guard !isClosed else { return }
    buffer.append(data: text, onTerminal: isTerminal)
    if buffer.bytes.count >= Self.limit { try flush() }
  }

  /// Writes a line for people, with all that could act on a terminal made visible.
  func visibleLine(_ text: String = "") throws {
    let text = VisibleText.shortened(text)
    try line(isTerminal ? text : VisibleText.shown(text))
  }

  /// Hands everything to the system.
  func flush() throws {
    if let file {
      try file.write(buffer)
    } else if !isClosed {
      switch StandardStream.output.write(buffer) {
      case .written: break
      case .unread: isClosed = true
      case .failed(let reason): throw Failure("standard output: \(reason)")
      }
    }
    buffer.removeAll()
  }

  /// Hands the rest to the system; a file is put in its place.
  func finish() throws {
    try flush()
    try file?.putInPlace()
  }
}

/// A row in aligned columns.
enum AuditText {
  /// Fields in columns at least so wide. A longer field is shown and moves the rest of its line.
  static func columns(_ fields: [String], _ widths: [Int]) -> String {
    var result = ""
    for (place, field) in fields.enumerated() {
      let width = place < widths.count ? widths[place] : 0
      let isLast = place == fields.count - 1
      let fits = TextWidth.columns(of: field) <= width
      let whole = VisibleText.shown(VisibleText.shortened(field))
      result += !isLast && fits ? TextWidth.padded(field, to: width) : whole
      if !isLast { result += "  " }
    }
    return result
  }
}
