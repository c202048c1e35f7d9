import Terminal

/// Rows in columns as wide as their widest field, empty columns at the end left blank.
enum ShowTable {
  static func lines(_ rows: [[String]], indent: Int) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { place in
      rows.map { place < $0.count ? TextWidth.columns(of: $0[place]) : 0 }.max() ?? 0
    }
    let margin = String(repeating: " ", count: indent)
    return rows.map { row in
      var line = margin + AuditText.columns(row, widths)
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
