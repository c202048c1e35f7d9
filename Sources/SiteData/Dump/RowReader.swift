#if canImport(Glibc)
import Glibc
#endif

/// Reads the values of one row in brackets out of memory, without making anything of those that are not needed.
final class RowReader {
  /// What came of reading a row.
  enum Result {
    /// The row is whole; so many values stand in it, and what follows begins at `next`.
    case row(next: Int, values: Int)
    /// The row goes on behind the bytes.
    case incomplete
    /// The bytes are no row.
    case garbled(at: Int, String)
  }

  /// How strings are written.
  struct Strings {
    /// Whether a backslash escapes what follows it.
    var hasEscapes = true
    /// Whether CR LF stands for a line break.
    var hasCarriageReturns = false
  }

  /// The character set that text is in; told by the first text beyond ASCII where the dump does not say it.
  var encoding = TextEncoding.utf8

  /// The values that are needed, by their slot; valid until the next row is read or the bytes move.
  private(set) var values = UnsafeMutableBufferPointer<RawValue>.allocate(capacity: 64)
  /// Holds values that are written otherwise than they read.
  private var room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
  private var used = 0
  private let latin1 = Latin1Text()

  deinit {
    values.deallocate()
    room.deallocate()
  }

  /// Reads the row that begins with the bracket at `first`.
  ///
  /// - Parameters:
  ///   - slots: for each value where it goes among `values`, -1 for nowhere; values beyond go nowhere.
  ///   - isLast: whether nothing comes behind `end`.
  func read(
    _ base: UnsafePointer<UInt8>,
    _ first: Int,
    _ end: Int,
    isLast: Bool,
    slots: UnsafeBufferPointer<Int>,
    _ strings: Strings
  ) -> Result {
    reserve(slots: slots.count, bytes: end - first)
    var index = first + 1
    var count = 0
    while true {
      while index < end, base[index] <= 0x20 { index &+= 1 }
      guard index < end else { return .incomplete }
      let slot = count < slots.count ? slots[count] : -1
      let step: Step
      switch base[index] {
      case UInt8(ascii: "'"), UInt8(ascii: "\""): step = string(base, index, end, isLast, slot, strings)
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
        step = number(base, index, end, slot)
      case UInt8(ascii: "N"), UInt8(ascii: "n"): step = null(base, index, end, slot)
      case UInt8(ascii: "_"):
        // A character set's name before a string; the string is the value.
        step = introducer(base, index, end)
        if case .next(let next) = step {
          index = next
          continue
        }
      default: step = literal(base, index, end, slot)
      }
      switch step {
      case .next(let next): index = next
      case .incomplete: return .incomplete
      case .garbled(let reason): return .garbled(at: index, reason)
      }
      count &+= 1
      while index < end, base[index] <= 0x20 { index &+= 1 }
      guard index < end else { return .incomplete }
      switch base[index] {
      case UInt8(ascii: ","): index &+= 1
      case UInt8(ascii: ")"):
        if encoding != .utf8 { latin1.convert(values, count: slots.count, &encoding) }
        return .row(next: index + 1, values: count)
      default: return .garbled(at: index, "a value is not followed by a comma or a bracket")
      }
    }
  }

  private enum Step {
    case next(Int)
    case incomplete
    case garbled(String)
  }

  private func reserve(slots: Int, bytes: Int) {
    used = 0
    if values.count < slots {
      values.deallocate()
      values = .allocate(capacity: slots)
    }
    // A slot that this row leaves out would else hold what stood in memory, or the bytes of the row before.
    for slot in 0..<slots { values[slot] = .null }
    // Whatever is written otherwise is shorter than it stands there.
    if room.count < bytes {
      room.deallocate()
      room = .allocate(capacity: bytes)
    }
  }

  @inline(__always)
  private func keep(_ slot: Int, _ form: RawValue.Form, _ start: UnsafePointer<UInt8>?, _ count: Int) {
    if slot >= 0 { values[slot] = RawValue(form: form, start: start, count: count) }
  }

  @inline(__always)
  private func string(
    _ base: UnsafePointer<UInt8>,
    _ first: Int,
    _ end: Int,
    _ isLast: Bool,
    _ slot: Int,
    _ strings: Strings
  ) -> Step {
    let quote = base[first]
    let escape = strings.hasEscapes ? UInt8(ascii: "\\") : quote
    var index = first &+ 1
    while index < end, base[index] != quote, base[index] != escape { index &+= 1 }
    guard index < end, index &+ 1 < end || isLast else { return .incomplete }
    if base[index] == quote, index &+ 1 == end || base[index &+ 1] != quote, !strings.hasCarriageReturns {
      keep(slot, .text, base + first + 1, index &- first &- 1)
      return .next(index &+ 1)
    }
    return escaped(base, first, end, isLast, slot, strings)
  }

