import Foundation

/// One entry of a file of the sample.
protocol SampleEntry: Decodable, Sendable {
  /// The file that holds the entries, without its folder.
  static var file: String { get }
  /// The names of all fields; an entry with another one is refused, because that is a slip of the pen.
  static var fields: [String] { get }
}

/// An entry and where it stands, so that whatever is wrong with it later can be pointed at.
struct Placed<Entry: SampleEntry>: Sendable {
  let value: Entry
  let path: String
  let place: EntryPlace

  func error(_ code: SampleError.Code, _ reason: String, remedy: String) -> SampleError {
    SampleError(code, path: path, place: place, reason: reason, remedy: remedy)
  }
}

extension SampleEntry {
  /// Reads all entries of the kind from a folder.
  ///
  /// - Throws: `SampleError` that names the file, the line and the entry.
  static func read(from folder: String) throws(SampleError) -> [Placed<Self>] {
    let path = folder + "/" + file
    guard let data = FileManager.default.contents(atPath: path) else {
      throw SampleError(
        .unreadable,
        path: path,
        reason: "the file is missing or cannot be read",
        remedy: "Take the folder “data/sample” whole from the repository."
      )
    }
    let scanned: [EntryScanner.Entry]
    do throws(EntryScanner.Problem) {
      scanned = try EntryScanner.entries(of: data)
    } catch {
      throw SampleError(
        .malformed,
        path: path,
        place: error.place,
        reason: error.reason,
        remedy: "The file is a JSON array with one object a line."
      )
    }
    var entries: [Placed<Self>] = []
    entries.reserveCapacity(scanned.count)
    let decoder = JSONDecoder()
    for entry in scanned { entries.append(try decode(entry, path: path, decoder)) }
    return entries
  }

  private static func decode(
    _ entry: EntryScanner.Entry,
    path: String,
    _ decoder: JSONDecoder
  ) throws(SampleError) -> Placed<Self> {
    do {
      let value = try decoder.decode(Strict<Self>.self, from: Data(entry.bytes)).value
      return Placed(value: value, path: path, place: entry.place)
    } catch {
      let trouble = EntryTrouble(error, fields: fields)
      throw SampleError(
        trouble.code,
        path: path,
        place: entry.place,
        reason: trouble.reason,
        remedy: trouble.remedy
      )
    }
  }
}

/// Decodes an entry after a look at the names of its fields.
private struct Strict<Entry: SampleEntry>: Decodable {
  let value: Entry

  init(from decoder: any Decoder) throws {
    let names = try decoder.container(keyedBy: AnyName.self).allKeys.map(\.stringValue)
    if let unknown = names.sorted().first(where: { !Entry.fields.contains($0) }) { throw UnknownField(name: unknown) }
    value = try Entry(from: decoder)
  }
}

private struct AnyName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

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
