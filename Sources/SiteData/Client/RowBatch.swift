/// Rows of a result as the server sent them, many at once: a value of its own for each field would be slow.
package struct RowBatch: Sendable {
  /// How many fields a row has.
  package let width: Int
  /// How many rows there are.
  package private(set) var count = 0
  private var bytes: [UInt8] = []
  private var fields: [Field] = []

  private struct Field: Sendable {
    let begin: Int
    /// Negative for NULL.
    let length: Int
  }

  init(width: Int) { self.width = width }

  /// How many bytes the values take.
  var size: Int { bytes.count }

  /// Hands the bytes of a value to a closure; nil for NULL.
  package func bytes<Value>(
    _ row: Int,
    _ column: Int,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Value
  ) rethrows
    -> Value?
  {
    let field = fields[row * width + column]
    guard field.length >= 0 else { return nil }
    return try bytes.withUnsafeBufferPointer {
      try body(UnsafeBufferPointer(rebasing: $0[field.begin..<field.begin + field.length]))
    }
  }

  /// Hands each row to a closure, in order. What it points at is valid during the call.
  func forEach(_ body: (UnsafeBufferPointer<RawValue>) throws -> Void) rethrows {
    try bytes.withUnsafeBufferPointer { bytes in
      let noBytes: StaticString = ""
      var row = [RawValue](repeating: .null, count: width)
      for number in 0..<count {
        for column in 0..<width {
          let field = fields[number * width + column]
          row[column] =
            field.length < 0
            ? .null : .text(bytes.baseAddress.map { $0 + field.begin } ?? noBytes.utf8Start, count: field.length)
        }
        try row.withUnsafeBufferPointer(body)
      }
    }
  }

  /// A value as text; nil for NULL.
  package func text(_ row: Int, _ column: Int) -> String? {
    bytes(row, column) { String(decoding: $0, as: UTF8.self) }
  }

  /// A value as a whole number; nil for NULL and for what is none.
  package func int(_ row: Int, _ column: Int) -> Int? { text(row, column).flatMap { Int($0) } }

  /// Takes a line of `--batch` output: fields between tabs, in which NUL, LF, tab and backslash are escaped.
  ///
  /// - Parameter nullable: which columns may hold NULL. Where there are any, the line begins with a field that has a 1
  ///   for each of them that is NULL, else a 0: the text of NULL cannot be told from the word.
  /// - Returns: false when the line is not such a row; the batch is then as it was.
  mutating func append(_ line: UnsafeBufferPointer<UInt8>, nullable: [Bool]) -> Bool {
    let kept = (bytes: bytes.count, fields: fields.count)
    guard read(line, nullable: nullable), fields.count == kept.fields + width else {
      bytes.removeLast(bytes.count - kept.bytes)
      fields.removeLast(fields.count - kept.fields)
      return false
    }
    count += 1
    return true
  }

  private mutating func read(_ line: UnsafeBufferPointer<UInt8>, nullable: [Bool]) -> Bool {
    var rest = line[...]
    var map = line[0..<0]
    if nullable.contains(true) {
      guard let tab = rest.firstIndex(of: UInt8(ascii: "\t")) else { return false }
      map = rest[..<tab]
      rest = rest[(tab + 1)...]
    }
    var begin = bytes.count
    var column = 0
    func isNull() -> Bool? {
      guard column < nullable.count, nullable[column] else { return false }
      guard let flag = map.popFirst() else { return nil }
      return flag == UInt8(ascii: "1")
    }
    func end() -> Bool {
      guard let isNull = isNull() else { return false }
      if isNull { bytes.removeLast(bytes.count - begin) }
      fields.append(Field(begin: begin, length: isNull ? -1 : bytes.count - begin))
      begin = bytes.count
      column += 1
      return true
    }
    var position = rest.startIndex
    while position < rest.endIndex {
      let byte = rest[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\t"):
        guard end() else { return false }
      case UInt8(ascii: "\\"):
        guard position < rest.endIndex, let value = Self.escaped(rest[position]) else { return false }
        bytes.append(value)
        position += 1
      default: bytes.append(byte)
      }
    }
    return end() && map.isEmpty
  }

  private static func escaped(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "0"): 0
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "\\"): 0x5C
    default: nil
    }
  }
}
