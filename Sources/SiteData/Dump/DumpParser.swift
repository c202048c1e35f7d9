/// Reads a dump of mysqldump, mariadb-dump or mydumper as its bytes come, in parts of any size.
///
/// It knows statements by their first words, definitions of tables, and rows; the rest is passed over. It never makes a
/// `String` of a value. An error tells line and byte, both from 1.
final class DumpParser {
  /// What the dump has said of itself so far.
  private(set) var facts = DumpFacts()
  let receiver: any DumpReceiver
  let rows = RowReader()
  var window = DumpWindow()
  var mode = Mode.statement
  var syntax = StatementScanner.Syntax()
  /// The beginning of the last statement with rows, up to its first row, and what came of it: dumps repeat it.
  var header = RowsHeader()
  private var scanner = StatementScanner()
  /// How far the statement that is collected has been looked at, from its beginning.
  private var scanned = 0

  /// What is being read.
  enum Mode {
    /// The beginning of a statement, or what stands between two.
    case statement
    /// A statement that is looked at as a whole.
    case collecting
    /// A statement that is passed over.
    case skipping
    /// Rows; whether one has just been read, so that a comma or the end must follow.
    case rows(afterRow: Bool)
  }

  /// More than any statement of a needed table takes.
  private static let limit = 64 << 20

  init(receiver: any DumpReceiver) {
    self.receiver = receiver
    rows.encoding = .unsaid
  }

  /// Reads on.
  ///
  /// - Throws: `SiteDataError` with line and byte as its place.
  func feed(_ bytes: UnsafeRawBufferPointer) throws(SiteDataError) {
    window.append(bytes)
    try advance(isLast: false)
    guard window.count < Self.limit else {
      throw garbled(
        at: window.start,
        "a statement or a row is longer than \(Self.limit >> 20) MB; is a quotation mark missing?"
      )
    }
  }

  /// Reads what is left.
  ///
  /// - Throws: `SiteDataError` of code `truncated` when the dump ends in a statement, or without the line that its tool
  ///   writes at the end.
  func finish() throws(SiteDataError) {
    try advance(isLast: true)
    facts.isLatin1 = rows.encoding == .latin1
    guard case .statement = mode, window.count == 0 else {
      throw SiteDataError(
        .truncated,
        at: window.position(window.end),
        "it ends in the middle of a statement",
        remedy: "The dump is cut off: copy the whole file, or dump again; nothing was taken."
      )
    }
    guard !facts.isIncomplete else {
      throw SiteDataError(
        .truncated,
        at: window.position(window.end),
        "the last line “-- Dump completed” is missing",
        remedy: "The dump is cut off: copy the whole file, or dump again; nothing was taken."
      )
    }
  }

  private func advance(isLast: Bool) throws(SiteDataError) {
    var goesOn = true
    while goesOn {
      switch mode {
      case .statement: goesOn = try statement(isLast: isLast)
      case .collecting: goesOn = try collect(isLast: isLast)
      case .skipping: goesOn = skip(isLast: isLast)
      case .rows(let afterRow): goesOn = try readRows(afterRow: afterRow, isLast: isLast)
      }
    }
  }

  /// Where it is reading, for a message.
  var position: String { window.position(window.start) }

  func begin(_ mode: Mode) {
    self.mode = mode
    scanner = StatementScanner()
    scanned = 0
  }

  private func collect(isLast: Bool) throws(SiteDataError) -> Bool {
    let (index, isFound) = scanner.advance(
      window.base,
      from: window.start + scanned,
      to: window.end,
      isLast: isLast,
      syntax
    )
    scanned = index - window.start
    guard isFound else { return false }
    let end = index - syntax.delimiter.count
    try use(SQLText(window.base, from: window.start, to: end))
    window.start = index
    mode = .statement
    return true
  }

  private func skip(isLast: Bool) -> Bool {
    let (index, isFound) = scanner.advance(window.base, from: window.start, to: window.end, isLast: isLast, syntax)
    window.start = index
    guard isFound else { return false }
    mode = .statement
    return true
  }

  /// Takes what a whole statement says.
  private func use(_ statement: SQLText) throws(SiteDataError) {
    var text = statement
    switch text.word()?.uppercased() {
    case "CREATE":
      guard let definition = TableDefinition(statement: statement) else { return }
      header = RowsHeader()
      receiver.define(definition)
    case "USE":
      header = RowsHeader()
      receiver.use(database: text.name())
    case "SET": set(&text)
    default: break
    }
  }

  /// Takes what a `SET` says of the text that follows.
  private func set(_ text: inout SQLText) {
    if text.take(word: "NAMES") {
      facts.characterSet = text.string() ?? text.word()
      rows.encoding = .utf8
      header = RowsHeader()
    }
    while !text.isAtEnd {
      guard text.take(word: "SQL_MODE"), text.take("=") else {
        text.skipOne()
        continue
      }
      // Anything but a string restores what was saved before.
      let modes = text.string()?.uppercased() ?? ""
      syntax.hasEscapes = !modes.contains("NO_BACKSLASH_ESCAPES")
    }
  }

  /// Takes a comment's line.
  func comment(_ line: String) {
    if let database = facts.read(comment: line) { receiver.use(database: database) }
  }

  func notice(_ line: String) { facts.notice(line) }
  func sawCarriageReturn() { facts.hasCarriageReturns = true }

  func garbled(at index: Int, _ reason: String) -> SiteDataError {
    SiteDataError(
      .garbled,
      at: window.position(index),
      reason,
      remedy: "Copy the file again in binary mode, or dump again; nothing was taken."
    )
  }
}

/// The beginning of a statement with rows, up to the first of them.
struct RowsHeader {
  /// Its bytes; empty when there is none.
  var bytes: [UInt8] = []
  var table = TableName(database: nil, name: "")
  /// The columns that it lists; nil when it lists none.
  var columns: [String]?
  /// Whether the rows are needed.
  var isNeeded = false
  /// Where the rows go; nil until the first of them has been counted.
  var plan: RowPlan?
}
