import CNCurses

/// Makes keys of what ncurses reads.
///
/// ncurses finds the keys that the terminal's description names; the mouse and the terminal's answers are found here, since
/// ncurses would read the mouse of `screen` and `tmux` in a form that ends at column 223. An escape sequence that nobody
/// knows (Ctrl-Left on some terminals) would otherwise arrive as Escape and a few letters, each of which may be a command:
/// it is dropped.
struct KeyDecoder {
  /// One thing that ncurses has read.
  enum Input: Equatable {
    /// A character, as a code point.
    case character(UInt32)
    /// One of the `KEY_` codes.
    case code(Int)
  }

  /// What the input means.
  enum Output: Equatable {
    case key(Key)
    case mouse(MouseEvent)
    case pasted(String)
    /// The colour of the terminal's background.
    case background(RGB)
    case nothing
  }

  /// Whether the terminal has been asked for its background, and has not answered.
  var expectsBackground = false
  private var held: Input?
  private var sequence: IncomingSequence?

  /// The next key from `read`, which must not wait; nil when there is no input.
  mutating func next(from read: () -> Input?) -> Output? {
    if sequence != nil { return continueSequence(from: read) }
    guard let input = held ?? read() else { return nil }
    held = nil
    switch input {
    case .code(let code): return Self.meaning(ofCode: code)
    case .character(0x1B): return escape(from: read)
    case .character(let value): return Self.meaning(ofCharacter: value)
    }
  }

  private mutating func escape(from read: () -> Input?) -> Output? {
    guard let following = read() else { return .key(.escape) }
    if following == .character(0x5D), expectsBackground {
      sequence = .answer
      return continueSequence(from: read)
    }
    // Escape and a bracket, typed by hand, are followed by nothing that is there already.
    guard following == .character(0x5B) || following == .character(0x4F), let first = read() else {
      held = following
      return .key(.escape)
    }
    if following == .character(0x4F) { return .nothing }
    held = first
    sequence = .control
    return continueSequence(from: read)
  }

  /// Nil while the rest of the sequence has not come.
  private mutating func continueSequence(from read: () -> Input?) -> Output? {
    while var current = sequence, let input = held ?? read() {
      held = nil
      switch current.take(input) {
      case .more: sequence = current
      case .ended(let output):
        sequence = nil
        if case .background = output { expectsBackground = false }
        return output
      case .refused:
        sequence = nil
        held = input
        return .nothing
      }
    }
    return nil
  }

  private static func meaning(ofCharacter value: UInt32) -> Output {
    switch value {
    case 0x09: .key(.tab)
    case 0x0A, 0x0D: .key(.enter)
    case 0x08, 0x7F: .key(.backspace)
    case 0x00: .key(.control(" "))
    case 0x01...0x1A: control(0x60 + value)
    case 0x1C...0x1F: control(0x40 + value)
    case 0x80..<0xA0: .nothing
    default: Unicode.Scalar(value).map { .key(.character(Character($0))) } ?? .nothing
    }
  }

  private static func control(_ value: UInt32) -> Output {
    Unicode.Scalar(value).map { .key(.control(Character($0))) } ?? .nothing
  }

  private static func meaning(ofCode code: Int) -> Output {
    if let key = keys[code] { return .key(key) }
    let function = code - Int(curses_function_key_base())
    return (1...63).contains(function) ? .key(.function(function)) : .nothing
  }

  private static let keys: [Int: Key] = [
    Int(KEY_ENTER): .enter,
    Int(KEY_BTAB): .backTab,
    Int(KEY_BACKSPACE): .backspace,
    Int(KEY_DC): .delete,
    Int(KEY_UP): .up,
    Int(KEY_DOWN): .down,
    Int(KEY_LEFT): .left,
    Int(KEY_RIGHT): .right,
    Int(KEY_PPAGE): .pageUp,
    Int(KEY_NPAGE): .pageDown,
    Int(KEY_HOME): .home,
    Int(KEY_END): .end,
    // The corners of a numeric keypad without Num Lock.
    Int(KEY_A1): .home,
    Int(KEY_A3): .pageUp,
    Int(KEY_C1): .end,
    Int(KEY_C3): .pageDown,
  ]
}
