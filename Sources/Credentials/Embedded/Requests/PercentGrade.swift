/// A grade as a decimal of five digits, four of them after the point; 1 is full marks, though nothing bounds it there.
struct PercentGrade {
  /// Ten-thousandths.
  let scaled: Int

  struct Problem: Error { let message: String }

  init(scaled: Int) { self.scaled = scaled }

  /// Reads a number as Django REST framework's `DecimalField(5, 4)` does with Python's `Decimal`, digit by digit, so that
  /// nothing is rounded.
  ///
  /// White space around is cut off and underscores count for nothing, wherever they stand; digits of any script count.
  init(_ text: String) throws(Problem) {
    guard text.unicodeScalars.count <= 1000 else { throw Problem(message: "String value too large.") }
    var rest = try Self.ascii(text)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let parts = rest.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 | 0x20 == UInt8(ascii: "e") }
    guard let mantissa = parts.first else { throw Self.noNumber }
    var exponent = try parts.count == 2 ? Self.exponent(parts[1]) : 0
    let halves = mantissa.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    var digits = halves.flatMap { $0 }
    guard !digits.isEmpty, digits.allSatisfy(Self.isDigit) else { throw Self.noNumber }
    exponent -= halves.count == 2 ? halves[1].count : 0
    // Python's `Decimal` keeps no leading zeros, except a lone one.
    digits = Array(digits.drop { $0 == UInt8(ascii: "0") })
    if digits.isEmpty { digits = [UInt8(ascii: "0")] }
    try Self.check(digits: digits.count, exponent: exponent)
    var value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    for _ in 0..<(4 + exponent) { value *= 10 }
    scaled = isNegative ? -value : value
  }

  /// The text as ASCII, without what counts for nothing.
  private static func ascii(_ text: String) throws(Problem) -> [UInt8] {
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    var bytes: [UInt8] = []
    for scalar in scalars where scalar != "_" {
      if scalar.isASCII {
        bytes.append(UInt8(scalar.value))
      } else if scalar.properties.generalCategory == .decimalNumber,
        let value = scalar.properties.numericValue.flatMap({ UInt8(exactly: $0) })
      {
        bytes.append(UInt8(ascii: "0") + value)
      } else {
        throw noNumber
      }
    }
    return bytes
  }

  /// An exponent; one that is too large for any grade stands for all of them.
  private static func exponent(_ text: ArraySlice<UInt8>) throws(Problem) -> Int {
    let isNegative = text.first == UInt8(ascii: "-")
    let digits = isNegative || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
    guard !digits.isEmpty, digits.allSatisfy(isDigit) else { throw noNumber }
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    // Python's own limit has 18 digits.
    guard significant.count <= 18 else { throw noNumber }
    let value = significant.prefix(6).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    let bounded = significant.count > 6 ? 1_000_000 : value
    return isNegative ? -bounded : bounded
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

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
