#if canImport(Glibc)
import Glibc
#endif

extension DumpParser {
  /// Words that begin a statement which may stand in a dump.
  private static let words: Set<String> = [
    "ALTER", "ANALYZE", "BEGIN", "CALL", "CHANGE", "COMMIT", "CREATE", "DEALLOCATE", "DELETE", "DO", "DROP", "END",
    "EXECUTE", "FLUSH", "GRANT", "INSERT", "INSTALL", "LOCK", "OPTIMIZE", "PREPARE", "PURGE", "RENAME", "REPLACE",
    "RESET", "REVOKE", "ROLLBACK", "SELECT", "SET", "START", "STOP", "TRUNCATE", "UNLOCK", "UPDATE", "USE", "WITH",
  ]

  /// Reads from between two statements.
  ///
  /// - Returns: false when more has to come first.
  func statement(isLast: Bool) throws(SiteDataError) -> Bool {
    let (base, end) = (UnsafePointer(window.base), window.end)
    var index = window.start
    while index < end, Self.isSpace(base[index]) {
      if base[index] == UInt8(ascii: "\r") {
        guard index + 1 < end || isLast else { break }
        if index + 1 < end, base[index + 1] == UInt8(ascii: "\n") { sawCarriageReturn() }
      }
      index += 1
    }
    window.start = index
    guard index < end else { return false }
    if beginsWithHeader(index) { return true }
    // Enough to know a comment by, and the longest word.
    guard end - index >= 16 || isLast else { return false }
    switch base[index] {
    case UInt8(ascii: "-") where index + 1 < end && base[index + 1] == UInt8(ascii: "-"), UInt8(ascii: "#"):
      return try line(isLast: isLast) { text throws(SiteDataError) in comment(text) }
    case UInt8(ascii: "/") where index + 1 < end && base[index + 1] == UInt8(ascii: "*"):
      return blockComment(index)
    case UInt8(ascii: "*") where index + 1 < end && base[index + 1] == UInt8(ascii: "/"):
      window.start += 2
      return true
    case 0xEF where window.isBeginning(index) && index + 2 < end && base[index + 1] == 0xBB && base[index + 2] == 0xBF:
      window.start += 3
      return true
    default: break
    }
    switch StatementScanner.match(base + index, end - index, syntax.delimiter) {
    case .yes:
      window.start += syntax.delimiter.count
      return true
    case .unknown where !isLast: return false
    default: return try keyword(isLast: isLast)
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 <= 4 }

  /// Passes a comment; of an executable one only the mark is passed, and its content is read as a statement.
  private func blockComment(_ index: Int) -> Bool {
    let (base, end) = (UnsafePointer(window.base), window.end)
    var inner = index + 2
    if inner < end, base[inner] == UInt8(ascii: "M") { inner += 1 }
    if inner < end, base[inner] == UInt8(ascii: "!") {
      let digits = inner + 1
      inner = digits
      while inner < end, base[inner] &- UInt8(ascii: "0") <= 9 { inner += 1 }
      // The mark of the sandbox has the number of a version that will never be, and no statement.
      let isNever = inner - digits == 6 && (digits..<inner).allSatisfy { base[$0] == UInt8(ascii: "9") }
      if !isNever {
        window.start = inner
        return true
      }
    }
    guard let close = Self.commentEnd(base, index + 2, end) else { return false }
    window.start = close
    return true
  }

  /// Where a comment ends; nil when its end has not come.
  private static func commentEnd(_ base: UnsafePointer<UInt8>, _ first: Int, _ end: Int) -> Int? {
    var index = first
    while let found = StatementScanner.find(UInt8(ascii: "*"), base, index, end), found + 1 < end {
      if base[found + 1] == UInt8(ascii: "/") { return found + 2 }
      index = found + 1
    }
    return nil
  }

  private func keyword(isLast: Bool) throws(SiteDataError) -> Bool {
    var text = SQLText(window.base, from: window.start, to: window.end)
    let word = text.word()?.uppercased() ?? ""
    switch word {
    case "INSERT", "REPLACE": return try rowsHeader(isLast: isLast)
    case "CREATE", "USE", "SET": begin(.collecting)
    case "DELIMITER":
      return try line(isLast: isLast) { text throws(SiteDataError) in
        let delimiter = Array(text.dropFirst("DELIMITER".count).trimmed.utf8)
        if !delimiter.isEmpty { syntax.delimiter = delimiter }
      }
    case _ where Self.words.contains(word): begin(.skipping)
    default: return try line(isLast: isLast) { text throws(SiteDataError) in try noStatement(text, isLast: isLast) }
    }
    return true
  }

  /// A line that is no SQL: what a program has written on standard error reached the file.
  private func noStatement(_ line: String, isLast: Bool) throws(SiteDataError) {
    // The rest of a file that is cut off, which is told as such.
    if isLast, facts.isIncomplete,
      StatementScanner.find(UInt8(ascii: "\n"), window.base, window.start, window.end) == nil
    {
      return
    }
    let isTrouble = ["when dumping table", "Got error", "Couldn't execute", "Lost connection"].contains {
      line.contains($0)
    }
    if isTrouble {
      throw SiteDataError(
        .truncated,
        at: window.position(window.start),
        "the dump's tool has failed: \(line.prefix(200))",
        remedy: "Dump again, without --force; nothing was taken."
      )
    }
    let programs = ["mysqldump:", "mariadb-dump:", "mysql:", "mariadb:", "Warning:", "Defaulted container", "time="]
    guard facts.server == nil || facts.ended > 0 || programs.contains(where: line.hasPrefix) else {
      throw garbled(at: window.start, "neither a statement nor a comment begins here: \(line.prefix(60))")
    }
    notice(line)
  }

  /// Reads a line and passes it.
  private func line(
    isLast: Bool,
    _ body: (String) throws(SiteDataError) -> Void
  ) throws(SiteDataError) -> Bool {
    let found = StatementScanner.find(UInt8(ascii: "\n"), window.base, window.start, window.end)
    guard found != nil || isLast else { return false }
    let end = found ?? window.end
    var last = end
    if last > window.start, window.base[last - 1] == UInt8(ascii: "\r") {
      last -= 1
      if found != nil { sawCarriageReturn() }
    }
    let bytes = UnsafeBufferPointer(start: window.base + window.start, count: min(last - window.start, 2000))
    try body(String(decoding: bytes, as: UTF8.self))
    window.start = found.map { $0 + 1 } ?? end
    return true
  }
}
