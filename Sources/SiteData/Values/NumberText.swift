/// Reads numbers as MySQL writes them: ASCII digits, a sign, a point, an exponent, and nothing else.
enum NumberText {
  /// A whole number; nil for anything else and for what has no room in 64 bits.
  static func integer(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    var index = 0
    let isNegative = count > 0 && start[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    guard index < count else { return nil }
    // Counted downwards, because the least number has no positive counterpart.
    var result: Int64 = 0
    while index < count {
      let digit = Int64(start[index]) - Int64(UInt8(ascii: "0"))
      guard digit >= 0, digit <= 9 else { return nil }
      if count > 18 {
        let (tens, overflow) = result.multipliedReportingOverflow(by: 10)
        let (next, tooLow) = tens.subtractingReportingOverflow(digit)
        if overflow || tooLow { return nil }
        result = next
      } else {
        result = result &* 10 &- digit
      }
      index += 1
    }
    guard !isNegative else { return result }
    return result == .min ? nil : -result
  }

  /// A number with a fraction; nil for anything else, `inf` and `nan` included.
  static func double(_ start: UnsafePointer<UInt8>, _ count: Int) -> Double? {
    guard isNumber(start, count), count <= 400 else { return nil }
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    guard let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// Whether the bytes are a number: `[+-] digits [. digits] [e [+-] digits]`, with a digit before the exponent.
  static func isNumber(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var index = 0
    func skipSign() {
      if index < count, start[index] == UInt8(ascii: "-") || start[index] == UInt8(ascii: "+") { index += 1 }
    }
    func skipDigits() -> Int {
      let first = index
      while index < count, start[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
      return index - first
    }
    skipSign()
    var digits = skipDigits()
    if index < count, start[index] == UInt8(ascii: ".") {
      index += 1
      digits += skipDigits()
    }
    guard digits > 0 else { return false }
    if index < count, start[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      skipSign()
      guard skipDigits() > 0 else { return false }
    }
    return index == count
  }
}
