/// One database of a dump while it is read: what of it is needed goes into files beside the deployment's.
///
/// Which of a site's databases it is shows only when all its tables have been seen; so rows of needed tables are taken
/// wherever they stand, and those of other databases are thrown away at the end.
final class ImportedDatabase {
  /// The dump that it is in.
  let source: String
  /// Its name; nil when the dump does not say it.
  let name: String?
  /// The tables that are defined or have rows.
  private(set) var tables: Set<String> = []
  private(set) var staged: [SiteSide: StagedDatabase] = [:]
  /// What keeps its rows from being taken, should they be needed.
  private(set) var fault: SiteDataError?
  private var definitions: [String: TableDefinition] = [:]
  private let makeStaged: (SiteSide) throws(SiteDataError) -> StagedDatabase

  init(
    source: String,
    name: String?,
    makeStaged: @escaping (SiteSide) throws(SiteDataError) -> StagedDatabase
  ) {
    self.source = source
    self.name = name
    self.makeStaged = makeStaged
  }

  /// What a message calls it.
  var title: String { name.map { "“\($0)”" } ?? "the database of \(source)" }

  /// The sides that it is, by the tables that have been seen so far.
  var sides: [SiteSide] { SiteSide.allCases.filter { $0.signature.allSatisfy(tables.contains) } }

  func define(_ definition: TableDefinition) {
    tables.insert(definition.table.name)
    definitions[definition.table.name] = definition
  }

  /// The columns of a table, in the definition's order; nil when it is not defined.
  func columns(of table: String) -> [String]? { definitions[table]?.columns.map(\.name) }

  /// Where the rows of a needed table go.
  ///
  /// - Throws: `SiteDataError` without a place, when this is one of the site's databases for certain and its rows cannot
  ///   be taken.
  func rows(
    of name: String,
    _ side: SiteSide,
    columns: [String]?,
    count: Int
  ) throws(SiteDataError) -> RowPlan {
    tables.insert(name)
    do throws(SiteDataError) {
      guard let table = side.table(named: name), fault == nil else { return .nothing(count: count) }
      let names = try rowColumns(of: name, listed: columns, count: count)
      let wanted = try table.columns(among: names)
      let writer = try database(side).writer(of: table, columns: wanted)
      return RowPlan(receiver: RowTaker(writer, self), columns: names, wanted: wanted.map(\.name))
    } catch {
      try keep(error)
      return .nothing(count: count)
    }
  }

  /// Keeps a fault for the case that this database is needed; throws it when that is known.
  func keep(_ error: SiteDataError) throws(SiteDataError) {
    if fault == nil { fault = error }
    if !sides.isEmpty { throw error }
  }

  /// The file of a side, begun at its first use.
  func database(_ side: SiteSide) throws(SiteDataError) -> StagedDatabase {
    if let database = staged[side] { return database }
    let database = try makeStaged(side)
    staged[side] = database
    return database
  }

  /// Checks that nothing of a side is missing.
  ///
  /// - Throws: `SiteDataError` of code `missingTable` or `missingColumn`, or what was kept.
  func requireWhole(_ side: SiteSide) throws(SiteDataError) {
    if let fault { throw fault.at(source) }
    for table in side.tables {
      guard tables.contains(table.name) else {
        if table.isOptional { continue }
        throw SiteDataError(
          .missingTable,
          at: source,
          "the \(side.title) database (\(title)) has no table “\(table.name)”",
          remedy: "Dump the whole database; this table is needed. Nothing was taken."
        )
      }
      guard let definition = definitions[table.name] else { continue }
      do throws(SiteDataError) { _ = try table.columns(among: definition.columns.map(\.name)) } catch {
        throw error.at(source)
      }
    }
  }

  private func rowColumns(of table: String, listed: [String]?, count: Int) throws(SiteDataError) -> [String] {
    if let listed {
      guard listed.count == count else {
        throw SiteDataError(
          .garbled,
          "a row of \(table) has \(count) values for \(listed.count) columns",
          remedy: "Dump again; nothing was taken."
        )
      }
      return listed
    }
    guard let definition = definitions[table] else {
      throw SiteDataError(
        .missingTable,
        "\(table) has rows, but is not defined before them",
        remedy: "Dump with the definitions of the tables, or with --complete-insert."
      )
    }
    guard let columns = definition.columns(ofRow: count) else {
      throw SiteDataError(
        .garbled,
        "a row of \(table) has \(count) values, the table has \(definition.columns.count) columns",
        remedy: "Dump again; nothing was taken."
      )
    }
    return columns
  }
}

/// Takes the rows of one table, until one of them cannot be taken from a database that may not be needed at all.
private final class RowTaker: RowReceiver {
  private let writer: TableWriter
  private unowned let database: ImportedDatabase

  init(_ writer: TableWriter, _ database: ImportedDatabase) {
    self.writer = writer
    self.database = database
  }

  func insert(_ values: UnsafeBufferPointer<RawValue>) throws(SiteDataError) {
    guard database.fault == nil else { return }
    do throws(SiteDataError) { try writer.insert(values) } catch { try database.keep(error) }
  }
}

/// Takes rows that are not needed.
private final class NoTaker: RowReceiver {
  func insert(_ values: UnsafeBufferPointer<RawValue>) {}
}

extension RowPlan {
  /// A plan that takes nothing of rows with so many values.
  static func nothing(count: Int) -> RowPlan {
    RowPlan(receiver: NoTaker(), columns: Array(repeating: "", count: count), wanted: [])
  }
}
