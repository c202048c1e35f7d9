import GRDB
import TestSupport

@testable import SiteData

/// The rows of a deployment's needed tables, to compare two deployments.
struct Contents: Equatable {
  /// Each table's rows in the order of their keys, a text each.
  let tables: [String: [String]]

  /// Reads both files of a folder.
  init(_ folder: String) throws {
    var tables: [String: [String]] = [:]
    for side in SiteSide.allCases {
      var configuration = Configuration()
      configuration.readonly = true
      let queue = try DatabaseQueue(path: folder + "/" + side.fileName, configuration: configuration)
      try queue.read { db in
        for table in side.tables where try db.tableExists(table.name) {
          let here = Set(try db.columns(in: table.name).map(\.name))
          let columns = table.columns.map(\.name).filter { here.contains($0) }.map(\.quotedDatabaseIdentifier)
          let list = columns.joined(separator: ", ")
          tables[table.name] = try Row.fetchAll(
            db,
            sql: "SELECT \(list) FROM \(table.name.quotedDatabaseIdentifier) ORDER BY \(columns[0])"
          ).map { $0.databaseValues.map(\.description).joined(separator: " | ") }
        }
      }
    }
    self.tables = tables
  }

  /// The first rows that differ, a line each.
  func differences(from other: Contents) -> [String] {
    Set(tables.keys).union(other.tables.keys).sorted().flatMap { name in
      let (mine, theirs) = (Set(tables[name] ?? []), Set(other.tables[name] ?? []))
      return mine.subtracting(theirs).prefix(3).map { "\(name) only here: \($0)" }
        + theirs.subtracting(mine).prefix(3).map { "\(name) only there: \($0)" }
    }
  }
}
