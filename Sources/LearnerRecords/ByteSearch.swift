import Foundation

/// Looks for one text in many bytes (Horspool's way: what stands under the text's last byte says how far to go on).
///
/// The table is made once for all places that are looked at, which a library's search would make anew behind each find.
struct ByteSearch {
  private let text: [UInt8]
  /// For each byte, how far the text may be moved when that byte stands under its end.
  private let shifts: [Int]

  /// Takes a text that is not empty.
  init(_ text: [UInt8]) {
    self.text = text
    var shifts = [Int](repeating: text.count, count: 256)
    for (place, byte) in text.dropLast().enumerated() { shifts[Int(byte)] = text.count - 1 - place }
    self.shifts = shifts
  }

  /// The first place of the text in a part of the bytes; nil when there is none.
  func first(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
    guard let base = bytes.baseAddress, start < end else { return nil }
    return text.withUnsafeBufferPointer { text in
      let last = text[text.count - 1]
      if text.count == 1 { return Self.place(of: last, base, start, end) }
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

  /// The first place of one byte.
  static func place(of byte: UInt8, _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    guard start < end, let found = memchr(base + start, Int32(byte), end - start) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
