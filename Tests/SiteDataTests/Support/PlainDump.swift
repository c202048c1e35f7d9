/// A second reading of a dump, byte by byte over the whole of it, to hold the parser against.
///
/// It takes no parts, no shortcuts and nothing from the parser; it is slow and nil where it does not understand.
struct PlainDump {
  private(set) var rows: [String: [[[UInt8]?]]] = [:]
  private let bytes: [UInt8]
  private var index = 0

  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    while index < bytes.count {
      guard statement() else { return nil }
    }
  }

  private func at(_ offset: Int = 0) -> UInt8? { index + offset < bytes.count ? bytes[index + offset] : nil }
  private func sees(_ text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

  private mutating func statement() -> Bool {
    if let byte = at(), byte == 32 || (9...13).contains(byte) || byte == UInt8(ascii: ";") {
      index += 1
      return true
    }
    if sees("--") || sees("#") { return line() }
    if sees("*/") {
      index += 2
      return true
    }
    if sees("/*") { return comment() }
    let start = index
    let word = self.word().uppercased()
    let others = [
      "ALTER", "BEGIN", "COMMIT", "CREATE", "DROP", "LOCK", "SET", "START", "UNLOCK", "USE", "DO", "END",
    ]
    if word == "INSERT" || word == "REPLACE" { return insert() }
    if others.contains(word) { return skipStatement() }
    index = start
    return line()
  }

  private mutating func line() -> Bool {
    while let byte = at(), byte != 10 { index += byte == 10 ? 0 : 1 }
    return true
  }

  private mutating func comment() -> Bool {
    let mark = sees("/*M!") ? 4 : sees("/*!") ? 3 : 0
    if mark > 0 {
      var digits = mark
      while let byte = at(digits), (48...57).contains(byte) { digits += 1 }
      let number = String(decoding: bytes[(index + mark)..<(index + digits)], as: UTF8.self)
      if number != "999999" {
        index += digits
        return true
      }
    }
    index += 2
    while index < bytes.count, !sees("*/") { index += 1 }
    guard index < bytes.count else { return false }
    index += 2
    return true
  }

  private mutating func word() -> String {
    let start = index
    while let byte = at(), isLetter(byte) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte >= 128
      || [UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "@")].contains(byte)
  }

  private mutating func skipStatement() -> Bool {
    while let byte = at() {
      if byte == UInt8(ascii: ";") { return true }
      if byte == 39 || byte == 34 || byte == 96 {
        guard quoted() != nil else { return false }
      } else if byte == UInt8(ascii: "#") || (sees("--") && (at(2) ?? 0) <= 32 && at(2) != nil) {
        _ = line()
      } else if sees("/*"), !sees("/*!"), !sees("/*M!") {
        guard comment() else { return false }
      } else {
        index += 1
      }
    }
    return false
  }

  private mutating func space() {
    while let byte = at() {
      if byte <= 32 {
        index += 1
      } else if sees("*/") {
        index += 2
      } else if sees("/*") {
        if !comment() { return }
      } else {
        return
      }
    }
  }

  private mutating func quoted() -> [UInt8]? {
    guard let quote = at() else { return nil }
    index += 1
    var text: [UInt8] = []
    while let byte = at() {
      index += 1
      if byte == quote {
        guard at() == quote else { return text }
        index += 1
        text.append(quote)
      } else if byte == 92, quote != 96 {
        guard let next = at() else { return nil }
        index += 1
        let named: [UInt8: [UInt8]] = [
          48: [0], 110: [10], 114: [13], 116: [9], 98: [8], 90: [26], 37: [92, 37], 95: [92, 95],
        ]
        text += named[next] ?? [next]
      } else {
        text.append(byte)
      }
    }
    return nil
  }

  private mutating func insert() -> Bool {
    for word in ["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO"] { _ = take(word) }
    space()
    guard var table = name() else { return false }
    space()
    if at() == UInt8(ascii: ".") {
      index += 1
      space()
      guard let second = name() else { return false }
      table = second
    }
    space()
    if at() == UInt8(ascii: "(") {
      while let byte = at(), byte != UInt8(ascii: ")") {
        if byte == 96 || byte == 34 { guard quoted() != nil else { return false } } else { index += 1 }
      }
      index += 1
    }
    guard take("VALUES") || take("VALUE") else { return skipStatement() }
    while true {
      space()
      guard let row = row() else { return false }
      rows[table, default: []].append(row)
      space()
      if at() == UInt8(ascii: ",") { index += 1 } else { return at() == UInt8(ascii: ";") || skipStatement() }
    }
  }

  private mutating func take(_ wanted: String) -> Bool {
    space()
    let start = index
    if word().uppercased() == wanted { return true }
    index = start
    return false
  }

  private mutating func name() -> String? {
    if at() == 96 || at() == 34 {
      // In names a backslash is a letter like others.
      let quote = bytes[index]
      var text: [UInt8] = []
      index += 1
      while let byte = at() {
        index += 1
        if byte == quote {
          guard at() == quote else { return String(decoding: text, as: UTF8.self) }
          index += 1
        }
        text.append(byte)
      }
      return nil
    }
    let text = word()
    return text.isEmpty ? nil : text
  }

  private mutating func row() -> [[UInt8]?]? {
    guard at() == UInt8(ascii: "(") else { return nil }
    index += 1
    var values: [[UInt8]?] = []
    while true {
      while let byte = at(), byte <= 32 { index += 1 }
      guard let byte = at() else { return nil }
      if byte == 39 || byte == 34 {
        guard let text = quoted() else { return nil }
        values.append(text)
      } else {
        let start = index
        while let byte = at(), byte > 32, byte != UInt8(ascii: ","), byte != UInt8(ascii: ")") { index += 1 }
        let text = Array(bytes[start..<index])
        values.append(String(decoding: text, as: UTF8.self).uppercased() == "NULL" ? nil : text)
      }
      while let byte = at(), byte <= 32 { index += 1 }
      guard let end = at() else { return nil }
      index += 1
      if end == UInt8(ascii: ")") { return values }
      guard end == UInt8(ascii: ",") else { return nil }
    }
  }
}
