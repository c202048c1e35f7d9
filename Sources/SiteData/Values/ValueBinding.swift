import GRDBSQLite

/// Writes MySQL's text of values into the parameters of an SQLite statement, without making a `String` of them.
///
/// What is bound is not copied: it must stay where it is until the statement has been stepped.
struct ValueBinding {
  /// Why a value cannot be written.
  enum Fault: Error {
    /// The bytes are not of the column's kind.
    case form
    /// A text is not UTF-8.
    case encoding
    /// SQLite refuses the parameter.
    case sqlite
  }

  /// What had to be read otherwise than it stands there.
  enum Remark {
    /// A zero date or one with a zero month or day, which is NULL.
    case zeroDate
  }

  /// Room for a value that has to be written in another form than it came in.
  static let scratchSize = 32

  /// Binds one value.
  ///
  /// - Parameters:
  ///   - parameter: its number, from 1.
  ///   - scratch: `scratchSize` bytes of this parameter's own, untouched until the statement has been stepped.
  /// - Returns: what had to be read otherwise; nil as a rule.
  @inline(__always)
  static func bind(
    _ value: RawValue,
    as kind: ValueKind,
    to statement: OpaquePointer,
    _ parameter: Int32,
    scratch: UnsafeMutablePointer<UInt8>
  ) throws(Fault) -> Remark? {
    guard value.form != .null, let start = value.start else {
      try check(sqlite3_bind_null(statement, parameter))
      return nil
    }
    switch kind {
    case .text:
      guard UTF8Check.isValid(start, value.count) else { throw .encoding }
      try bindText(start, value.count, to: statement, parameter)
    case .integer:
      guard let number = NumberText.integer(start, value.count) else { throw .form }
      try check(sqlite3_bind_int64(statement, parameter, number))
    case .flag:
      try check(sqlite3_bind_int64(statement, parameter, flag(value, start)))
    case .real:
      guard let number = NumberText.double(start, value.count) else { throw .form }
      try check(sqlite3_bind_double(statement, parameter, number))
    case .decimal:
      guard NumberText.isNumber(start, value.count) else { throw .form }
      try bindText(start, value.count, to: statement, parameter)
    case .time:
      guard let length = TimeText.write(start, value.count, into: scratch) else { throw .form }
      guard length > 0 else {
        try check(sqlite3_bind_null(statement, parameter))
        return .zeroDate
      }
      try bindText(scratch, length, to: statement, parameter)
    case .uuid:
      guard UUIDDigits.write(value, into: scratch) else { throw .form }
      try bindText(scratch, UUIDDigits.count, to: statement, parameter)
    }
    return nil
  }

  private static func flag(_ value: RawValue, _ start: UnsafePointer<UInt8>) throws(Fault) -> Int64 {
    // `bit(1)` is written as one raw byte, or as a literal of one.
    if value.count == 1, start[0] <= 1 { return Int64(start[0]) }
    guard value.form == .text, let number = NumberText.integer(start, value.count) else { throw .form }
    return number
  }

  @inline(__always)
  private static func bindText(
    _ start: UnsafePointer<UInt8>,
    _ count: Int,
    to statement: OpaquePointer,
    _ parameter: Int32
  ) throws(Fault) {
    guard let length = Int32(exactly: count) else { throw .form }
    let characters = UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
    try check(sqlite3_bind_text(statement, parameter, characters, length, nil))
  }

  @inline(__always)
  private static func check(_ code: Int32) throws(Fault) {
    guard code == SQLITE_OK else { throw .sqlite }
  }
}
