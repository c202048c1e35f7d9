/// Remembers what was made of the texts of a column that has few different ones, so that it is made once a text.
///
/// It holds a fixed number of texts. A new one may take the place of another, which is then made again.
package struct TextMemo<Value> {
  private var slots: [(text: String, value: Value)?]
  private let mask: Int

  /// Makes an empty one.
  ///
  /// - Parameter bits: how many texts are held, as a power of two.
  package init(bits: Int) {
    slots = Array(repeating: nil, count: 1 << bits)
    mask = slots.count - 1
  }

  /// What is made of a text; "" for NULL.
  ///
  /// - Throws: as ``StoredRow/text(_:)``, and what `make` throws.
  package mutating func value(_ row: StoredRow, _ index: Int, _ make: (String) throws -> Value) throws -> Value {
    let place = row.textHash(index) & mask
    if let slot = slots[place], row.holds(slot.text, index) { return slot.value }
    let text = try row.text(index)
    let value = try make(text)
    slots[place] = (text, value)
    return value
  }
}

extension StoredRow {
  /// A number that texts of the same bytes have in common; 0 for what is no text.
  fileprivate func textHash(_ index: Int) -> Int {
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
