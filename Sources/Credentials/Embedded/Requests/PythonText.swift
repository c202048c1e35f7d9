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
