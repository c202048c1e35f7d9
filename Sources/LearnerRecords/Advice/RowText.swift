/// The spellings of one row for programs: JSON and CSV.
package enum RowText {
  /// A JSON string; what is invisible or acts on a terminal is escaped, which leaves the value the same.
  package static func json(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) { return "\"\(text)\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where mustBeEscaped(scalar): for unit in String(scalar).utf16 { result += "\\u" + hex(unit) }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A JSON text with what is invisible or acts on a terminal escaped in its strings, outside of which there is none.
  package static func safe(json text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value >= 0x7F && mustBeEscaped($0) }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.value >= 0x7F, mustBeEscaped(scalar) {
        for unit in String(scalar).utf16 { result += "\\u" + hex(unit) }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private static func hex(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// A JSON array of strings.
  package static func json(_ texts: [String]) -> String { "[" + texts.map(json).joined(separator: ", ") + "]" }

  /// One line of CSV (RFC 4180, with a plain line end): quoted where it must be.
  ///
  /// - Parameter guardingFormulas: put an apostrophe before what a spreadsheet would run as a formula (`=`, `+`, `-`, `@`,
  ///   tab or carriage return first), which is for files that people open in one.
  package static func csv(_ fields: [String], guardingFormulas: Bool = false) -> String {
    fields.map { csvField(guardingFormulas ? guarded($0) : $0) }.joined(separator: ",")
  }

  private static func guarded(_ text: String) -> String {
    // Alone it is a sign for nothing.
    guard text != "-" else { return text }
    let openers: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r"]
    return text.unicodeScalars.first.map(openers.contains) == true ? "'\(text)" : text
  }

  private static func csvField(_ text: String) -> String {
    let marks: Set<Unicode.Scalar> = ["\"", ",", "\r", "\n"]
    guard text.unicodeScalars.contains(where: marks.contains) else { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result.append("\"") }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}
