extension StoredRow {
  /// A number that texts of the same bytes have in common; 0 for what is no text. It is for tables in memory, and not kept.
  package func textHash(_ index: Int) -> Int {
    guard let bytes = textBytes(index), let start = bytes.baseAddress else { return 0 }
    let raw = UnsafeRawBufferPointer(start: start, count: bytes.count)
    var hash = UInt64(truncatingIfNeeded: raw.count)
    var place = 0
    while place + 8 <= raw.count {
      hash = Self.mix(hash ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place += 8
    }
    while place < raw.count {
      hash = Self.mix(hash ^ UInt64(raw[place]))
      place += 1
    }
    return Int(truncatingIfNeeded: hash >> 32)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return high ^ low
  }
}
