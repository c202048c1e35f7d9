import Foundation

/// Looks for one text in many bytes.
///
/// When one of the text's bytes is rare where it is looked for, that byte is looked for. Else two of its bytes are, at eight
/// places at a time: a library's search would step from byte to byte through text as short as people type.
struct ByteSearch {
  private let text: [UInt8]
  /// The place in the text of a byte that is rare where it is looked for; nil when none is, or nobody knows.
  private let rare: Int?
  /// The places in the text of the two bytes that are rarest; the same place twice in a text of one byte.
  private let (left, right): (Int, Int)

  /// Takes a text that is not empty.
  ///
  /// - Parameter counts: how often each byte is among those that are looked at; empty when nobody has counted.
  init(_ text: [UInt8], counts: [Int] = []) {
    self.text = text
    let places =
      counts.isEmpty ? [0, text.count - 1] : text.indices.sorted { counts[Int(text[$0])] < counts[Int(text[$1])] }
    rare = counts.isEmpty || counts[Int(text[places[0]])] >= counts.reduce(0, +) / Self.often ? nil : places[0]
    (left, right) = (places[0], places[min(1, places.count - 1)])
  }

  /// A byte that is fewer than one in so many is looked for alone, which is faster.
  private static let often = 40

  /// The first place of the text in a part of the bytes; nil when there is none.
  func first(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
    guard let base = bytes.baseAddress, start <= end - text.count else { return nil }
    return text.withUnsafeBufferPointer { text in
      guard let sought = text.baseAddress else { return nil }
      if text.count == 1 { return Self.place(of: text[0], base, start, end) }
      if let rare { return Self.first(text, rare, base, start, end) }
      let (ones, highs) = (Self.ones, Self.highs)
      let (one, other) = (UInt64(text[left]) &* ones, UInt64(text[right]) &* ones)
      let last = end - text.count
      var head = start
      while head + max(left, right) + 8 <= end {
        // Zero where both bytes are as they are sought.
        let differing = (Self.word(base + head + left) ^ one) | (Self.word(base + head + right) ^ other)
        // The lowest bit that is set stands for a zero byte; those above it may not, so all are compared.
        var zeros = (differing &- ones) & ~differing & highs
        while zeros != 0 {
          let place = head + zeros.trailingZeroBitCount / 8
          if place > last { return nil }
          if memcmp(base + place, sought, text.count) == 0 { return place }
          zeros &= zeros - 1
        }
        head += 8
      }
      while head <= last {
        if memcmp(base + head, sought, text.count) == 0 { return head }
        head += 1
      }
      return nil
    }
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Eight bytes, of which the first is the lowest.
  private static func word(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
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
