/// The form in which Django writes times: `2026-06-17 10:09:52[.572000]`.
enum DjangoTime {
  /// Whether the bytes are of that form and name a moment that exists on every calendar.
  ///
  /// The last days of months and other forms are left to `UTCTime`, which costs more.
  static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count == 19 || bytes.count == 26, bytes[4] == hyphen, bytes[7] == hyphen, bytes[10] == space,
      bytes[13] == colon, bytes[16] == colon, let year = number(bytes, 0..<4), year > 1,
      let month = number(bytes, 5..<7), 1...12 ~= month, let day = number(bytes, 8..<10), 1...28 ~= day,
      let hour = number(bytes, 11..<13), hour < 24, let minute = number(bytes, 14..<16), minute < 60,
      let second = number(bytes, 17..<19), second < 60
    else { return false }
    return bytes.count == 19 || bytes[19] == point && number(bytes, 20..<26) != nil
  }

  private static let (hyphen, space) = (UInt8(ascii: "-"), UInt8(ascii: " "))
  private static let (colon, point) = (UInt8(ascii: ":"), UInt8(ascii: "."))

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    var number = 0
    for place in range {
      let digit = bytes[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }
}
