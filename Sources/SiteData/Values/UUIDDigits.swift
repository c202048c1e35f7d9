/// Writes UUIDs as Django writes them on SQLite: 32 lower-case hexadecimal digits.
enum UUIDDigits {
  /// How many digits there are.
  static let count = 32

  /// Writes the digits of a text with or without hyphens, or of 16 bytes.
  ///
  /// - Parameter target: room for `count` bytes.
  /// - Returns: whether the value is a UUID.
  static func write(_ value: RawValue, into target: UnsafeMutablePointer<UInt8>) -> Bool {
    guard let source = value.start else { return false }
    if value.count == 16 {
      let digits: StaticString = "0123456789abcdef"
      for index in 0..<16 {
        target[2 * index] = digits.utf8Start[Int(source[index] >> 4)]
        target[2 * index + 1] = digits.utf8Start[Int(source[index] & 15)]
      }
      return true
    }
    guard value.count == count || value.count == 36 else { return false }
    var written = 0
    for index in 0..<value.count {
      var byte = source[index]
      if value.count == 36, index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { return false }
        continue
      }
      if byte &- UInt8(ascii: "A") <= 5 { byte |= 0x20 }
      guard byte &- UInt8(ascii: "0") <= 9 || byte &- UInt8(ascii: "a") <= 5 else { return false }
      target[written] = byte
      written += 1
    }
    return written == count
  }
}
