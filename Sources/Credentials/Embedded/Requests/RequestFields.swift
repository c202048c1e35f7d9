import OpenEdX

/// Reads the fields of a posted body as Django REST framework does, and gathers what is wrong with each.
///
/// A reading that finds nothing wrong but no field either returns nil; `errors` tells the two apart.
struct RequestFields {
  private let members: [String: JSONValue]

  /// What is wrong, by field, in the service's own words.
  var errors: [String: JSONValue] = [:]

  /// Takes a body.
  ///
  /// - Throws: `CredentialsRefusal.invalid` when it is not an object.
  init(_ body: JSONValue) throws(CredentialsRefusal) {
    switch body {
    case .object(let members): self.members = members
    case .null: throw .invalid(["non_field_errors": ["No data provided"]])
    default: throw .invalid(["non_field_errors": [Self.notDictionary(body)]])
    }
  }

  /// Whether the field was sent at all, null included.
  func has(_ name: String) -> Bool { members[name] != nil }

  /// The field as it was sent.
  func raw(_ name: String) -> JSONValue? { members[name] }

  /// Notes one thing that is wrong with a field.
  mutating func fail(_ name: String, _ message: String) { errors[name] = [.string(message)] }

  /// The field, when it was sent and is not null; both lacks are noted where they are wrong.
  mutating func value(_ name: String, required: Bool, allowsNull: Bool = false) -> JSONValue? {
    guard let value = members[name] else {
      if required { fail(name, Self.isRequired) }
      return nil
    }
    guard value == .null else { return value }
    if !allowsNull { fail(name, Self.mayNotBeNull) }
    return nil
  }

  /// A `CharField`: numbers are taken as their text, white space around is cut off.
  ///
  /// - Parameter maximum: the greatest number of code points.
  mutating func text(_ name: String, required: Bool, maximum: Int? = nil, allowsBlank: Bool = false) -> String? {
    guard let value = value(name, required: required) else { return nil }
    switch value {
    case .string, .number: break
    default:
      fail(name, "Not a valid string.")
      return nil
    }
    let text = Self.trimmed(PythonText.str(value))
    if text.isEmpty, !allowsBlank {
      fail(name, "This field may not be blank.")
      return nil
    }
    var problems: [JSONValue] = []
    if let maximum, text.unicodeScalars.count > maximum {
      problems.append(.string("Ensure this field has no more than \(maximum) characters."))
    }
    if text.unicodeScalars.contains("\u{0}") { problems.append("Null characters are not allowed.") }
    guard problems.isEmpty else {
      errors[name] = .array(problems)
      return nil
    }
    return text
  }

  /// A `ChoiceField`: the text of one of the choices.
  mutating func choice(_ name: String, required: Bool, among choices: Set<String>) -> String? {
    guard let value = value(name, required: required) else { return nil }
    let text = PythonText.str(value)
    if choices.contains(text) { return text }
    fail(name, "\"\(text)\" is not a valid choice.")
    return nil
  }

  /// A `DateTimeField`: UTC unless the text carries an offset; a date alone is its midnight. See ``PythonTime``.
  mutating func time(_ name: String, required: Bool, allowsNull: Bool = false) -> UTCTime? {
    guard let value = value(name, required: required, allowsNull: allowsNull) else { return nil }
    if let text = value.string, let time = PythonTime.read(text) { return time }
    fail(
      name,
      "Datetime has wrong format. Use one of these formats instead: "
        + "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]."
    )
    return nil
  }

  /// A `BooleanField`: the words that forms send are taken as well.
  mutating func flag(_ name: String) -> Bool? {
    guard let value = value(name, required: false) else { return nil }
    switch value {
    case .bool(let flag): return flag
    case .number(1): return true
    case .number(0): return false
    case .string(let word) where Self.yes.contains(word): return true
    case .string(let word) where Self.no.contains(word): return false
    default:
      fail(name, "Must be a valid boolean.")
      return nil
    }
  }

  static let isRequired = "This field is required."
  static let mayNotBeNull = "This field may not be null."

  /// The message for a body or a nested field that is no object.
  static func notDictionary(_ value: JSONValue) -> JSONValue {
    .string("Invalid data. Expected a dictionary, but got \(PythonText.typeName(value)).")
  }

  private static let yes: Set<String> = [
    "t", "T", "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON", "1",
  ]
  private static let no: Set<String> = [
    "f", "F", "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF", "0",
  ]

  private static func trimmed(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }
}
