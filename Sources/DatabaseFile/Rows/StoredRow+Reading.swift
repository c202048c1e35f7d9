import Foundation
import GRDBSQLite
import OpenEdX

/// The kinds of values that are read. Each throws `DatabaseFileError` of code `value` for a value that cannot be meant.
extension StoredRow {
  /// A text; "" for NULL. A number is read as its digits; bytes, and text that is no UTF-8, are refused.
  package func text(_ index: Int) throws(DatabaseFileError) -> String { try textOrNil(index) ?? "" }

  /// A text, or nil for NULL.
  package func textOrNil(_ index: Int) throws(DatabaseFileError) -> String? {
    if let text = textBytes(index).flatMap(StoredValue.string) { return text }
    switch value(index) {
    case .null: return nil
    case .text(let text): return text
    case .integer(let number): return String(number)
    case .real(let number) where number.isFinite: return String(number)
    case .real, .brokenText, .blob: throw refusal(index, needed: "a text")
    }
  }

  /// Whether the column holds this text. No string is made of the column's bytes.
  package func holds(_ text: String, _ index: Int) -> Bool {
    guard let bytes = textBytes(index) else { return value(index).text.map { CodePoints.equal($0, text) } ?? false }
    return StoredValue.isSame(text, bytes)
  }

  /// A whole number; 0 for NULL.
  package func integer(_ index: Int) throws(DatabaseFileError) -> Int64 { try integerOrNil(index) ?? 0 }

  /// A whole number, or nil for NULL. `1.0` and the text `1` are read as 1.
  package func integerOrNil(_ index: Int) throws(DatabaseFileError) -> Int64? {
    let column = Int32(truncatingIfNeeded: index)
    if values == nil, sqlite3_column_type(sqlite, column) == SQLITE_INTEGER {
      return sqlite3_column_int64(sqlite, column)
    }
    let value = value(index)
    if value == .null { return nil }
    guard let number = value.wholeNumber else { throw refusal(index, needed: "a whole number") }
    return number
  }

  /// A count or an index into something in memory; 0 for NULL.
  package func count(_ index: Int) throws(DatabaseFileError) -> Int {
    guard let number = Int(exactly: try integer(index)) else { throw refusal(index, needed: "a count") }
    return number
  }

  /// A boolean; false for NULL. The words “true” and “false” are read in any case.
  package func flag(_ index: Int) throws(DatabaseFileError) -> Bool {
    let column = Int32(truncatingIfNeeded: index)
    if values == nil, sqlite3_column_type(sqlite, column) == SQLITE_INTEGER {
      let number = sqlite3_column_int64(sqlite, column)
      if number == 0 || number == 1 { return number == 1 }
    }
    let value = value(index)
    if value == .null { return false }
    guard let truth = value.truth else { throw refusal(index, needed: "0 or 1") }
    return truth
  }

  /// A grade between 0 and 1, or a little outside; 0 for NULL. Its column has one digit before the point, or any number.
  package func grade(_ index: Int) throws(DatabaseFileError) -> Double {
    let value = value(index)
    if value == .null { return 0 }
    guard let number = value.finiteNumber, abs(number) < 1000 else {
      throw refusal(index, needed: "a grade between 0 and 1")
    }
    return number
  }

  /// A time in UTC, or nil for NULL.
  package func time(_ index: Int) throws(DatabaseFileError) -> UTCTime? {
    if let time = textBytes(index).flatMap(DjangoTime.plain) { return time }
    switch value(index) {
    case .null: return nil
    case .text(let text):
      if let time = UTCTime(text) { return time }
      fallthrough
    default: throw refusal(index, needed: "a time such as 2026-06-17 10:09:52")
    }
  }

  /// The text of a time, which `UTCTime` can read; nil for NULL.
  package func timeText(_ index: Int) throws(DatabaseFileError) -> String? {
    if let bytes = textBytes(index), DjangoTime.plain(bytes) != nil { return String(decoding: bytes, as: UTF8.self) }
    guard try time(index) != nil else { return nil }
    return try text(index)
  }

  /// A UUID, whichever way it is stored: 32 digits, with hyphens, or 16 bytes; nil for NULL.
  package func programUUID(_ index: Int) throws(DatabaseFileError) -> ProgramUUID? {
    let value = value(index)
    if value == .null { return nil }
    guard let uuid = value.uuid else { throw refusal(index, needed: "a UUID") }
    return uuid
  }

  /// The 32 digits of a UUID, whichever way it is stored; nil for NULL.
  package func uuidDigits(_ index: Int) throws(DatabaseFileError) -> String? {
    if let bytes = textBytes(index) {
      let isPlain = bytes.count == 32 && bytes.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
      if isPlain { return String(decoding: bytes, as: UTF8.self) }
    }
    return try programUUID(index)?.hex
  }

  /// How two texts stand to each other by their code points.
  package enum TextOrder {
    /// The first one comes first.
    case before
    /// They are the same.
    case same
    /// The first one comes behind.
    case behind
    /// One of the values is no text.
    case noText
  }

  /// Compares a text with that of another row, without making a string of either. Both rows are those of cursors.
  package func order(ofText index: Int, against other: StoredRow) -> TextOrder {
    guard let mine = textBytes(index), let others = other.textBytes(index) else { return .noText }
    let length = min(mine.count, others.count)
    var order = Int32(0)
    if length > 0, let first = mine.baseAddress, let second = others.baseAddress {
      order = memcmp(first, second, length)
    }
    if order == 0 { order = mine.count == others.count ? 0 : mine.count < others.count ? -1 : 1 }
    return order == 0 ? .same : order < 0 ? .before : .behind
  }
}

extension StoredRow {
  /// A number that texts of the same bytes have in common; 0 for what is no text. It is for tables in memory, and not kept.
  package func textHash(_ index: Int) -> Int {
    guard let bytes = textBytes(index), let start = bytes.baseAddress else { return 0 }
    let raw = UnsafeRawBufferPointer(start: start, count: bytes.count)
    var hash = UInt64(truncatingIfNeeded: raw.count)
    var place = 0
    while place + 8 <= raw.count {
      hash = Self.mix(hash ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place += 8
    }
    while place < raw.count {
      hash = Self.mix(hash ^ UInt64(raw[place]))
      place += 1
    }
    return Int(truncatingIfNeeded: hash >> 32)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return high ^ low
  }
}
