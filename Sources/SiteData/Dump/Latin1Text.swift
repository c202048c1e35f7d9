/// The character set that a dump's text is in.
enum TextEncoding {
  /// The dump says UTF-8, or its text is.
  case utf8
  /// The dump does not say, and there was no text beyond ASCII yet.
  case unsaid
  /// The dump does not say, and its text is no UTF-8: MySQL's “latin1”, which is Windows-1252.
  case latin1
}

/// Turns text in MySQL's “latin1” into UTF-8, as `--compatible=ansi` of a MariaDB writes it.
final class Latin1Text {
  private var room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 12)

  deinit { room.deallocate() }

  /// Decides by the first text beyond ASCII, and turns the texts of a row where they are latin1.
  ///
  /// - Parameter encoding: what has been decided so far; utf8 is not asked again.
  func convert(
    _ values: UnsafeMutableBufferPointer<RawValue>,
    count: Int,
    _ encoding: inout TextEncoding
  ) {
    var size = 0
    for value in values[..<count] where value.form == .text && value.bytes.contains(where: { $0 >= 0x80 }) {
      if encoding == .unsaid, let start = value.start {
        // Text that is UTF-8 but for a byte is damaged; as latin1 it would read wrong in silence.
        let isLatin1 = !UTF8Check.isValid(start, value.count) && !UTF8Check.hasSequence(start, value.count)
        encoding = isLatin1 ? .latin1 : .utf8
      }
      size += value.count * 3
    }
    guard encoding == .latin1, size > 0, let start = reserve(size) else { return }
    var target = start
    for index in 0..<count where values[index].form == .text {
      guard values[index].bytes.contains(where: { $0 >= 0x80 }) else { continue }
      let first = target
      for byte in values[index].bytes {
        for unit in Self.scalar(byte).utf8 {
          target.pointee = unit
          target += 1
        }
      }
      values[index] = .text(first, count: target - first)
    }
  }

  private func reserve(_ size: Int) -> UnsafeMutablePointer<UInt8>? {
    if room.count < size {
      room.deallocate()
      room = .allocate(capacity: size)
    }
    return room.baseAddress
  }

  /// Windows-1252, with the control characters of ISO 8859-1 where it has none, as MySQL has it.
  private static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    return high[Int(byte) - 0x80]
  }

  private static let high: [Unicode.Scalar] = [
    "\u{20AC}", "\u{81}", "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}", "\u{2C6}", "\u{2030}",
    "\u{160}", "\u{2039}", "\u{152}", "\u{8D}", "\u{17D}", "\u{8F}", "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}",
    "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}", "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}", "\u{153}", "\u{9D}",
    "\u{17E}", "\u{178}",
  ]
}
