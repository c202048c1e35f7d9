import OpenEdX

/// What a dump says of itself.
struct DumpFacts: Hashable {
  /// The server's product and version, for example `MySQL 8.4.11`.
  var server: String?
  /// When the dump was complete, as the machine that made it writes its local time.
  var completed: UTCTime?
  /// How many dumps have begun that say at their end that they are complete.
  var begun = 0
  /// How many of them have said so.
  var ended = 0
  /// Lines that are no SQL, as a terminal mixes them in; the first ones.
  var notices: [String] = []
  /// Whether lines end in CR LF, as a terminal writes them.
  var hasCarriageReturns = false
  /// The character set of the text, by `SET NAMES`; nil when the dump does not say.
  var characterSet: String?
  /// Whether the dump does not say its character set, and is in latin1.
  var isLatin1 = false

  /// Whether a dump that says when it is complete has not said so.
  var isIncomplete: Bool { ended < begun }

  private var product: String?
  private static let noticeLimit = 20

  /// Reads a comment's line, without its end.
  ///
  /// - Returns: the name of the database that follows, where the line says it.
  mutating func read(comment line: String) -> String? {
    if let rest = line.after("-- MySQL dump ") ?? line.after("-- MariaDB dump ") {
      begun += 1
      product = line.hasPrefix("-- MariaDB") || rest.contains("MariaDB") ? "MariaDB" : "MySQL"
    } else if let rest = line.after("-- Server version") {
      let version = rest.trimmed
      server = version.contains("MariaDB") ? "MariaDB " + version : (product ?? "MySQL") + " " + version
    } else if let rest = line.after("-- Dump completed") {
      ended += 1
      if let time = rest.after(" on ") { completed = UTCTime(time.trimmed) }
    } else if line.hasPrefix("-- Host:"), let range = line.firstRange(of: "Database:") {
      let name = line[range.upperBound...].trimmed
      return name.isEmpty ? nil : name
    }
    return nil
  }

  /// Keeps a line that is no SQL.
  mutating func notice(_ line: String) {
    if notices.count < Self.noticeLimit { notices.append(String(line.prefix(200))) }
  }
}

extension StringProtocol {
  /// What stands behind a beginning; nil when it begins otherwise.
  func after(_ beginning: String) -> String? { hasPrefix(beginning) ? String(dropFirst(beginning.count)) : nil }

  /// The text without white space at its ends.
  var trimmed: String {
    let front = drop { $0.isWhitespace }
    guard let last = front.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(front[...last])
  }
}
