import DatabaseFile

/// Remembers what was made of the texts of a column that has few different ones, so that it is made once a text.
///
/// It holds a fixed number of texts. A new one may take the place of another, which is then made again.
struct TextMemo<Value> {
  private var slots: [(text: String, value: Value)?]
  private let mask: Int

  /// Makes an empty one.
  ///
  /// - Parameter bits: how many texts are held, as a power of two.
  init(bits: Int) {
    slots = Array(repeating: nil, count: 1 << bits)
    mask = slots.count - 1
  }

  /// What is made of a text; "" for NULL.
  ///
  /// - Throws: as `StoredRow.text(_:)`, and what `make` throws.
  mutating func value(_ row: StoredRow, _ index: Int, _ make: (String) throws -> Value) throws -> Value {
    let place = row.textHash(index) & mask
    if let slot = slots[place], row.holds(slot.text, index) { return slot.value }
    let text = try row.text(index)
    let value = try make(text)
    slots[place] = (text, value)
    return value
  }
}
