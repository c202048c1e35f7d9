import OpenEdX

/// A text as one word of a POSIX shell's command line, safe to print and to copy.
package enum ShellWord {
  /// The text, quoted where it must be.
  ///
  /// Invisible characters and those that act on a terminal are written as escapes inside `$'…'`, which bash, zsh and
  /// ksh read: a command that is copied from the screen must be the command that was meant.
  ///
  /// - Parameter asciiOnly: whether letters outside ASCII are escaped as well, because they cannot be shown as they are.
  package static func quoted(_ text: String, asciiOnly: Bool = false) -> String {
    if text.isEmpty { return "''" }
    if text.unicodeScalars.allSatisfy(isPlain) { return text }
    let mustBeEscaped = { (scalar: Unicode.Scalar) in asciiOnly && !scalar.isASCII || Self.mustBeEscaped(scalar) }
    if text.unicodeScalars.contains(where: mustBeEscaped) { return escaped(text, mustBeEscaped) }
    var result = "'"
    for scalar in text.unicodeScalars {
      if scalar == "'" { result += "'\\''" } else { result.unicodeScalars.append(scalar) }
    }
    return result + "'"
  }

  /// An option with its value; one that begins with a hyphen is tied to the option, or it would pass for another.
  package static func option(_ name: OptionName, _ value: String, asciiOnly: Bool = false) -> String {
    let word = quoted(value, asciiOnly: asciiOnly)
    return value.utf8.first == UInt8(ascii: "-") ? "\(name)=\(word)" : "\(name) \(word)"
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "@", "%", "+", ":", ",", ".", "/", "-": true
    default: false
    }
  }

  /// Also what a terminal may show otherwise than it is, or leave out: combining marks, letters of flags, skin tones, the
  /// parts of Korean syllables.
  private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .nonspacingMark,
      .spacingMark, .enclosingMark:
      return true
    default: break
    }
    switch scalar.value {
    case 0x1F1E6...0x1F1FF, 0x1160...0x11FF, 0xD7B0...0xD7FF: return true
    default: return properties.isDefaultIgnorableCodePoint || properties.isEmojiModifier
    }
  }

  private static func escaped(_ text: String, _ mustBeEscaped: (Unicode.Scalar) -> Bool) -> String {
    var result = "$'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'", "\\": result += "\\\(Character(scalar))"
      case _ where mustBeEscaped(scalar):
        for byte in String(scalar).utf8 {
          let digits = String(byte, radix: 8)
          result += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
        }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "'"
  }
}
