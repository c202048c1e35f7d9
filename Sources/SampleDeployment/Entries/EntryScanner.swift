import Foundation

/// Cuts a file into the objects of its array and notes where each begins.
///
/// Foundation's decoder reports neither line nor column on Linux. Cut into entries first, a broken one is found by its
/// line, and one bad entry is told apart from a file whose brackets do not match.
struct EntryScanner {
  /// The bytes of one entry and its place.
  struct Entry {
    let bytes: ArraySlice<UInt8>
    let place: EntryPlace
  }

  /// What is wrong with the array around the entries.
  struct Problem: Error {
    let place: EntryPlace
    let reason: String
  }

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  /// The entries of a file that holds one array of objects.
  static func entries(of data: Data) throws(Problem) -> [Entry] {
    var scanner = EntryScanner(bytes: [UInt8](data))
    return try scanner.array()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func array() throws(Problem) -> [Entry] {
    guard skipSpace() == UInt8(ascii: "[") else { throw problem("the file does not begin with “[”") }
    advance()
    var entries: [Entry] = []
    if skipSpace() == UInt8(ascii: "]") {
      advance()
    } else {
      var isOpen = true
      while isOpen {
        entries.append(try entry(number: entries.count + 1))
        switch skipSpace() {
        case UInt8(ascii: ","): advance()
        case UInt8(ascii: "]"):
          advance()
          isOpen = false
        case nil: throw problem("the file ends before the “]” of its array")
        default: throw problem("between two entries there is something other than one comma")
        }
      }
    }
    guard skipSpace() == nil else { throw problem("something follows the “]” of the array") }
    return entries
  }

  /// One object: from its brace to the brace that closes it, whatever is within strings.
  private mutating func entry(number: Int) throws(Problem) -> Entry {
    guard skipSpace() == UInt8(ascii: "{") else {
      throw problem("an entry does not begin with “{” (is there a comma before the “]”?)")
    }
    let place = EntryPlace(line: line, entry: number)
    let start = position
    var depth = 0
    var isInString = false
    while position < bytes.count {
      let byte = bytes[position]
      if isInString {
        if byte == UInt8(ascii: "\n") {
          throw Problem(place: place, reason: "a text is not closed by a quotation mark on its line")
        }
        if byte == UInt8(ascii: "\\") { advance() } else if byte == UInt8(ascii: "\"") { isInString = false }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "}"): depth -= 1
        default: break
        }
      }
      advance()
      if depth == 0 { return Entry(bytes: bytes[start..<position], place: place) }
    }
    throw Problem(place: place, reason: "the “}” of an entry is missing")
  }

  /// The next byte that is not white space; nil at the end.
  private mutating func skipSpace() -> UInt8? {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): advance()
      default: return bytes[position]
      }
    }
    return nil
  }

  private mutating func advance() {
    if position < bytes.count, bytes[position] == UInt8(ascii: "\n") { line += 1 }
    position = min(position + 1, bytes.count)
  }

  private func problem(_ reason: String) -> Problem {
    Problem(place: EntryPlace(line: line, entry: nil), reason: reason)
  }
}