  /// Reads a string that is written otherwise than it reads.
  private func escaped(
    _ base: UnsafePointer<UInt8>,
    _ first: Int,
    _ end: Int,
    _ isLast: Bool,
    _ slot: Int,
    _ strings: Strings
  ) -> Step {
    guard let target = room.baseAddress.map({ $0 + used }) else { return .incomplete }
    let quote = base[first]
    var written = 0
    var index = first + 1
    while index < end {
      let byte = base[index]
      guard index + 1 < end || (isLast && byte == quote) else { return .incomplete }
      let next: UInt8? = index + 1 < end ? base[index + 1] : nil
      switch byte {
      case quote where next != quote:
        keep(slot, .text, target, written)
        used += written
        return .next(index + 1)
      case quote:
        target[written] = quote
        index += 2
      case UInt8(ascii: "\\") where strings.hasEscapes:
        // In patterns `\%` and `\_` keep their backslash.
        if next == UInt8(ascii: "%") || next == UInt8(ascii: "_") {
          target[written] = byte
          written += 1
        }
        target[written] = Self.unescaped(next ?? 0)
        index += 2
      case UInt8(ascii: "\r") where strings.hasCarriageReturns && next == UInt8(ascii: "\n"):
        target[written] = UInt8(ascii: "\n")
        index += 2
      default:
        target[written] = byte
        index += 1
      }
      written += 1
    }
    return .incomplete
  }

  /// What a backslash and a byte stand for, in a string and in a line of `--tab`.
  static func unescaped(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "0"): 0
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "Z"): 26
    default: byte
    }
  }

  @inline(__always)
  private func number(_ base: UnsafePointer<UInt8>, _ first: Int, _ end: Int, _ slot: Int) -> Step {
    var index = first
    while index < end {
      let byte = base[index]
      let isPart =
        byte &- UInt8(ascii: "0") <= 9 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        || byte | 0x20 == UInt8(ascii: "e") || byte == UInt8(ascii: "+")
      guard isPart else { break }
      index &+= 1
    }
    guard index < end else { return .incomplete }
    if base[index] | 0x20 == UInt8(ascii: "x"), index == first + 1, base[first] == UInt8(ascii: "0") {
      return digits(base, index + 1, end, slot, bits: 4, closing: nil)
    }
    if base[index] | 0x20 == UInt8(ascii: "b"), index == first + 1, base[first] == UInt8(ascii: "0") {
      return digits(base, index + 1, end, slot, bits: 1, closing: nil)
    }
    guard NumberText.isNumber(base + first, index - first) else { return .garbled("a number is not readable") }
    keep(slot, .text, base + first, index &- first)
    return .next(index)
  }

  private func null(_ base: UnsafePointer<UInt8>, _ first: Int, _ end: Int, _ slot: Int) -> Step {
    guard first + 4 < end else { return .incomplete }
    for (offset, letter) in "null".utf8.enumerated() where base[first + offset] | 0x20 != letter {
      return .garbled("a value is neither a number, a text nor NULL")
    }
    keep(slot, .null, nil, 0)
    return .next(first + 4)
  }

  private func introducer(_ base: UnsafePointer<UInt8>, _ first: Int, _ end: Int) -> Step {
    var index = first
    while index < end, SQLText.isWord(base[index]) { index += 1 }
    guard index < end else { return .incomplete }
    let name = String(decoding: UnsafeBufferPointer(start: base + first + 1, count: index - first - 1), as: UTF8.self)
    guard CharacterSet.isUTF8(name) else { return .garbled("a text is in the character set “\(name.prefix(30))”") }
    while index < end, base[index] <= 0x20 { index += 1 }
    guard index < end else { return .incomplete }
    let isText =
      base[index] == UInt8(ascii: "'") || base[index] == UInt8(ascii: "\"") || base[index] == UInt8(ascii: "0")
      || base[index] | 0x20 == UInt8(ascii: "x")
    return isText ? .next(index) : .garbled("a character set's name stands before no text")
  }

  /// `x'4D'`, `b'101'`.
  private func literal(_ base: UnsafePointer<UInt8>, _ first: Int, _ end: Int, _ slot: Int) -> Step {
    guard first + 1 < end else { return .incomplete }
    let quote = base[first + 1]
    switch base[first] | 0x20 {
    case UInt8(ascii: "x") where quote == UInt8(ascii: "'"):
      return digits(base, first + 2, end, slot, bits: 4, closing: quote)
    case UInt8(ascii: "b") where quote == UInt8(ascii: "'"):
      return digits(base, first + 2, end, slot, bits: 1, closing: quote)
    default: return .garbled("a value is neither a number, a text nor NULL")
    }
  }

  /// Reads hexadecimal or binary digits as bytes, the last digit lowest.
  private func digits(
    _ base: UnsafePointer<UInt8>,
    _ first: Int,
    _ end: Int,
    _ slot: Int,
    bits: Int,
    closing: UInt8?
  ) -> Step {
    guard let target = room.baseAddress.map({ $0 + used }) else { return .incomplete }
    var last = first
    while last < end, let value = Self.digit(base[last]), value < 1 << bits { last += 1 }
    guard last < end else { return .incomplete }
    if let closing, base[last] != closing { return .garbled("a literal is not readable") }
    guard last > first || closing != nil else { return .garbled("a literal is not readable") }
    let perByte = 8 / bits
    let count = (last - first + perByte - 1) / perByte
    for index in 0..<count { target[index] = 0 }
    for index in first..<last {
      let place = last - 1 - index
      target[count - 1 - place / perByte] |= (Self.digit(base[index]) ?? 0) << UInt8(place % perByte * bits)
    }
    used += count
    keep(slot, .bytes, target, count)
    return .next(closing == nil ? last : last + 1)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// MySQL's names of character sets.
enum CharacterSet {
  /// Whether text in it is read as UTF-8 here; `binary` is whatever the columns hold, which is checked value by value.
  static func isUTF8(_ name: String) -> Bool {
    ["utf8", "utf8mb3", "utf8mb4", "binary", "ascii"].contains(name.lowercased())
  }
}
