/// An escape sequence on its way in. It may come in pieces, as a slow line cuts it.
struct IncomingSequence {
  /// What a further piece of input made of it.
  enum Progress: Equatable {
    case more
    case ended(KeyDecoder.Output)
    /// The input does not belong to it; what came before means nothing.
    case refused
  }

  private enum Kind {
    /// After `ESC [`.
    case control
    /// After `ESC [ M`: three characters.
    case legacyMouse
    /// After `ESC ]`, where an answer is expected.
    case answer
    /// After the ESC that ends an answer.
    case answerEnd
    /// After `ESC [ 200 ~`: a pasted text, in which an escape sequence is a part of the text.
    case paste
  }

  private var kind: Kind
  private var characters: [UInt32] = []

  /// One that begins with `ESC [`.
  static var control: IncomingSequence { IncomingSequence(kind: .control) }
  /// One that begins with `ESC ]`: the answer to `BackgroundQuestion`.
  static var answer: IncomingSequence { IncomingSequence(kind: .answer) }

  private init(kind: Kind) { self.kind = kind }

  private var text: String {
    String(String.UnicodeScalarView(characters.compactMap(Unicode.Scalar.init)))
  }

  mutating func take(_ input: KeyDecoder.Input) -> Progress {
    guard case .character(let value) = input else { return kind == .paste ? .more : .refused }
    switch kind {
    case .control: return takeControl(value)
    case .legacyMouse:
      characters.append(value)
      return characters.count < 3 ? .more : .ended(Self.mouse(MouseReport.event(legacy: characters)))
    case .answer: return takeAnswer(value)
    case .answerEnd: return value == 0x5C ? endedAnswer : .refused
    case .paste: return takePasted(value)
    }
  }

  private mutating func takeControl(_ value: UInt32) -> Progress {
    // A sequence of a terminal has a few numbers; an endless one must not take endless memory.
    if (0x20..<0x40).contains(value), characters.count < 64 {
      characters.append(value)
      return .more
    }
    // A control character breaks it off, an Escape most of all: it begins the next.
    if value < 0x20 { return .refused }
    if value == 0x4D, characters.isEmpty {
      kind = .legacyMouse
      return .more
    }
    if value == 0x7E, text == PasteReport.begin {
      kind = .paste
      characters = []
      return .more
    }
    let isPress = value == 0x4D && characters.first == 0x3C
    return .ended(isPress ? Self.mouse(MouseReport.event(fields: String(text.dropFirst()))) : .nothing)
  }

  private mutating func takeAnswer(_ value: UInt32) -> Progress {
    switch value {
    case 0x07, 0x9C: return endedAnswer
    case 0x1B:
      kind = .answerEnd
      return .more
    default:
      guard characters.count < BackgroundQuestion.longestAnswer, BackgroundQuestion.isPart(value) else {
        return .refused
      }
      characters.append(value)
      return .more
    }
  }

  private mutating func takePasted(_ value: UInt32) -> Progress {
    characters.append(value)
    // What is over is let go, but for as much as the end is known by.
    if characters.count > PasteReport.longest + PasteReport.end.count { characters.remove(at: PasteReport.longest) }
    guard value == 0x7E, characters.suffix(PasteReport.end.count).elementsEqual(PasteReport.end) else { return .more }
    characters.removeLast(PasteReport.end.count)
    return .ended(.pasted(text))
  }

  private var endedAnswer: Progress {
    .ended(BackgroundQuestion.color(answer: text).map { .background($0) } ?? .nothing)
  }

  private static func mouse(_ event: MouseEvent?) -> KeyDecoder.Output {
    event.map { .mouse($0) } ?? .nothing
  }
}

/// What terminals say of pasting ("bracketed paste").
///
/// Without it a pasted text is typed, and a name that somebody pastes into a list would press a key with each letter, those
/// that post among them.
enum PasteReport {
  /// Asks for it.
  static let enable = "\u{1B}[?2004h"
  /// Lets pasted texts be typed again, as the shell expects it.
  static let disable = "\u{1B}[?2004l"
  /// Whether a terminal of this type may be asked. tmux often goes by the name of screen, which reads the question to its
  /// end at least.
  static func mayBeAsked(of type: String) -> Bool {
    ModernTerminal.includes(type) || type == "screen" || type.hasPrefix("screen-") || type.hasPrefix("screen.")
  }

  /// What stands between `ESC [` and `~` before a pasted text.
  static let begin = "200"
  /// What follows a pasted text: `ESC [ 201 ~`. Terminals take it out of the text itself.
  static let end: [UInt32] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]
  /// The characters of a pasted text that are kept.
  static let longest = 65_536
}
