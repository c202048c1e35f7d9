import Foundation

/// Looks for one text in many bytes (Horspool's way: what stands under the text's last byte says how far to go on).
///
/// The table is made once for all places that are looked at, which a library's search would make anew behind each find.
/// A short text moves by little at a time; when one of its bytes is rare, that byte is looked for instead.
struct ByteSearch {
  private let text: [UInt8]
  /// For each byte, how far the text may be moved when that byte stands under its end.
  private let shifts: [Int]
  /// The place in the text of a byte that is rare where it is looked for; nil when none is, or nobody knows.
  private let rare: Int?

  /// Takes a text that is not empty.
  ///
  /// - Parameter counts: how often each byte is among those that are looked at; empty when nobody has counted.
  init(_ text: [UInt8], counts: [Int] = []) {
    self.text = text
    let rarest = counts.isEmpty ? nil : text.indices.min { counts[Int(text[$0])] < counts[Int(text[$1])] }
    rare = rarest.flatMap { counts[Int(text[$0])] < counts.reduce(0, +) / Self.often ? $0 : nil }
    var shifts = [Int](repeating: text.count, count: 256)
    for (place, byte) in text.dropLast().enumerated() { shifts[Int(byte)] = text.count - 1 - place }
    self.shifts = shifts
  }

  /// A byte that is at most one of so many is found faster by itself than the text by its table.
  private static let often = 40

  /// The first place of the text in a part of the bytes; nil when there is none.
  func first(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
    guard let base = bytes.baseAddress, start < end else { return nil }
    return text.withUnsafeBufferPointer { text in
      let last = text[text.count - 1]
      if text.count == 1 { return Self.place(of: last, base, start, end) }
      if let rare { return Self.first(text, rare, base, start, end) }
      return shifts.withUnsafeBufferPointer { shifts in
        var tail = start + text.count - 1
        while tail < end {
          let byte = base[tail]
          if byte == last {
            let head = tail - (text.count - 1)
            var place = text.count - 2
            while place >= 0, base[head + place] == text[place] { place -= 1 }
            if place < 0 { return head }
          }
          tail += shifts[Int(byte)]
        }
        return nil
      }
    }
  }

  private static func first(
    _ text: UnsafeBufferPointer<UInt8>,
    _ rare: Int,
    _ base: UnsafePointer<UInt8>,
    _ start: Int,
    _ end: Int
  ) -> Int? {
    guard let sought = text.baseAddress else { return nil }
    var from = start + rare
    // Behind the rare byte the rest of the text has to follow.
    let last = end - (text.count - 1 - rare)
    while let found = place(of: text[rare], base, from, last) {
      if memcmp(base + found - rare, sought, text.count) == 0 { return found - rare }
      from = found + 1
    }
    return nil
  }

  /// The first place of one byte.
  static func place(of byte: UInt8, _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    guard start < end, let found = memchr(base + start, Int32(byte), end - start) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
