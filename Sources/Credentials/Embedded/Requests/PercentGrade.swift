/// A grade as a decimal of five digits, four of them after the point; 1 is full marks, though nothing bounds it there.
struct PercentGrade {
  /// Ten-thousandths.
  let scaled: Int

  struct Problem: Error { let message: String }

  init(scaled: Int) { self.scaled = scaled }

  /// Reads a number as Django REST framework's `DecimalField(5, 4)` does, digit by digit, so that nothing is rounded.
  init(_ text: String) throws(Problem) {
    var rest = text.utf8[...].drop { $0 == UInt8(ascii: " ") }
    while rest.last == UInt8(ascii: " ") { rest.removeLast() }
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let parts = rest.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 | 0x20 == UInt8(ascii: "e") }
    var exponent = 0
    if parts.count == 2 {
      guard let read = Int(String(decoding: parts[1], as: UTF8.self)), abs(read) < 1000 else { throw Self.noNumber }
      exponent = read
    }
    let halves = parts[0].split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    var digits = halves.flatMap { $0 }
    guard !digits.isEmpty, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      throw Self.noNumber
    }
    exponent -= halves.count == 2 ? halves[1].count : 0
    // Python's `Decimal` keeps no leading zeros, except a lone one.
    digits = Array(digits.drop { $0 == UInt8(ascii: "0") })
    if digits.isEmpty { digits = [UInt8(ascii: "0")] }
    try Self.check(digits: digits.count, exponent: exponent)
    var value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    for _ in 0..<(4 + exponent) { value *= 10 }
    scaled = isNegative ? -value : value
  }

  /// The value as a number column holds it.
  var number: Double { Double(scaled) / 10_000 }

  /// Four places after the point, as answers show it.
  var text: String {
    let places = String(abs(scaled) % 10_000)
    let padding = String(repeating: "0", count: 4 - places.count)
    return "\(scaled < 0 ? "-" : "")\(abs(scaled) / 10_000).\(padding)\(places)"
  }

  private static let noNumber = Problem(message: "A valid number is required.")

  private static func check(digits: Int, exponent: Int) throws(Problem) {
    let places = max(0, -exponent)
    let whole = exponent >= 0 ? digits + exponent : max(0, digits - places)
    let total = whole + places
    if total > 5 { throw Problem(message: "Ensure that there are no more than 5 digits in total.") }
    if places > 4 { throw Problem(message: "Ensure that there are no more than 4 decimal places.") }
    if whole > 1 { throw Problem(message: "Ensure that there are no more than 1 digits before the decimal point.") }
  }
}
