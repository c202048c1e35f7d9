import Terminal

/// Lines in columns whose widths are those of the first rows, so that rows can be printed as they are found.
struct AuditColumns {
  private let header: [String]
  private let write: (String) throws -> Void
  private var widths: [Int] = []
  private var first: [[String]] = []
  private static let sample = 500
  /// Wider columns would push the findings off the screen for one long name.
  private static let widest = 60

  init(_ header: [String], _ write: @escaping (String) throws -> Void) {
    self.header = header
    self.write = write
  }

  mutating func add(_ fields: [String]) throws {
    guard widths.isEmpty else { return try write(AuditText.columns(fields, widths)) }
    first.append(fields)
    if first.count == Self.sample { try settle() }
  }

  /// Writes what is still held back; a table without rows has no header either.
  mutating func end() throws {
    if widths.isEmpty, !first.isEmpty { try settle() }
  }

  private mutating func settle() throws {
    let rows = [header] + first
    widths = header.indices.map { place in
      min(Self.widest, rows.map { TextWidth.columns(of: $0[place]) }.max() ?? 0)
    }
    for row in rows { try write(AuditText.columns(row, widths)) }
    first.removeAll()
  }
}
