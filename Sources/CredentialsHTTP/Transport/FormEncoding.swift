import OpenEdX

/// Python's `urllib.parse.urlencode`: what the LMS's requests library makes of a form and of a query.
package enum FormEncoding {
  /// The fields as one percent-encoded line.
  package static func encode(_ fields: [(name: String, value: String)]) -> String {
    fields.map { "\(quoted($0.name))=\(quoted($0.value))" }.joined(separator: "&")
  }

  /// The fields of a grade as the LMS sends them (<doc:CredentialsAPI#Other-writes>): in its order, flags as Python
  /// writes them.
  ///
  /// A null is left out, as requests does with `None`, so the service keeps the letter it holds.
  static func gradeFields(_ body: JSONValue) -> [(name: String, value: String)] {
    guard case .object(let members) = body else { return [] }
    let order = ["username", "course_run", "letter_grade", "percent_grade", "verified", "lms_last_updated_at"]
    let others = members.keys.filter { !order.contains($0) }.sorted()
    return (order + others).compactMap { name in
      members[name].flatMap(text).map { (name, $0) }
    }
  }

  /// `str(value)` of what a form can carry; nil for null and for values within values.
  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .bool(let flag): flag ? "True" : "False"
    case .number, .integer: value.digits
    case .null, .array, .object: nil
    }
  }

  private static let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~".utf8)
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// `quote_plus`; of a course key, which has no blanks, also a part of a path.
  static func quoted(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      if unreserved.contains(byte) {
        result.append(byte)
      } else if byte == UInt8(ascii: " ") {
        result.append(UInt8(ascii: "+"))
      } else {
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
