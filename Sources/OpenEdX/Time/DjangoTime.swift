/// The form in which Django writes times: `2026-06-17 10:09:52[.572000]`.
package enum DjangoTime {
  /// The moment that the bytes name; nil for another form, which `UTCTime` reads more slowly.
  package static func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> UTCTime? {
    guard bytes.count == 19 || bytes.count == 26, bytes[4] == hyphen, bytes[7] == hyphen, bytes[10] == space,
      bytes[13] == colon, bytes[16] == colon, let year = number(bytes, 0..<4),
      let month = number(bytes, 5..<7), let day = number(bytes, 8..<10),
      let hour = number(bytes, 11..<13), hour < 24, let minute = number(bytes, 14..<16), minute < 60,
      let second = number(bytes, 17..<19), second < 60, let days = CivilDate.days(year: year, month: month, day: day)
    else { return nil }
    var fraction: Int64 = 0
    if bytes.count == 26 {
      guard bytes[19] == point, let read = number(bytes, 20..<26) else { return nil }
      fraction = read
    }
    return UTCTime(microseconds: (days * 86_400 + hour * 3600 + minute * 60 + second) * 1_000_000 + fraction)
  }

  private static let (hyphen, space) = (UInt8(ascii: "-"), UInt8(ascii: " "))
  private static let (colon, point) = (UInt8(ascii: ":"), UInt8(ascii: "."))

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int64? {
    var number: Int64 = 0
    for place in range {
      let digit = bytes[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      number = number * 10 + Int64(digit)
    }
    return number
  }
}
