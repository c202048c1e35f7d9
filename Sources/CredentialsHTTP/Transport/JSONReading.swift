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
  private var place = 0

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
    guard place == bytes.count else { throw NotPlain() }
    return value
  }

  private mutating func value(depth: Int) throws(NotPlain) -> JSONValue {
    skipSpace()
    guard place < bytes.count, depth < Self.deepest else { throw NotPlain() }
    switch bytes[place] {
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
    place += 1
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
    place += 1
    if take(UInt8(ascii: "]")) { return items }
    repeat { items.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw NotPlain() }
    return items
  }

  private mutating func text() throws(NotPlain) -> String {
    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { throw NotPlain() }
    let start = place + 1
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      guard bytes[end] >= 0x20, bytes[end] != UInt8(ascii: "\\") else { throw NotPlain() }
      end += 1
    }
    guard end < bytes.count, let text = String(validating: bytes[start..<end], as: UTF8.self) else { throw NotPlain() }
    place = end + 1
    return text
  }

  private mutating func number() throws(NotPlain) -> Double {
    let isNegative = bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    let start = place
    var number = 0.0
    while place < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) {
      number = number * 10 + Double(bytes[place] - UInt8(ascii: "0"))
      place += 1
    }
    let digits = place - start
    let hasLeadingNought = digits > 1 && bytes[start] == UInt8(ascii: "0")
    let goesOn =
      place < bytes.count && [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[place])
    guard (1...Self.longestNumber).contains(digits), !hasLeadingNought, !goesOn else { throw NotPlain() }
    return isNegative ? -number : number
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(NotPlain) -> JSONValue {
    let end = place + word.utf8CodeUnitCount
    guard end <= bytes.count, (place..<end).allSatisfy({ bytes[$0] == word.utf8Start[$0 - place] }) else {
      throw NotPlain()
    }
    place = end
    return value
  }

  /// Takes one character, after space; false when another comes.
  private mutating func take(_ character: UInt8) -> Bool {
    skipSpace()
    guard place < bytes.count, bytes[place] == character else { return false }
    place += 1
    return true
  }

  private mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[place]) { place += 1 }
  }
}
