import Terminal

/// Text that may be written to standard output or standard error: the only kind that ``StandardStream`` takes.
///
/// There is no way to make one from a text that comes from outside, a name or an argument, but to have it made visible.
struct OutputText {
  private(set) var bytes: [UInt8] = []

  /// Nothing.
  init() {}

  /// Words and control characters of the program's own.
  init(own text: StaticString) {
    bytes = text.withUTF8Buffer { Array($0) }
  }

  /// A text for people: what is invisible in it or acts on a terminal is made visible, but for the ends of lines.
  init(visible text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      if number > 0 { bytes.append(UInt8(ascii: "\n")) }
      bytes.append(contentsOf: VisibleText.shown(VisibleText.shortened(String(line))).utf8)
    }
  }

  /// A line for people, in ASCII alone where that is asked for; without its end.
  init(plain line: String, asciiOnly: Bool) {
    bytes = Array(PlainText.line(line, asciiOnly: asciiOnly).utf8)
  }

  /// Adds a line for programs, with its end: as it is, unless a terminal shows it.
  mutating func append(data line: String, onTerminal: Bool) {
    bytes.append(contentsOf: (onTerminal ? VisibleText.shown(line) : line).utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Forgets what has been written, and keeps the room for more.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  static func + (left: OutputText, right: OutputText) -> OutputText {
    var sum = left
    sum.bytes += right.bytes
    return sum
  }
}

// What else would write to standard output or standard error is not available in this room: ``OutputText`` is the one way.

@available(*, unavailable, message: "StandardOutput and StandardError are the one way out.")
func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {}

@available(*, unavailable, message: "StandardOutput and StandardError are the one way out.")
func debugPrint(_ items: Any..., separator: String = " ", terminator: String = "\n") {}

@available(*, unavailable, message: "StandardOutput and StandardError are the one way out.")
func puts(_ text: UnsafePointer<CChar>!) -> Int32 { -1 }
