/// Makes text from outside safe to show: whatever is invisible or acts on the terminal becomes visible.
///
/// An escape sequence in a name could retitle the window or clear the screen, an override could make one name look like
/// another, and a zero-width character could make two different names look equal. None of them reaches the terminal;
/// each is shown where it stands: `␛` for ESC (the control pictures U+2400 to U+2421 for C0 and DEL), `⟨U+202E⟩` for
/// C1, overrides, isolates, zero-width characters, separators, unassigned and private characters.
///
/// Right-to-left letters are harmless and stay, in the order in which they were typed, each in its cell. Isolates around
/// them are not written: many terminals give them a cell. Where a terminal reorders lines by itself, `TerminalScreen` asks
/// it not to, so that no name can move the columns beside it.
///
/// `Grid.write` does this by itself. Call `shown` for text that goes to a terminal by another way.
package enum VisibleText {
  /// The text as a grid shows it, whatever its length.
  package static func shown(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    return Glyphs(text).reduce(into: "") { $0 += $1.text }
  }

  /// A line to be looked at, cut where nobody reads on: a name of a megabyte would fill the terminal for minutes.
  ///
  /// A command to copy is never cut: the system takes no word of this length.
  package static func shortened(_ line: String) -> String {
    let length = line.utf8.count
    guard length > mostBytes else { return line }
    // What is left of a scalar at the cut is shown as a replacement.
    let begin = String(decoding: line.utf8.prefix(mostBytes), as: UTF8.self)
    return "\(begin)… (\(length - mostBytes) bytes more)"
  }

  /// Linux's limit of one argument.
  private static let mostBytes = 131_072

  /// What stands for a character that must not reach the terminal; nil for one that may.
  static func mark(for scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x20..<0x7F: nil
    case 0..<0x20: picture(0x2400 + scalar.value)
    case 0x7F: picture(0x2421)
    default: isHarmless(scalar) ? nil : codePoint(scalar)
    }
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
      return false
    default:
      return !properties.isDefaultIgnorableCodePoint && CharacterLocale.columns(of: scalar) >= 0
    }
  }

  private static func picture(_ value: UInt32) -> String {
    Unicode.Scalar(value).map { String(Character($0)) } ?? "?"
  }

  private static func codePoint(_ scalar: Unicode.Scalar) -> String { "⟨U+\(digits(of: scalar))⟩" }

  /// The digits of a code point, four at least.
  static func digits(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// Text for a terminal or a pipe on which nothing is drawn.
package enum PlainText {
  /// Whether the locale lets more than ASCII be shown.
  package static var environmentIsUTF8: Bool { CharacterLocale.environmentIsUTF8 }

  /// One line as it may be printed: what is invisible or acts on a terminal is made visible.
  ///
  /// - Parameter asciiOnly: whether it is told in ASCII alone, as `Repertoire.ascii` says; without UTF-8 in the locale it
  ///   is always so.
  package static func line(_ text: String, asciiOnly: Bool) -> String {
    let isASCII = asciiOnly || !CharacterLocale.environmentIsUTF8
    return Repertoire.$current.withValue(isASCII ? .ascii : .unicode) {
      VisibleText.shown(VisibleText.shortened(text))
    }
  }
}
