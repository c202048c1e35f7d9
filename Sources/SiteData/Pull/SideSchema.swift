import OpenEdX

/// One side of a site as its server has it: the database's name, and of the needed tables and columns those that are there.
struct SideSchema: Sendable, Hashable {
  /// A table that is there.
  struct Table: Sendable, Hashable {
    let needed: NeededTable
    let columns: [Column]

    /// Whether rows are told apart by a whole number `id`, so that the table can be read in parts.
    var hasID: Bool { columns.first.map { $0.needed.name == "id" && $0.needed.kind == .integer } ?? false }
  }

  /// A column that is taken.
  struct Column: Sendable, Hashable {
    let needed: NeededColumn
    /// The server's type, e.g. `varchar`.
    let type: String
    let isNullable: Bool

    /// How it is selected so that the result is text.
    var expression: String {
      let name = SQLWord.name(needed.name)
      switch type {
      case "bit": return "\(name)+0"
      case "binary", "varbinary": return needed.kind == .uuid ? "HEX(\(name))" : name
      default: return name
      }
    }
  }

  let side: SiteSide
  let database: String
  let tables: [Table]
  /// About how many rows there are in all, for a progress bar.
  let rows: Int
  /// Whether the history of certificates can be asked for what has changed.
  let hasHistory: Bool
  /// When tables were written last, and with which columns, by name: those that were not written in the seconds before this
  /// was read.
  let settledWrites: [String: String]

  /// Asks the server.
  ///
  /// - Parameter database: the database's name; nil takes the one that has the side's tables.
  /// - Throws: `SiteDataError` that names a needed table or column that is not there or that the account may not read.
  static func read(_ session: ClientSession, _ side: SiteSide, database: String?) async throws -> SideSchema {
    await session.begin("looking at the tables of \(side.title)")
    let name: String
    if let database { name = database } else { name = try await find(session, side) }
    func place(_ tables: [String]) -> String {
      let list = tables.map(SQLWord.literal).joined(separator: ",")
      return "TABLE_SCHEMA=\(SQLWord.literal(name)) AND TABLE_NAME IN (\(list))"
    }
    let needed = side.tables.map(\.name)
    let seen = needed + (side == .lms ? [ChangeHints.history] : [])
    let found = try await session.all(
      Selection(
        ["TABLE_NAME", "COLUMN_NAME", "DATA_TYPE", "IS_NULLABLE"],
        "FROM information_schema.COLUMNS WHERE \(place(seen))"
      )
    )
    var columns: [String: [String: (type: String, isNullable: Bool)]] = [:]
    for row in 0..<found.count {
      guard let table = found.text(row, 0), let column = found.text(row, 1)?.lowercased() else { continue }
      columns[table, default: [:]][column] = (found.text(row, 2)?.lowercased() ?? "", found.text(row, 3) != "NO")
    }
    try await session.askForPresentStatistics()
    // What is committed in the second of this question has the same time.
    let settled = "IF(UPDATE_TIME<NOW()-INTERVAL 2 SECOND,CAST(UPDATE_TIME AS CHAR),NULL)"
    let facts = try await session.all(
      Selection(
        ["TABLE_NAME", "CAST(TABLE_ROWS AS CHAR)", "IFNULL(\(settled),'')"],
        "FROM information_schema.TABLES WHERE \(place(needed))"
      )
    )
    var writes: [String: String] = [:]
    for row in 0..<facts.count {
      guard let table = facts.text(row, 0), let time = facts.text(row, 2), !time.isEmpty else { continue }
      // A column that is added is no row that is written.
      let columns = (columns[table] ?? [:]).sorted { $0.key < $1.key }.map { "\($0) \($1.type) \($1.isNullable)" }
      writes[table] = "\(time) \(columns.joined(separator: ","))"
    }
    return SideSchema(
      side: side,
      database: name,
      tables: try side.tables.compactMap { needed throws(SiteDataError) in
        try table(needed, columns[needed.name], side, name)
      },
      rows: (0..<facts.count).reduce(0) { $0 + (facts.int($1, 1) ?? 0) },
      hasHistory: ChangeHints.historyColumns.allSatisfy { columns[ChangeHints.history]?[$0] != nil },
      settledWrites: writes
    )
  }

  private static func table(
    _ needed: NeededTable,
    _ present: [String: (type: String, isNullable: Bool)]?,
    _ side: SiteSide,
    _ database: String
  ) throws(SiteDataError) -> Table? {
    guard let present else {
      if needed.isOptional { return nil }
      throw SiteDataError(
        .missingTable,
        at: "the database “\(database)”",
        "it has no table “\(needed.name)”, or the account may not read it",
        remedy: "Check that it is the database of the \(side.title), and that the account has the rights that "
          + "“\(CommandName.grants)” prints."
      )
    }
    do {
      return Table(
        needed: needed,
        columns: try needed.columns(among: present.keys).map { column in
          Column(
            needed: column,
            type: present[column.name]?.type ?? "",
            isNullable: present[column.name]?.isNullable ?? true
          )
        }
      )
    } catch {
      throw SiteDataError(
        .missingColumn,
        at: "the database “\(database)”",
        error.reason + ", or the account may not read it",
        remedy: "Give the account the rights that “\(CommandName.grants)” prints."
      )
    }
  }

  private static func find(_ session: ClientSession, _ side: SiteSide) async throws -> String {
    let list = side.signature.map(SQLWord.literal).joined(separator: ",")
    let found = try await session.all(
      Selection(
        ["TABLE_SCHEMA"],
        "FROM information_schema.TABLES WHERE TABLE_NAME IN (\(list)) GROUP BY TABLE_SCHEMA "
          + "HAVING COUNT(*)=\(side.signature.count) ORDER BY 1"
      )
    )
    let names = (0..<found.count).compactMap { found.text($0, 0) }
    if names.count == 1 { return names[0] }
    let setting = side == .lms ? "lms.database" : "credentials.database"
    throw SiteDataError(
      names.isEmpty ? .missingTable : .ambiguous,
      at: setting,
      names.isEmpty
        ? "none of the databases that the account may read has the tables of the \(side.title)"
        : "\(names.map { "“\($0)”" }.joined(separator: " and ")) have the tables of the \(side.title)",
      remedy: "Name the database at the end of the URL or of the command."
    )
  }
}
