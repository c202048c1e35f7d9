/// The identity of a program: a UUID, which Open edX spells with and without hyphens.
package struct ProgramUUID: Sendable, Hashable {
  /// 32 lower-case hexadecimal digits, as SQLite columns and the list answer hold it.
  package let hex: String

  /// Reads either spelling, in either case.
  ///
  /// - Returns: nil when the text is not 32 hexadecimal digits, hyphened 8-4-4-4-12 or not at all.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    let hyphen = UInt8(ascii: "-")
    var digits = bytes
    if bytes.count == 36 {
      guard [8, 13, 18, 23].allSatisfy({ bytes[$0] == hyphen }) else { return nil }
      digits.removeAll { $0 == hyphen }
    }
    guard digits.count == 32, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    hex = String(decoding: digits, as: UTF8.self).lowercased()
  }

  /// Takes 16 bytes.
  package init(bytes: [UInt8]) {
    precondition(bytes.count == 16)
    hex = bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// The 16 bytes, as columns of binary data hold it.
  package var bytes: [UInt8] {
    let digits = hex.utf8.map { UInt8($0 < UInt8(ascii: "a") ? $0 - UInt8(ascii: "0") : $0 - UInt8(ascii: "a") + 10) }
    return stride(from: 0, to: 32, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  /// The hyphened spelling, 8-4-4-4-12, as requests and the service's answers write it.
  package var dashed: String {
    var result = ""
    for (index, digit) in hex.enumerated() {
      if [8, 12, 16, 20].contains(index) { result.append("-") }
      result.append(digit)
    }
    return result
  }
}

extension ProgramUUID: Comparable {
  /// Orders by the digits.
  package static func < (left: ProgramUUID, right: ProgramUUID) -> Bool { left.hex < right.hex }
}

extension ProgramUUID: CustomStringConvertible {
  /// The hyphened spelling.
  package var description: String { dashed }
}
