/// Gathers what dumps hold, database by database.
final class DumpCollector: DumpReceiver {
  /// Every database that has been met, in the dumps' order.
  private(set) var databases: [ImportedDatabase] = []
  /// The names of the databases that are to be taken as a side; others are then not taken as that side.
  let names: [SiteSide: String]
  private let staged: StagedDeployment
  /// The dumps, in their order.
  private var sources: [String] = []
  private var source: String { sources.last ?? "" }
  private var current: ImportedDatabase?

  init(staged: StagedDeployment, names: [SiteSide: String]) {
    self.staged = staged
    self.names = names
  }

  /// What follows is another dump.
  func begin(source: String) {
    sources.append(source)
    current = nil
  }

  func use(database name: String?) { current = database(named: name) }

  func define(_ table: TableDefinition) { target(table.table).define(table) }

  func needs(_ table: TableName) -> Bool { side(of: table) != nil }

  func rows(of table: TableName, columns: [String]?, count: Int) throws(SiteDataError) -> RowPlan {
    guard let side = side(of: table) else { return .nothing(count: count) }
    return try target(table).rows(of: table.name, side, columns: columns, count: count)
  }

  /// The columns of a table, as it is defined; nil when it is not.
  func columns(of table: TableName) -> [String]? { target(table).columns(of: table.name) }

  /// The side that a table is needed for; no table is needed for both.
  private func side(of table: TableName) -> SiteSide? {
    SiteSide.allCases.first { side in
      guard side.table(named: table.name) != nil else { return false }
      guard let wanted = names[side] else { return true }
      return target(table).name == wanted
    }
  }

  private func target(_ table: TableName) -> ImportedDatabase {
    if let name = table.database { return database(named: name) }
    if let current { return current }
    let database = database(named: nil)
    current = database
    return database
  }

  private func database(named name: String?) -> ImportedDatabase {
    if let known = databases.first(where: { $0.source == source && $0.name == name }) { return known }
    let number = databases.count
    let made = ImportedDatabase(source: source, name: name) { [staged] side throws(SiteDataError) in
      try staged.database(side, name: "\(number)-\(side.fileName)")
    }
    databases.append(made)
    return made
  }
}

extension DumpCollector {
  /// The database that is a side.
  ///
  /// - Throws: `SiteDataError` of code `missingTable` when there is none, of code `ambiguous` when there are several.
  func chosen(_ side: SiteSide) throws(SiteDataError) -> ImportedDatabase {
    let candidates = databases.filter { $0.sides.contains(side) && (names[side] == nil || $0.name == names[side]) }
    if let only = candidates.first, candidates.count == 1 { return only }
    guard candidates.isEmpty else { throw several(side, candidates) }
    throw missing(side)
  }

  private func several(_ side: SiteSide, _ candidates: [ImportedDatabase]) -> SiteDataError {
    let list = candidates.map { "\($0.title) in \($0.source)" }.joined(separator: ", ")
    // Of two with one name no name can choose.
    let canBeNamed = Set(candidates.map(\.name)).count == candidates.count
    return SiteDataError(
      .ambiguous,
      "\(candidates.count) databases have the tables of \(side == .lms ? "an LMS" : "a Credentials service"): \(list)",
      remedy: (canBeNamed ? "Choose one with --\(side.rawValue)-database NAME, or give" : "Give")
        + " the dumps of one site alone."
    )
  }

  private func missing(_ side: SiteSide) -> SiteDataError {
    let found = databases.map(\.title).joined(separator: ", ")
    if let wanted = names[side], !databases.contains(where: { $0.name == wanted }) {
      return SiteDataError(
        .missingTable,
        "the dumps hold no database “\(wanted)” (found: \(found.isEmpty ? "no table at all" : found))",
        remedy: "Check the name that --\(side.rawValue)-database gives. Nothing was taken."
      )
    }
    let whose = side == .lms ? "the LMS" : "Credentials"
    let lacks = databases.count == 1 ? "\(found) does not have" : "none of \(found) has"
    return SiteDataError(
      .missingTable,
      found.isEmpty
        ? "there is no table in \(sources.joined(separator: ", "))"
        : "the database of \(whose) is missing: \(names[side].map { "“\($0)” does not have" } ?? lacks) the tables "
          + side.signature.joined(separator: " and "),
      remedy: "Give the dumps of both databases, in one file or two. Nothing was taken."
    )
  }
}
