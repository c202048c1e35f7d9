/// A JSON value whose shape is not known beforehand: a service's answer, a site's configuration.
///
/// Objects compare without regard to the order of their members; 1 and 1.0 are the same number. `init(_: Int64)` makes
/// the one form that each whole number has.
package enum JSONValue: Sendable, Hashable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A number that a double holds exactly, or one with a fraction.
  case number(Double)
  /// A whole number that no double holds, such as an id above 2^53.
  case integer(Int64)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// An object.
  case object([String: JSONValue])

  /// A whole number, in the form in which such numbers are compared.
  package init(_ number: Int64) {
    let double = Double(number)
    self = Int64(exactly: double) == number ? .number(double) : .integer(number)
  }

  /// A member of an object; nil for other kinds and absent members.
  package subscript(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members[name]
  }

  /// The text, if it is one.
  package var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The list, if it is one.
  package var array: [JSONValue]? {
    guard case .array(let items) = self else { return nil }
    return items
  }

  /// A number's digits, without a fraction where it has none; nil for other kinds.
  package var digits: String? {
    switch self {
    case .number(let value): Int64(exactly: value).map(String.init) ?? String(value)
    case .integer(let value): String(value)
    default: nil
    }
  }

  /// Python's truth of the value: null, false, 0, "" and empty lists and objects are false.
  package var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let value): value
    case .number(let value): value != 0
    case .integer: true
    case .string(let text): !text.isEmpty
    case .array(let items): !items.isEmpty
    case .object(let members): !members.isEmpty
    }
  }
}

extension JSONValue: Codable {
  /// Decodes any JSON value.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // Texts and objects first: nearly all values are these, and each wrong guess costs the making of an error.
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([String: JSONValue].self) {
      self = .object(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      // Beyond this a double may have been rounded.
      self =
        abs(value) >= 0x1p53
        ? (try? container.decode(Int64.self)).map { JSONValue($0) } ?? .number(value) : .number(value)
    } else {
      self = .array(try container.decode([JSONValue].self))
    }
  }

  /// Encodes the value; whole numbers without a fraction.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value):
      if let whole = Int64(exactly: value) { try container.encode(whole) } else { try container.encode(value) }
    case .integer(let value): try container.encode(value)
    case .string(let text): try container.encode(text)
    case .array(let items): try container.encode(items)
    case .object(let members): try container.encode(members)
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  /// A text.
  package init(stringLiteral value: String) { self = .string(value) }
  /// A truth value.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A whole number.
  package init(integerLiteral value: Int) { self.init(Int64(value)) }
  /// A list.
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object; of a name given twice the last value stays.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
  }
  /// `null`
  package init(nilLiteral: ()) { self = .null }
}
