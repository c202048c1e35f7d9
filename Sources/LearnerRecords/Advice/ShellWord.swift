/// A text as one word of a POSIX shell's command line, safe to print and to copy.
package enum ShellWord {
  /// The text, quoted where it must be.
  ///
  /// Invisible characters and those that act on a terminal are written as escapes inside `$'…'`, which bash, zsh and
  /// ksh read: a command that is copied from the screen must be the command that was meant.
  package static func quoted(_ text: String) -> String {
    if text.isEmpty { return "''" }
    if text.unicodeScalars.allSatisfy(isPlain) { return text }
    if text.unicodeScalars.contains(where: mustBeEscaped) { return escaped(text) }
    var result = "'"
    for scalar in text.unicodeScalars {
      if scalar == "'" { result += "'\\''" } else { result.unicodeScalars.append(scalar) }
    }
    return result + "'"
  }

  /// An option with its value; one that begins with a hyphen is tied to the option, or it would pass for another.
  package static func option(_ name: String, _ value: String) -> String {
    value.utf8.first == UInt8(ascii: "-") ? "\(name)=\(quoted(value))" : "\(name) \(quoted(value))"
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "@", "%", "+", ":", ",", ".", "/", "-": true
    default: false
    }
  }

  private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return true
    default: return properties.isDefaultIgnorableCodePoint
    }
  }

  private static func escaped(_ text: String) -> String {
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
