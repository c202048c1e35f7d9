import GRDBSQLite

/// Writes rows of MySQL's text into one table of a ``StagedDatabase``, by a prepared statement.
package final class TableWriter {
  /// The table.
  package let table: NeededTable
  /// The columns of each row, in its order.
  package let columns: [NeededColumn]
  /// How many rows the table has.
  package private(set) var rows: Int
  /// What had to be read otherwise than it stands in the source; each with how often.
  private(set) var remarks: [String: Int] = [:]
  private let connection: SQLiteConnection
  private var statement: OpaquePointer?
  private let kinds: [ValueKind]
  private let required: [Bool]
  private let scratch: UnsafeMutablePointer<UInt8>

  /// The earliest time that Django can hold, for a zero date where a time must be.
  private static let earliest = "0001-01-01 00:00:00"

  init(
    _ table: NeededTable,
    columns: [NeededColumn],
    connection: SQLiteConnection,
    rows: Int
  ) throws(SiteDataError) {
    self.table = table
    self.columns = columns
    self.connection = connection
    self.rows = rows
    kinds = columns.map(\.kind)
    let target = try TargetColumn.all(of: table.name, in: connection)
    required = columns.map { column in target.contains { $0.name == column.name && $0.isRequired } }
    let taken = Set(columns.map(\.name))
    let filled = target.filter { $0.isRequired && !$0.hasDefault && !$0.isKey && !taken.contains($0.name) }
    let names = (columns.map(\.name) + filled.map(\.name)).map { "\"\($0)\"" }
    let values = columns.map { _ in "?" } + filled.map(\.emptyValue)
    scratch = .allocate(capacity: max(columns.count, 1) * ValueBinding.scratchSize)
    statement = try connection.prepare(
      "INSERT INTO \"\(table.name)\" (\(names.joined(separator: ", "))) VALUES (\(values.joined(separator: ", ")))"
    )
  }

  deinit {
    close()
    scratch.deallocate()
  }

  /// Writes one row.
  ///
  /// - Parameter values: one for each of `columns`, in their order; valid during the call.
  /// - Throws: `SiteDataError` of code `value` or `encoding` that names the table, the column and the value; of code
  ///   `sqlite` or `unwritable` when SQLite refuses the row.
  package func insert(_ values: UnsafeBufferPointer<RawValue>) throws(SiteDataError) {
    guard let statement, values.count == kinds.count else {
      throw SiteDataError(.sqlite, "a row of \(table.name) has \(values.count) values", remedy: "Report this.")
    }
    for index in 0..<values.count {
      do throws(ValueBinding.Fault) {
        let parameter = Int32(truncatingIfNeeded: index &+ 1)
        let room = scratch + index &* ValueBinding.scratchSize
        if try ValueBinding.bind(values[index], as: kinds[index], to: statement, parameter, scratch: room) != nil {
          bindZeroDate(index, statement)
        }
      } catch { throw fault(error, values[index], columns[index]) }
    }
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    guard code == SQLITE_DONE else { throw refusal(code, values) }
    rows &+= 1
  }

  /// Lets go of the statement; no row can be written afterwards.
  func close() {
    sqlite3_finalize(statement)
    statement = nil
  }

  private func bindZeroDate(_ index: Int, _ statement: OpaquePointer) {
    let column = "\(table.name).\(columns[index].name)"
    guard required[index] else { return remarks["\(column): a zero date, taken as none", default: 0] += 1 }
    // SQLite copies it: it does not live as long as the row's own bytes.
    let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    sqlite3_bind_text(statement, Int32(index + 1), Self.earliest, -1, copies)
    remarks["\(column): a zero date, taken as \(Self.earliest)", default: 0] += 1
  }

  private func fault(_ fault: ValueBinding.Fault, _ value: RawValue, _ column: NeededColumn) -> SiteDataError {
    let name = "\(table.name).\(column.name)"
    switch fault {
    case .encoding:
      return SiteDataError(
        .encoding,
        "the text of \(name) is not UTF-8: \(shown(value))",
        remedy: "Dump again with --default-character-set=utf8mb4."
      )
    case .form:
      return SiteDataError(
        .value,
        "\(name) is \(shown(value)), which is not \(column.kind.title)",
        remedy: "Check the value on the site, or dump again; nothing was taken."
      )
    case .sqlite: return connection.error()
    }
  }

  private func refusal(_ code: Int32, _ values: UnsafeBufferPointer<RawValue>) -> SiteDataError {
    guard code & 0xFF == SQLITE_CONSTRAINT else { return connection.error() }
    let key = values.first.map { "\(columns[0].name) \(shown($0))" } ?? ""
    return SiteDataError(
      .value,
      "a row of \(table.name) (\(key)) is refused: \(String(cString: sqlite3_errmsg(connection.handle)))",
      remedy: "The source holds a row twice or lacks a value that Open edX always writes; dump again."
    )
  }

  /// A value for a message: short, and without what a terminal would obey.
  private func shown(_ value: RawValue) -> String {
    guard value.form != .null else { return "NULL" }
    let head = String(decoding: value.bytes.prefix(40), as: UTF8.self)
    let clean = head.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? "\u{FFFD}" : $0 }
    return "“" + String(String.UnicodeScalarView(clean)) + (value.count > 40 ? "…”" : "”")
  }
}

/// A column of the deployment's own table.
private struct TargetColumn {
  let name: String
  let isRequired: Bool
  let hasDefault: Bool
  let isKey: Bool
  /// What is written where the source's column is not taken.
  let emptyValue: String

  static func all(of table: String, in connection: SQLiteConnection) throws(SiteDataError) -> [TargetColumn] {
    try connection.rows("PRAGMA table_info(\"\(table)\")").map { row in
      let type = (row[2] ?? "").lowercased()
      let isText = type.hasPrefix("varchar") || type.hasPrefix("char") || type.hasPrefix("text")
      return TargetColumn(
        name: row[1] ?? "",
        isRequired: row[3] == "1",
        hasDefault: row[4] != nil,
        isKey: row[5] != "0",
        emptyValue: isText ? "''" : type.hasPrefix("date") ? "'1970-01-01 00:00:00'" : "0"
      )
    }
  }
}
