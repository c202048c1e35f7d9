import OpenEdX

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes the JSON of posts, which is plain like that of answers; see ``JSONReading``.
package struct JSONWriting {
  private var bytes: [UInt8] = []

  /// Writes a value with the members of objects in order; nil when it holds a number that JSON lacks.
  package static func bytes(_ value: JSONValue) -> [UInt8]? {
    if let plain = plainBytes(value) { return plain }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map(Array.init)
  }

  /// Writes it only when nothing in it needs an escape or a fraction.
  static func plainBytes(_ value: JSONValue) -> [UInt8]? {
    var writing = JSONWriting()
    return writing.add(value) ? writing.bytes : nil
  }

  private mutating func add(_ value: JSONValue) -> Bool {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .string(let text): return add(text)
    case .number(let number):
      guard let whole = Int64(exactly: number) else { return false }
      bytes += String(whole).utf8
    case .integer(let whole): bytes += String(whole).utf8
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        guard add(item) else { return false }
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        guard add(member.key) else { return false }
        bytes.append(UInt8(ascii: ":"))
        guard add(member.value) else { return false }
      }
      bytes.append(UInt8(ascii: "}"))
    }
    return true
  }

  private mutating func add(_ text: String) -> Bool {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      guard byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte != 0x7F else { return false }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
    return true
  }
}
