/// Reads names, words and marks from a statement that is in memory as a whole, or as far as it has come.
struct SQLText {
  private let bytes: UnsafePointer<UInt8>
  /// The next byte.
  private(set) var index: Int
  private let end: Int

  init(_ bytes: UnsafePointer<UInt8>, from index: Int, to end: Int) {
    self.bytes = bytes
    self.index = index
    self.end = end
  }

  var isAtEnd: Bool { index >= end }
  var next: UInt8? { index < end ? bytes[index] : nil }

  /// Passes white space, comments, and the marks around executable comments.
  mutating func skipSpace() {
    while index < end {
      switch bytes[index] {
      case 0x20, 0x09...0x0D: index += 1
      case UInt8(ascii: "/") where index + 1 < end && bytes[index + 1] == UInt8(ascii: "*"): skipComment()
      case UInt8(ascii: "*") where index + 1 < end && bytes[index + 1] == UInt8(ascii: "/"): index += 2
      default: return
      }
    }
  }

  private mutating func skipComment() {
    index += 2
    var isExecutable = index < end && bytes[index] == UInt8(ascii: "!")
    if !isExecutable, index + 1 < end, bytes[index] == UInt8(ascii: "M"), bytes[index + 1] == UInt8(ascii: "!") {
      isExecutable = true
      index += 1
    }
    if isExecutable {
      index += 1
      while index < end, bytes[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
      return
    }
    while index + 1 < end, !(bytes[index] == UInt8(ascii: "*") && bytes[index + 1] == UInt8(ascii: "/")) { index += 1 }
    index = min(index + 2, end)
  }

  /// Passes a mark, after white space.
  mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: mark) else { return false }
    index += 1
    return true
  }

  /// Passes a keyword in any case, after white space.
  mutating func take(word: String) -> Bool {
    skipSpace()
    let start = index
    guard self.word()?.uppercased() == word else {
      index = start
      return false
    }
    return true
  }

  /// A run of letters, digits, `_`, `$`, `@` and of anything beyond ASCII, after white space; nil when there is none.
  mutating func word() -> String? {
    skipSpace()
    let start = index
    while index < end, Self.isWord(bytes[index]) { index += 1 }
    return index == start ? nil : text(start, index)
  }

  /// A name, in back-ticks, in quotation marks or plain; nil when there is none or it has no end.
  mutating func name() -> String? {
    skipSpace()
    guard let quote = next, quote == UInt8(ascii: "`") || quote == UInt8(ascii: "\"") else { return word() }
    return quoted(quote, escapes: false)
  }

  /// A table's name with or without its database's.
  mutating func tableName() -> TableName? {
    guard let first = name() else { return nil }
    guard take(".") else { return TableName(database: nil, name: first) }
    guard let second = name() else { return nil }
    return TableName(database: first, name: second)
  }

  /// A string's text, its escapes as they stand; nil when there is none or it has no end.
  mutating func string() -> String? {
    skipSpace()
    guard let quote = next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
    return quoted(quote, escapes: true)
  }

  /// Passes one thing of any kind: a quoted text, a word, or a byte.
  mutating func skipOne() {
    skipSpace()
    switch next {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): if string() == nil { index = end }
    case UInt8(ascii: "`"): if name() == nil { index = end }
    case let byte? where Self.isWord(byte): _ = word()
    default: index = min(index + 1, end)
    }
  }

  private mutating func quoted(_ quote: UInt8, escapes: Bool) -> String? {
    index += 1
    var result: [UInt8] = []
    while index < end {
      let byte = bytes[index]
      index += 1
      if byte == quote {
        guard next == quote else { return String(decoding: result, as: UTF8.self) }
        index += 1
      } else if escapes, byte == UInt8(ascii: "\\"), index < end {
        result.append(byte)
        result.append(bytes[index])
        index += 1
        continue
      }
      result.append(byte)
    }
    return nil
  }

  private func text(_ first: Int, _ last: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: bytes + first, count: last - first), as: UTF8.self)
  }

  static func isWord(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") <= 9 || (byte | 0x20) &- UInt8(ascii: "a") <= 25 || byte >= 0x80
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "@")
  }
}
