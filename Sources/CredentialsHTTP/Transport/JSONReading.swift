import OpenEdX

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads the JSON of answers, which is nearly always plain: keys, short texts, whole numbers.
///
/// A value of unknown shape costs `JSONDecoder` a guess and an error for each member, a fifth of a whole post. Plain JSON is
/// read here in one pass; at anything else (an escape, a fraction, a name given twice, a mistake) this gives up, and the
/// library decides. So what is JSON and what is not is the library's word alone.
struct JSONReading {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  /// Something that is not plain.
  private struct NotPlain: Error {}

  private static let deepest = 16
  /// More digits may not fit a `Double`.
  private static let longestNumber = 15

  /// Reads a whole text; nil when it is not JSON.
  static func value(_ bytes: [UInt8]) -> JSONValue? {
    plainValue(bytes) ?? (try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)))
  }

  /// Reads it only when it is plain.
  static func plainValue(_ bytes: [UInt8]) -> JSONValue? {
    bytes.withUnsafeBufferPointer { buffer in
      var reading = JSONReading(bytes: buffer)
      return try? reading.whole()
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func whole() throws(NotPlain) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw NotPlain() }
    return value
  }

  private mutating func value(depth: Int) throws(NotPlain) -> JSONValue {
    skipSpace()
    guard position < bytes.count, depth < Self.deepest else { throw NotPlain() }
    switch bytes[position] {
    case UInt8(ascii: "\""): return .string(try text())
    case UInt8(ascii: "{"): return .object(try object(depth))
    case UInt8(ascii: "["): return .array(try array(depth))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    default: return .number(try number())
    }
  }

  private mutating func object(_ depth: Int) throws(NotPlain) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    position += 1
    if take(UInt8(ascii: "}")) { return members }
    repeat {
      skipSpace()
      let name = try text()
      guard take(UInt8(ascii: ":")), members.updateValue(try value(depth: depth + 1), forKey: name) == nil else {
        throw NotPlain()
      }
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw NotPlain() }
    return members
  }

  private mutating func array(_ depth: Int) throws(NotPlain) -> [JSONValue] {
    var items: [JSONValue] = []
    position += 1
    if take(UInt8(ascii: "]")) { return items }
    repeat { items.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw NotPlain() }
    return items
  }

  private mutating func text() throws(NotPlain) -> String {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw NotPlain() }
    let start = position + 1
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      guard bytes[end] >= 0x20, bytes[end] != UInt8(ascii: "\\") else { throw NotPlain() }
      end += 1
    }
    guard end < bytes.count, let text = String(validating: bytes[start..<end], as: UTF8.self) else { throw NotPlain() }
    position = end + 1
    return text
  }

  private mutating func number() throws(NotPlain) -> Double {
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let start = position
    var number = 0.0
    while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
      number = number * 10 + Double(bytes[position] - UInt8(ascii: "0"))
      position += 1
    }
    let digits = position - start
    let hasLeadingZero = digits > 1 && bytes[start] == UInt8(ascii: "0")
    let goesOn =
      position < bytes.count && [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[position])
    guard (1...Self.longestNumber).contains(digits), !hasLeadingZero, !goesOn else { throw NotPlain() }
    return isNegative ? -number : number
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(NotPlain) -> JSONValue {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count, (position..<end).allSatisfy({ bytes[$0] == word.utf8Start[$0 - position] }) else {
      throw NotPlain()
    }
    position = end
    return value
  }

  /// Takes one character, after space; false when another comes.
  private mutating func take(_ character: UInt8) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == character else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
  }
}
