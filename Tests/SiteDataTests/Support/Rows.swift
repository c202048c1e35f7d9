import SiteData
import Testing

/// Hands texts to a writer as MySQL would write them; nil is NULL.
extension TableWriter {
  func insert(_ texts: [String?]) throws(SiteDataError) {
    let arena = texts.map { Array(($0 ?? "").utf8) + [0] }
    var values: [RawValue] = []
    let copies = arena.map { bytes in
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
      copy.initialize(from: bytes, count: bytes.count)
      return copy
    }
    defer { for copy in copies { copy.deallocate() } }
    for (index, text) in texts.enumerated() {
      values.append(text == nil ? .null : .text(copies[index], count: arena[index].count - 1))
    }
    let buffer = UnsafeMutableBufferPointer<RawValue>.allocate(capacity: values.count)
    _ = buffer.initialize(from: values)
    defer { buffer.deallocate() }
    try insert(UnsafeBufferPointer(buffer))
  }
}

extension NeededTable {
  /// The needed table of a name, which the tests know to be there.
  static func named(_ name: String, of side: SiteSide) throws -> NeededTable {
    try #require(side.table(named: name))
  }

  /// Some of its columns, by name.
  func columns(_ names: String...) -> [NeededColumn] { names.compactMap { name in columns.first { $0.name == name } } }
}
