/// Tells whether bytes are UTF-8 (RFC 3629: no surrogates, no overlong forms, nothing beyond U+10FFFF).
enum UTF8Check {
  /// Whether all the bytes are UTF-8; ASCII is passed over eight bytes at a time.
  static func isValid(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let raw = UnsafeRawPointer(start)
    var index = 0
    while index < count {
      if index &+ 8 <= count,
        raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        index &+= 8
        continue
      }
      if start[index] < 0x80 {
        index &+= 1
        continue
      }
      guard let length = sequence(start + index, count &- index) else { return false }
      index &+= length
    }
    return true
  }

  /// Whether there is a sequence of several bytes, whatever else there is.
  static func hasSequence(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    (0..<count).contains { start[$0] >= 0x80 && sequence(start + $0, count - $0) != nil }
  }

  /// The length of the sequence of two to four bytes that begins here; nil when it is none.
  private static func sequence(_ start: UnsafePointer<UInt8>, _ room: Int) -> Int? {
    let first = start[0]
    let length: Int
    var least: UInt8 = 0x80
    var most: UInt8 = 0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, least) = (3, 0xA0)
    case 0xED: (length, most) = (3, 0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, least) = (4, 0x90)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, most) = (4, 0x8F)
    default: return nil
    }
    guard room >= length, start[1] >= least, start[1] <= most else { return nil }
    for index in 2..<max(length, 2) where start[index] & 0xC0 != 0x80 { return nil }
    return length
  }
}
