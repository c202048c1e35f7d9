import OpenEdX

/// How Python's `uuid.UUID` reads what stands for a UUID in a body.
enum PythonUUID {
  /// Reads a text with or without hyphens, in braces or as a URN, and a whole number as the identity itself.
  static func read(_ value: JSONValue) -> ProgramUUID? {
    switch value {
    case .string(let text): read(text)
    case .number(let number): Int64(exactly: number).flatMap { $0 < 0 ? nil : ProgramUUID(hex($0)) }
    case .bool(let flag): ProgramUUID(hex(flag ? 1 : 0))
    case .null, .array, .object: nil
    }
  }

  private static func read(_ text: String) -> ProgramUUID? {
    var rest = text.replacing("urn:", with: "").replacing("uuid:", with: "")[...]
    while let first = rest.first, "{}".contains(first) { rest.removeFirst() }
    while let last = rest.last, "{}".contains(last) { rest.removeLast() }
    let digits = String(rest).filter { $0 != "-" }
    guard digits.unicodeScalars.count == 32 else { return nil }
    return ProgramUUID(digits)
  }

  private static func hex(_ number: Int64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
