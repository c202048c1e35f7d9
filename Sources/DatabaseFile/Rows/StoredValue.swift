import Foundation
import GRDB
import GRDBSQLite
import OpenEdX

/// A value of a column as SQLite stores it.
package enum StoredValue: Sendable, Hashable {
  /// `NULL`
  case null
  /// A whole number.
  case integer(Int64)
  /// A number with a fraction, or an infinite one.
  case real(Double)
  /// A text.
  case text(String)
  /// A text whose bytes are no UTF-8.
  case brokenText([UInt8])
  /// Bytes.
  case blob([UInt8])

  /// Reads a column of the row on which the statement stands.
  init(_ statement: OpaquePointer, _ index: Int32) {
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(statement, index))
    case SQLITE_FLOAT: self = .real(sqlite3_column_double(statement, index))
    case SQLITE_TEXT:
      let bytes = Self.textBytes(statement, index)
      self = Self.string(bytes).map(Self.text) ?? .brokenText(Array(bytes))
    case SQLITE_BLOB:
      let start = sqlite3_column_blob(statement, index)
      self = .blob(Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index)))))
    default: self = .null
    }
  }

  /// The bytes of a text, zero bytes included; valid until the statement goes on.
  static func textBytes(_ statement: OpaquePointer, _ index: Int32) -> UnsafeBufferPointer<UInt8> {
    let start = sqlite3_column_text(statement, index)
    return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index)))
  }

  /// The text that the bytes are; nil when they are no UTF-8.
  ///
  /// Repairing broken UTF-8 always changes the bytes. `String(validating:as:)` gives the same more slowly: it looks up
  /// types at run time.
  static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    return isSame(text, bytes) ? text : nil
  }

  /// Whether a text has these bytes.
  static func isSame(_ text: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let isSame: Bool? = text.utf8.withContiguousStorageIfAvailable { utf8 in
      guard utf8.count == bytes.count else { return false }
      guard let mine = utf8.baseAddress, let others = bytes.baseAddress else { return true }
      return memcmp(mine, others, bytes.count) == 0
    }
    return isSame ?? text.utf8.elementsEqual(bytes)
  }

  /// The number, if it is stored as a whole one.
  package var integer: Int64? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  /// The number, if it is stored as a whole one that counts something in memory.
  package var count: Int? { integer.flatMap(Int.init(exactly:)) }

  /// The text, if it is stored as one.
  package var text: String? {
    guard case .text(let text) = self else { return nil }
    return text
  }
}

extension StoredValue {
  /// The value for a statement's argument; broken text is repaired.
  var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let number): number.databaseValue
    case .real(let number): number.databaseValue
    case .text(let text): text.databaseValue
    case .brokenText(let bytes): String(decoding: bytes, as: UTF8.self).databaseValue
    case .blob(let bytes): Data(bytes).databaseValue
    }
  }

  /// The whole number that the value means: stored as one, as `1.0`, or as its digits in a text.
  var wholeNumber: Int64? {
    switch self {
    case .integer(let number): number
    case .real(let number): Int64(exactly: number)
    case .text(let text): Int64(text) ?? finiteNumber.flatMap { Int64(exactly: $0) }
    case .null, .brokenText, .blob: nil
    }
  }

  /// The number that the value means, stored as one or as a text of digits; nil for an infinite one.
  package var finiteNumber: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .real(let number): number.isFinite ? number : nil
    case .text(let text):
      // `Double` also reads hexadecimal digits and words such as “nan”.
      text.utf8.allSatisfy(Self.isDecimal) ? Double(text).flatMap { $0.isFinite ? $0 : nil } : nil
    case .null, .brokenText, .blob: nil
    }
  }

  /// The truth that the value means: 0 or 1 in any form, or the words “true” and “false” in any case.
  var truth: Bool? {
    if case .text(let text) = self {
      switch text.lowercased() {
      case "true": return true
      case "false": return false
      default: break
      }
    }
    switch wholeNumber {
    case 0: return false
    case 1: return true
    default: return nil
    }
  }

  /// The UUID that the value means: digits with or without hyphens, or 16 bytes.
  var uuid: ProgramUUID? {
    switch self {
    case .text(let text): ProgramUUID(text)
    // Sixteen bytes that a converter took for a text may be no UTF-8.
    case .blob(let bytes) where bytes.count == 16, .brokenText(let bytes) where bytes.count == 16:
      ProgramUUID(bytes: bytes)
    case .blob(let bytes): String(validating: bytes, as: UTF8.self).flatMap { ProgramUUID($0) }
    case .null, .integer, .real, .brokenText: nil
    }
  }

  private static func isDecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}
