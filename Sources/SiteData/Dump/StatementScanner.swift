#if canImport(Glibc)
import Glibc
#endif

/// Finds the end of an SQL statement, in bytes that come in parts, past quoted text and comments.
struct StatementScanner {
  /// What the scan is in the middle of.
  private enum Inside {
    case nothing
    case quotes(UInt8)
    case comment
    case line
  }

  /// How the statements end, and how their strings are written.
  struct Syntax {
    /// What ends a statement: `;`, or what `DELIMITER` has said.
    var delimiter: [UInt8] = [UInt8(ascii: ";")]
    /// Whether a backslash in a string escapes what follows it.
    var hasEscapes = true
  }

  private var inside = Inside.nothing

  /// Goes on.
  ///
  /// - Parameter isLast: whether nothing comes behind `end`.
  /// - Returns: behind the statement's delimiter when it has been found; else from where to go on when more has come.
  mutating func advance(
    _ base: UnsafePointer<UInt8>,
    from first: Int,
    to end: Int,
    isLast: Bool,
    _ syntax: Syntax
  ) -> (index: Int, isFound: Bool) {
    let opening = syntax.delimiter.first ?? UInt8(ascii: ";")
    var index = first
    while index < end {
      switch inside {
      case .nothing:
        let byte = base[index]
        if byte == opening {
          switch Self.match(base + index, end - index, syntax.delimiter) {
          case .yes: return (index + syntax.delimiter.count, true)
          case .unknown where !isLast: return (index, false)
          default: break
          }
        }
        if byte > UInt8(ascii: "/"), byte != UInt8(ascii: "`") {
          index &+= 1
          continue
        }
        guard let next = open(byte, base, index, end, isLast) else { return (index, false) }
        index = next
      case .quotes(let quote):
        guard let found = Self.find(quote, base, index, end) else {
          // Whether the next quotation mark is escaped depends on the backslashes before it.
          var rest = end
          while rest > index, base[rest - 1] == UInt8(ascii: "\\") { rest -= 1 }
          return (rest, false)
        }
        var backslashes = 0
        if syntax.hasEscapes, quote != UInt8(ascii: "`") {
          while found - backslashes > index, base[found - backslashes - 1] == UInt8(ascii: "\\") { backslashes += 1 }
        }
        if backslashes & 1 == 0 { inside = .nothing }
        index = found + 1
      case .comment:
        guard let found = Self.find(UInt8(ascii: "*"), base, index, end) else { return (end, false) }
        guard found + 1 < end else { return (found, false) }
        if base[found + 1] == UInt8(ascii: "/") {
          inside = .nothing
          index = found + 2
        } else {
          index = found + 1
        }
      case .line:
        guard let found = Self.find(UInt8(ascii: "\n"), base, index, end) else { return (end, false) }
        inside = .nothing
        index = found + 1
      }
    }
    return (end, false)
  }

  /// Whether the end of the bytes would be a proper end of the statement, but for its delimiter.
  var isInText: Bool { if case .quotes = inside { true } else { false } }

  /// Enters a quoted text or a comment, or passes a byte that only looks like it.
  ///
  /// - Returns: where to go on; nil when too little has come to tell.
  private mutating func open(
    _ byte: UInt8,
    _ base: UnsafePointer<UInt8>,
    _ index: Int,
    _ end: Int,
    _ isLast: Bool
  ) -> Int? {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
      inside = .quotes(byte)
    case UInt8(ascii: "#"):
      inside = .line
    case UInt8(ascii: "-"):
      guard index + 2 < end || isLast else { return nil }
      if index + 2 < end, base[index + 1] == byte, base[index + 2] <= 0x20 { inside = .line }
    case UInt8(ascii: "/"):
      guard index + 3 < end || isLast else { return nil }
      guard index + 3 < end, base[index + 1] == UInt8(ascii: "*") else { break }
      // What an executable comment holds is part of the statement.
      let isExecutable =
        base[index + 2] == UInt8(ascii: "!")
        || base[index + 2] == UInt8(ascii: "M") && base[index + 3] == UInt8(ascii: "!")
      if !isExecutable { inside = .comment }
      return index + 2
    default: break
    }
    return index + 1
  }

  enum Match { case yes, no, unknown }

  /// Whether the bytes begin with the delimiter; unknown when they end in the middle of it.
  static func match(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ delimiter: [UInt8]) -> Match {
    for (index, byte) in delimiter.enumerated() {
      guard index < count else { return .unknown }
      guard bytes[index] == byte else { return .no }
    }
    return .yes
  }

  /// Where a byte is first found.
  static func find(_ byte: UInt8, _ base: UnsafePointer<UInt8>, _ index: Int, _ end: Int) -> Int? {
    guard index < end, let found = memchr(base + index, Int32(byte), end - index) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
