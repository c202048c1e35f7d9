import Foundation

/// Identities made from names, so that the same files always give the same rows.
enum DerivedUUID {
  /// The identity of the row that these names tell from all others of its kind.
  static func uuid(_ kind: String, _ names: String...) -> UUID {
    let bytes = Array(([kind] + names).joined(separator: "\u{0}").utf8)
    // FNV-1a from two starting points: 128 bits that differ wherever the names do, without a cryptographic library.
    var halves = [hash(bytes, from: 0xcbf2_9ce4_8422_2325), hash(bytes, from: 0x84222325_cbf29ce4)]
    // The marks of RFC 9562 for a UUID of a form of one's own (version 8).
    halves[0] = halves[0] & 0xffff_ffff_ffff_0fff | 0x8000
    halves[1] = halves[1] & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
    let octets = halves.flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) } }
    return octets.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
  }

  /// The same as 32 lower-case hexadecimal digits.
  static func hex(_ kind: String, _ names: String...) -> String {
    let joined = names.joined(separator: "\u{0}")
    return uuid(kind, joined).uuidString.replacing("-", with: "").lowercased()
  }

  private static func hash(_ bytes: [UInt8], from start: UInt64) -> UInt64 {
    bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
