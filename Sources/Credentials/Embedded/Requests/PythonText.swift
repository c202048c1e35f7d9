import OpenEdX

/// How Python would print a JSON value: the service builds messages and stores texts with `str(value)`.
enum PythonText {
  /// `str(value)`: a text as it is, anything else as `repr` prints it.
  static func str(_ value: JSONValue) -> String {
    if case .string(let text) = value { return text }
    return repr(value)
  }

  /// `type(value).__name__`.
  static func typeName(_ value: JSONValue) -> String {
    switch value {
    case .null: "NoneType"
    case .bool: "bool"
    case .number(let number): Int64(exactly: number) == nil ? "float" : "int"
    case .integer: "int"
    case .string: "str"
    case .array: "list"
    case .object: "dict"
    }
  }

  private static func repr(_ value: JSONValue) -> String {
    switch value {
    case .null: "None"
    case .bool(let flag): flag ? "True" : "False"
    case .number, .integer: value.digits ?? ""
    case .string(let text): "'\(text)'"
    case .array(let items): "[" + items.map(repr).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.keys.sorted().map { "'\($0)': \(repr(members[$0] ?? .null))" }.joined(separator: ", ") + "}"
    }
  }
}

/// How Python's `uuid.UUID` reads what stands for a UUID in a body.
enum PythonUUID {
  /// Reads a text with or without hyphens, in braces or as a URN, and a whole number as the identity itself.
  static func read(_ value: JSONValue) -> ProgramUUID? {
    switch value {
    case .string(let text): read(text)
    case .number(let number): Int64(exactly: number).flatMap(read)
    case .integer(let number): read(number)
    case .bool(let flag): ProgramUUID(hex(flag ? 1 : 0))
    case .null, .array, .object: nil
    }
  }

  private static func read(_ number: Int64) -> ProgramUUID? { number < 0 ? nil : ProgramUUID(hex(number)) }

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
