/// The grammar behind `CourseKey`, kept apart from the type that the rest of the program uses.
enum CourseKeyGrammar {
  struct Parts {
    var form: CourseKey.Form
    var org = ""
    var course = ""
    var run = ""
    var branch: String?
    var version: String?

    func printed(withBranchAndVersion: Bool) -> String {
      switch form {
      case .slashes:
        return "\(org)/\(course)/\(run)"
      case .courseV1:
        // As `CourseLocator._to_string` has it: without a run only the version is printed.
        var segments: [String] = []
        if !run.isEmpty {
          segments += [org, course, run]
          if withBranchAndVersion, let branch { segments.append("branch@\(branch)") }
        }
        if withBranchAndVersion, let version { segments.append("version@\(version)") }
        return namespacePrefix + segments.joined(separator: "+")
      }
    }
  }

  static let namespacePrefix = "course-v1:"

  static func parse(_ text: String) throws(CourseKeyError) -> Parts {
    guard !text.isEmpty else { throw CourseKeyError(text: text, reason: "it is empty") }
    // Swift's `hasPrefix` compares canonically; the namespace is ASCII, so the bytes are what counts.
    guard text.utf8.starts(with: namespacePrefix.utf8) else { return try parseSlashes(text) }
    let rest = String(text.unicodeScalars.dropFirst(namespacePrefix.unicodeScalars.count))
    return try parseCourseV1(rest, text: text)
  }

  private static func parseCourseV1(_ rest: String, text: String) throws(CourseKeyError) -> Parts {
    let segments = rest.unicodeScalars.split(separator: "+", omittingEmptySubsequences: false)
      .map { String(String.UnicodeScalarView($0)) }
    guard segments.allSatisfy({ !$0.isEmpty }) else {
      throw CourseKeyError(text: text, reason: "a part between two “+” is empty")
    }
    let plain = segments.prefix { !$0.unicodeScalars.contains("@") }
    var parts = Parts(form: .courseV1)
    switch plain.count {
    case 0: break
    case 2, 3:
      parts.org = plain[0]
      parts.course = plain[1]
      if plain.count == 3 { parts.run = plain[2] }
    default:
      throw CourseKeyError(text: text, reason: "“course-v1:” takes organization, course and run, parted by “+”")
    }
    for part in plain { try check(part, allowing: isIDScalar, text: text) }
    try readMarked(segments.dropFirst(plain.count), into: &parts, text: text)
    guard parts.version != nil || plain.count == 3 else {
      throw CourseKeyError(text: text, reason: "the run is missing (organization, course and run are needed)")
    }
    return parts
  }

  /// Reads `branch@`, `version@`, `type@` and `block@`, each at most once and in this order.
  private static func readMarked(
    _ segments: ArraySlice<String>,
    into parts: inout Parts,
    text: String
  ) throws(CourseKeyError) {
    var open = ["branch", "version", "type", "block"][...]
    for segment in segments {
      let scalars = segment.unicodeScalars
      guard let at = scalars.firstIndex(of: "@"), let place = open.firstIndex(of: String(scalars[..<at])) else {
        throw CourseKeyError(text: text, reason: "“\(segment)” has no place there")
      }
      let name = open[place]
      let value = String(scalars[scalars.index(after: at)...])
      open = open[(place + 1)...]
      try check(value, allowing: name == "block" ? isBlockIDScalar : isIDScalar, text: text)
      switch name {
      case "branch": parts.branch = value
      case "version":
        guard value.utf8.count == 24, value.utf8.allSatisfy(isLowerHex) else {
          throw CourseKeyError(text: text, reason: "a version is 24 lower-case hexadecimal digits")
        }
        parts.version = value
      default: break
      }
    }
  }

  private static func parseSlashes(_ text: String) throws(CourseKeyError) -> Parts {
    let segments = text.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
      .map { String(String.UnicodeScalarView($0)) }
    guard segments.count == 3 else {
      throw CourseKeyError(
        text: text,
        reason: "it is neither “course-v1:org+course+run” nor the legacy “org/course/run”"
      )
    }
    guard !segments[0].isEmpty, !segments[1].isEmpty else {
      throw CourseKeyError(text: text, reason: "the legacy form needs an organization and a course")
    }
    for part in segments where !part.isEmpty { try check(part, allowing: isLegacyScalar, text: text) }
    return Parts(form: .slashes, org: segments[0], course: segments[1], run: segments[2])
  }

  private static func check(
    _ part: String,
    allowing allowed: (Unicode.Scalar) -> Bool,
    text: String
  ) throws(CourseKeyError) {
    guard !part.isEmpty else { throw CourseKeyError(text: text, reason: "a part is empty") }
    guard let odd = part.unicodeScalars.first(where: { !allowed($0) }) else { return }
    let number = String(odd.value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - number.count)) + number
    throw CourseKeyError(text: text, reason: "the character U+\(padded) is not allowed in a part")
  }

  private static func isIDScalar(_ scalar: Unicode.Scalar) -> Bool {
    isWord(scalar) || scalar == "-" || scalar == "~" || scalar == "." || scalar == ":"
  }

  private static func isBlockIDScalar(_ scalar: Unicode.Scalar) -> Bool {
    isIDScalar(scalar) || scalar == "%"
  }

  private static func isLegacyScalar(_ scalar: Unicode.Scalar) -> Bool {
    isWord(scalar) || scalar == "." || scalar == "%" || scalar == "-"
  }

  /// Python's Unicode `\w`: `str.isalnum()` or “_”. Combining marks are not in it, unlike in ICU's `\w`.
  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "_" { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
    default: return scalar.properties.numericType != nil
    }
  }

  private static func isLowerHex(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
