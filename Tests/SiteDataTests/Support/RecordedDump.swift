@testable import SiteData

/// What a parser tells of a dump: the databases, the tables, and every value as text.
final class RecordedDump: DumpReceiver {
  private(set) var databases: [String?] = []
  private(set) var tables: [String: TableDefinition] = [:]
  /// The rows of each table, each value as bytes, nil for NULL.
  private(set) var rows: [String: [[[UInt8]?]]] = [:]

  func use(database: String?) { databases.append(database) }
  func define(_ table: TableDefinition) { tables[table.table.name] = table }
  func needs(_ table: TableName) -> Bool { true }

  func rows(of table: TableName, columns: [String]?, count: Int) throws(SiteDataError) -> RowPlan {
    let names = (0..<count).map { "\($0)" }
    return RowPlan(
      receiver: Taker { [unowned self] in rows[table.name, default: []].append($0) },
      columns: names,
      wanted: names
    )
  }

  private final class Taker: RowReceiver {
    private let take: ([[UInt8]?]) -> Void
    init(_ take: @escaping ([[UInt8]?]) -> Void) { self.take = take }
    func insert(_ values: UnsafeBufferPointer<RawValue>) {
      take(values.map { $0.form == .null ? nil : Array($0.bytes) })
    }
  }
}

extension RecordedDump {
  /// Reads a dump in parts of a size.
  static func read(_ bytes: [UInt8], chunk: Int = 1 << 16) throws(SiteDataError) -> (RecordedDump, DumpFacts) {
    let dump = RecordedDump()
    let parser = DumpParser(receiver: dump)
    var first = 0
    while first < bytes.count {
      let part = Array(bytes[first..<min(first + chunk, bytes.count)])
      let result = part.withUnsafeBytes { part in Result { () throws(SiteDataError) in try parser.feed(part) } }
      try result.get()
      first += part.count
    }
    try parser.finish()
    return (dump, parser.facts)
  }
}
