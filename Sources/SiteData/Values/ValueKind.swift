/// What a column's values are, which decides how MySQL's text of them is written into SQLite.
///
/// The result is what Django writes on SQLite, so that a deployment does not tell which database it comes from.
package enum ValueKind: Sendable, Hashable {
  /// A whole number of 64 bits.
  case integer
  /// A boolean: 0 or 1, also as `bit(1)`.
  case flag
  /// A number with a binary fraction.
  case real
  /// A number with a decimal fraction; SQLite keeps it as a number.
  case decimal
  /// Text, checked to be UTF-8.
  case text
  /// UTC text `YYYY-MM-DD HH:MM:SS[.ffffff]`; a zero date is NULL, as Django reads it.
  case time
  /// 32 lower-case hexadecimal digits, of a text with or without hyphens or of 16 bytes.
  case uuid

  /// What a message calls it.
  var title: String {
    switch self {
    case .integer: "a whole number"
    case .flag: "0 or 1"
    case .real, .decimal: "a number"
    case .text: "text in UTF-8"
    case .time: "a time"
    case .uuid: "a UUID"
    }
  }
}
