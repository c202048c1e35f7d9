/// Writes MySQL's dates and times as Django writes them on SQLite.
enum TimeText {
  /// Writes `YYYY-MM-DD HH:MM:SS[.ffffff]`; the fraction is left out when it is zero.
  ///
  /// Taken are `YYYY-MM-DD`, the same with ` HH:MM:SS` and up to six digits of a fraction; a `T` in place of the space.
  ///
  /// - Parameter target: room for 26 bytes.
  /// - Returns: how many bytes were written; 0 for MySQL's zero dates, also with a zero month or day alone; nil when the
  ///   bytes are no time.
  static func write(
    _ source: UnsafePointer<UInt8>,
    _ count: Int,
    into target: UnsafeMutablePointer<UInt8>
  ) -> Int? {
    guard count == 10 || (count >= 19 && count <= 26) else { return nil }
    guard let year = number(source, 0, 4), let month = number(source, 5, 2), let day = number(source, 8, 2),
      source[4] == UInt8(ascii: "-"), source[7] == UInt8(ascii: "-"), month <= 12, day <= 31
    else { return nil }
    var fraction = 0
    if count > 10 {
      guard let hour = number(source, 11, 2), let minute = number(source, 14, 2), let second = number(source, 17, 2),
        source[10] == UInt8(ascii: " ") || source[10] == UInt8(ascii: "T"),
        source[13] == UInt8(ascii: ":"), source[16] == UInt8(ascii: ":"), hour < 24, minute < 60, second < 60
      else { return nil }
      if count > 19 {
        guard source[19] == UInt8(ascii: "."), count > 20, let read = number(source, 20, count - 20) else { return nil }
        fraction = read
      }
    }
    if month == 0 || day == 0 || year == 0 { return 0 }
    guard day <= days(year: year, month: month) else { return nil }
    target.update(from: source, count: min(count, 19))
    if count == 10 {
      for (index, byte) in " 00:00:00".utf8.enumerated() { target[10 + index] = byte }
      return 19
    }
    target[10] = UInt8(ascii: " ")
    guard fraction != 0 else { return 19 }
    target.advanced(by: 19).update(from: source.advanced(by: 19), count: count - 19)
    for index in count..<26 { target[index] = UInt8(ascii: "0") }
    return 26
  }

  private static func number(_ source: UnsafePointer<UInt8>, _ first: Int, _ count: Int) -> Int? {
    var result = 0
    for index in first..<(first + count) {
      let digit = source[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      result = result &* 10 &+ Int(digit)
    }
    return result
  }

  private static func days(year: Int, month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
