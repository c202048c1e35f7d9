import OpenEdX

/// Reads numbers and texts that stand behind one another in few bytes; nil where there are none, or what stands there was not
/// written by it.
struct LedgerBytes {
  private let bytes: UnsafeRawBufferPointer
  private var next = 0
  private var isBroken = false

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Where the next one begins; nil where something could not be read.
  var position: Int? { isBroken ? nil : next }
  /// Whether everything was read.
  var isAtEnd: Bool { !isBroken && next == bytes.count }

  /// A number, seven bits a byte, the lowest first.
  mutating func number() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard !isBroken, next < bytes.count else { break }
      let byte = UInt64(bytes[next])
      next += 1
      let part = (byte & 0x7F) << shift
      guard part >> shift == byte & 0x7F else { break }
      value |= part
      if byte < 0x80 { return value }
    }
    isBroken = true
    return nil
  }

  /// A number that may be negative.
  mutating func signedNumber() -> Int64? {
    number().map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
  }

  /// A time, in microseconds.
  mutating func time() -> UTCTime? { signedNumber().flatMap { UTCTime(stored: $0) } }

  /// A number of things of which each takes a byte at least.
  mutating func count() -> Int? {
    guard let value = number(), value <= UInt64(bytes.count - next) else {
      isBroken = true
      return nil
    }
    return Int(value)
  }

  /// A text.
  mutating func text() -> String? {
    guard let count = count(), let text = String(validating: bytes[next..<(next + count)], as: UTF8.self) else {
      isBroken = true
      return nil
    }
    next += count
    return text
  }

  /// A learner.
  ///
  /// - Parameters:
  ///   - facts: how many facts there are.
  ///   - places: given the places of the learner's facts; one list for many learners costs less than one for each.
  mutating func learner(facts: Int, into places: inout [Int]) -> AuditLedger.Key? {
    places.removeAll(keepingCapacity: true)
    guard next < bytes.count, let head = number(), let key = head & 1 == 0 ? user() : stranger(),
      head >> 1 <= UInt64(bytes.count - next)
    else {
      isBroken = isBroken || next < bytes.count
      return nil
    }
    for _ in 0..<Int(head >> 1) {
      guard let place = number(), place < UInt64(facts) else {
        isBroken = true
        return nil
      }
      places.append(Int(place))
    }
    return key
  }

  private mutating func user() -> AuditLedger.Key? { signedNumber().map { .user($0) } }
  private mutating func stranger() -> AuditLedger.Key? { text().map { .stranger(ExactText($0)) } }

  static func put(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  static func put(signed number: Int64, to bytes: inout [UInt8]) {
    put(UInt64(bitPattern: number << 1 ^ number >> 63), to: &bytes)
  }

  static func put(_ text: String, to bytes: inout [UInt8]) {
    put(UInt64(text.utf8.count), to: &bytes)
    bytes.append(contentsOf: text.utf8)
  }
}
