import OpenEdX

/// A UUID column's text, which SQLite files hold as 32 digits and others may hold with hyphens.
enum UUIDText {
  /// 32 lower-case hexadecimal digits.
  static func hex(_ text: String) -> String {
    String(decoding: text.utf8.filter { $0 != UInt8(ascii: "-") }, as: UTF8.self).lowercased()
  }

  /// The spelling of answers, 8-4-4-4-12; a text that is no UUID stays as it is.
  static func dashed(_ text: String) -> String { ProgramUUID(text)?.dashed ?? text }
}

/// A datetime column's text.
enum StoredTime {
  /// The spelling of answers; a text that is no time stays as it is.
  static func apiText(_ text: String) -> String { UTCTime(text)?.apiText ?? text }
}
