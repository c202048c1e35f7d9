#if canImport(Glibc)
import Glibc
#endif

/// Reads the rows that `mysqldump --tab` writes: a line each, tabs between the values, `\N` for NULL, backslashes before
/// tabs, line breaks and backslashes.
final class TabbedRows {
  private var window = DumpWindow()
  private let plan: RowPlan
  private var values: [RawValue]
  private var room: UnsafeMutableBufferPointer<UInt8>

  init(plan: RowPlan) {
    self.plan = plan
    values = Array(repeating: .null, count: plan.count)
    room = .allocate(capacity: 1 << 16)
  }

  deinit { room.deallocate() }

  /// Reads on.
  ///
  /// - Throws: `SiteDataError` with line and byte as its place.
  func feed(_ bytes: UnsafeRawBufferPointer) throws(SiteDataError) {
    window.append(bytes)
    while let end = lineEnd() {
      do throws(SiteDataError) { try row(to: end) } catch { throw error.at(window.position(window.start)) }
      window.start = end + 1
    }
  }

  /// - Throws: `SiteDataError` of code `truncated` when the last line has no end.
  func finish() throws(SiteDataError) {
    guard window.count > 0 else { return }
    throw SiteDataError(
      .truncated,
      at: window.position(window.start),
      "the last line has no end",
      remedy: "The file is cut off: copy it again, or dump again; nothing was taken."
    )
  }

  /// Where the line break is that no backslash stands before.
  private func lineEnd() -> Int? {
    var index = window.start
    while let found = StatementScanner.find(UInt8(ascii: "\n"), window.base, index, window.end) {
      var backslashes = 0
      while found - backslashes > window.start, window.base[found - backslashes - 1] == UInt8(ascii: "\\") {
        backslashes += 1
      }
      if backslashes & 1 == 0 { return found }
      index = found + 1
    }
    return nil
  }

  private func row(to end: Int) throws(SiteDataError) {
    if room.count < end - window.start {
      room.deallocate()
      room = .allocate(capacity: end - window.start)
    }
    var used = 0
    var count = 0
    var index = window.start
    while true {
      let first = used
      let isNull =
        index + 1 < end && window.base[index] == UInt8(ascii: "\\") && window.base[index + 1] == UInt8(ascii: "N")
      while index < end, window.base[index] != UInt8(ascii: "\t") {
        var byte = window.base[index]
        index += 1
        if byte == UInt8(ascii: "\\"), index < end {
          byte = RowReader.unescaped(window.base[index])
          index += 1
        }
        room[used] = byte
        used += 1
      }
      if count < plan.slots.count, plan.slots[count] >= 0, let start = room.baseAddress {
        values[plan.slots[count]] = isNull && used - first == 1 ? .null : .text(start + first, count: used - first)
      }
      count += 1
      guard index < end else { break }
      index += 1
    }
    guard count == plan.slots.count else {
      throw SiteDataError(
        .garbled,
        "a row has \(count) values, the table has \(plan.slots.count) columns",
        remedy: "Dump with the usual signs: no --fields-… and no --lines-… options; nothing was taken."
      )
    }
    try values.withUnsafeBufferPointer { row throws(SiteDataError) in try plan.receiver.insert(row) }
  }
}
