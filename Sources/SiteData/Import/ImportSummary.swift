import DatabaseFile
import OpenEdX

/// What an import has taken, for the operator.
package struct ImportSummary: Sendable {
  /// One of the two databases.
  package struct Side: Sendable {
    /// Which one.
    package let side: SiteSide
    /// The dump that it was in.
    package let source: String
    /// Its name there; nil when the dump does not say it.
    package let database: String?
    /// The server's product and version; nil when the dump does not say it.
    package let server: String?
    /// When the dump was complete; nil when it does not say so.
    package let snapshot: UTCTime?
    /// The tables that were taken and how many rows each has, in the order of the program's list.
    package let tables: [(name: String, rows: Int)]
    /// Needed tables that the site does not have, and that are empty.
    package let absent: [String]
    /// What had to be read otherwise than it stands in the dump, with how often.
    package let remarks: [String: Int]
  }

  /// The LMS's side, then that of Credentials.
  package let sides: [Side]
  /// Databases in the dumps that were passed over.
  package let skipped: [String]
  /// Lines in the dumps that are no part of them.
  package let notices: [String]
}

extension ImportSummary.Side {
  init(_ side: SiteSide, _ database: ImportedDatabase, _ file: StagedDatabase, _ facts: DumpFacts) {
    let present = side.tables.filter { database.tables.contains($0.name) }
    self.init(
      side: side,
      source: database.source,
      database: database.name,
      server: facts.server,
      snapshot: facts.completed,
      tables: present.map { ($0.name, file.rows(of: $0)) },
      absent: side.tables.map(\.name).filter { !database.tables.contains($0) },
      remarks: [:]
    )
  }

  func with(remarks: [String: Int]) -> Self {
    Self(
      side: side,
      source: source,
      database: database,
      server: server,
      snapshot: snapshot,
      tables: tables,
      absent: absent,
      remarks: remarks
    )
  }

  func origin(taken: UTCTime) -> SideOrigin {
    SideOrigin(
      method: .dump,
      source: source,
      database: database,
      server: server,
      snapshot: snapshot,
      taken: taken
    )
  }
}
