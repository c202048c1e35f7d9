#if canImport(Glibc)
import Glibc
#endif

extension DumpParser {
  /// More than a statement's beginning takes, with the names of a table's columns.
  private static let headerLimit = 1 << 20

  /// Whether the statement begins as the last one with rows did; then it is begun.
  func beginsWithHeader(_ index: Int) -> Bool {
    let count = header.bytes.count
    guard count > 0, window.end - index > count,
      header.bytes.withUnsafeBytes({ memcmp($0.baseAddress!, window.base + index, count) }) == 0
    else { return false }
    beginRows(behind: index + count)
    return true
  }

  /// Reads a statement's beginning up to its first row.
  ///
  /// - Returns: false when more has to come first.
  func rowsHeader(isLast: Bool) throws(SiteDataError) -> Bool {
    var text = SQLText(window.base, from: window.start, to: window.end)
    var read = RowsHeader()
    let isRows = Self.read(&text, &read) && !text.isAtEnd
    guard isRows else {
      var scanner = StatementScanner()
      let isWhole =
        scanner.advance(window.base, from: window.start, to: window.end, isLast: isLast, syntax).isFound
        || window.count > Self.headerLimit
      guard isWhole || isLast else { return false }
      if isWhole, receiver.needs(read.table) || !Self.takesRowsFromElsewhere(text) {
        throw garbled(at: window.start, "a statement with rows is not readable")
      }
      begin(.skipping)
      return true
    }
    read.bytes = Array(UnsafeBufferPointer(start: window.base + window.start, count: text.index - window.start))
    read.isNeeded = receiver.needs(read.table)
    if read.isNeeded, let name = facts.characterSet, !CharacterSet.isUTF8(name) {
      throw SiteDataError(
        .encoding,
        at: window.position(window.start),
        "the dump is in the character set “\(name)”",
        remedy: "Dump again with --default-character-set=utf8mb4."
      )
    }
    header = read
    beginRows(behind: text.index)
    return true
  }

  private static func read(_ text: inout SQLText, _ header: inout RowsHeader) -> Bool {
    guard text.take(word: "INSERT") || text.take(word: "REPLACE") else { return false }
    for word in ["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO"] { _ = text.take(word: word) }
    guard let table = text.tableName() else { return false }
    header.table = table
    if text.take("(") {
      var columns: [String] = []
      repeat {
        guard let name = text.name() else { return false }
        columns.append(name)
      } while text.take(",")
      guard text.take(")") else { return false }
      header.columns = columns
    }
    return text.take(word: "VALUES") || text.take(word: "VALUE")
  }

  /// `INSERT … SELECT`, `INSERT … SET`: no table is dumped so, but a tool may keep its own books so.
  private static func takesRowsFromElsewhere(_ text: SQLText) -> Bool {
    var text = text
    return text.take(word: "SELECT") || text.take(word: "SET") || text.take(word: "WITH")
  }

  private func beginRows(behind index: Int) {
    window.start = index
    begin(header.isNeeded ? .rows(afterRow: false) : .skipping)
  }

  /// Reads rows, and what stands between them, as far as they have come.
  ///
  /// - Returns: false when more has to come first.
  func readRows(afterRow: Bool, isLast: Bool) throws(SiteDataError) -> Bool {
    var afterRow = afterRow
    // What was dealt with is remembered, and the rest is looked at again when more has come.
    defer { if case .rows = mode { mode = .rows(afterRow: afterRow) } }
    while true {
      let (base, end) = (UnsafePointer(window.base), window.end)
      var index = window.start
      while index < end, base[index] <= 0x20 { index &+= 1 }
      window.start = index
      guard index < end else { return false }
      switch base[index] {
      case UInt8(ascii: "(") where !afterRow:
        guard try readRow(isLast: isLast) else { return false }
        afterRow = true
      case UInt8(ascii: ",") where afterRow:
        window.start &+= 1
        afterRow = false
      case UInt8(ascii: "/") where index + 1 == end && !isLast: return false
      case UInt8(ascii: "/") where index + 1 < end && base[index + 1] == UInt8(ascii: "*"):
        var text = SQLText(base, from: index, to: end)
        text.skipSpace()
        guard !text.isAtEnd else { return false }
        window.start = text.index
      case UInt8(ascii: "*") where afterRow && index + 1 == end && !isLast: return false
      case UInt8(ascii: "*") where afterRow && index + 1 < end && base[index + 1] == UInt8(ascii: "/"):
        window.start += 2
      default:
        if afterRow {
          switch StatementScanner.match(base + index, end - index, syntax.delimiter) {
          case .yes:
            window.start += syntax.delimiter.count
            mode = .statement
            return true
          case .unknown where !isLast: return false
          default: break
          }
          // `AS new`, `ON DUPLICATE KEY UPDATE …`
          if base[index] | 0x20 == UInt8(ascii: "a") || base[index] | 0x20 == UInt8(ascii: "o") {
            begin(.skipping)
            return true
          }
        }
        throw garbled(at: index, "rows of \(header.table.name) are not parted by commas")
      }
    }
  }

  private func readRow(isLast: Bool) throws(SiteDataError) -> Bool {
    let strings = RowReader.Strings(
      hasEscapes: syntax.hasEscapes,
      hasCarriageReturns: facts.hasCarriageReturns
    )
    if header.plan == nil {
      guard let count = try row(isLast: isLast, slots: [], strings)?.values else { return false }
      let table = header.table
      header.plan = try located { () throws(SiteDataError) in
        try receiver.rows(of: table, columns: header.columns, count: count)
      }
    }
    guard let plan = header.plan, let row = try row(isLast: isLast, slots: plan.slots, strings) else { return false }
    guard row.values == plan.slots.count else {
      throw garbled(
        at: window.start,
        "a row of \(header.table.name) has \(row.values) values, others have \(plan.slots.count)"
      )
    }
    do throws(SiteDataError) {
      try plan.receiver.insert(UnsafeBufferPointer(rebasing: rows.values[..<plan.count]))
    } catch { throw error.at(window.position(window.start)) }
    window.start = row.next
    return true
  }

  @inline(__always)
  private func row(
    isLast: Bool,
    slots: [Int],
    _ strings: RowReader.Strings
  ) throws(SiteDataError) -> (next: Int, values: Int)? {
    let result = slots.withUnsafeBufferPointer { slots in
      rows.read(window.base, window.start, window.end, isLast: isLast, slots: slots, strings)
    }
    switch result {
    case .row(let next, let values): return (next, values)
    case .incomplete: return nil
    case .garbled(let index, let reason): throw garbled(at: index, "\(header.table.name): \(reason)")
    }
  }

  private func located<Value>(_ body: () throws(SiteDataError) -> Value) throws(SiteDataError) -> Value {
    do throws(SiteDataError) { return try body() } catch { throw error.at(window.position(window.start)) }
  }
}
