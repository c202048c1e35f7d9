import DatabaseFile
import OpenEdX

/// Fills a deployment from the dumps of a site's databases.
package struct SiteImport: Sendable {
  /// How far the reading is.
  package struct Progress: Sendable, Hashable {
    /// What is done.
    package enum Phase: Sendable {
      case reading
      case indexing
    }

    /// What is done.
    package var phase = Phase.reading
    /// The bytes that have been read, or the indexes that have been made.
    package var done: Int64 = 0
    /// How many there are; nil when that cannot be known.
    package var total: Int64?

    /// Nothing has been read yet.
    package init() {}

    init(phase: Phase, done: Int64, total: Int64?) {
      self.phase = phase
      self.done = done
      self.total = total
    }
  }

  /// Files, folders of mydumper or `--tab`, or `-` for standard input.
  package let inputs: [String]
  /// The database that is a side, by name, where several could be meant.
  package let names: [SiteSide: String]

  /// Takes what is read, and the databases' names where they are said.
  package init(inputs: [String], names: [SiteSide: String] = [:]) {
    self.inputs = inputs
    self.names = names
  }

  /// Reads the dumps and puts the deployment in force; nothing is changed when this throws.
  ///
  /// - Parameters:
  ///   - folder: the deployment's folder; its own queue and settings are kept.
  ///   - verify: called with a folder that holds the finished files, before they are put in force.
  ///   - progress: called often; it decides what is shown.
  /// - Throws: `SiteDataError`; `CancellationError`; what `verify` throws.
  package func run(
    into folder: String,
    now: UTCTime = .now,
    verify: (String) throws -> Void = { _ in },
    progress: (Progress) -> Void = { _ in }
  ) async throws -> ImportSummary {
    let staged = try StagedDeployment(folder: folder)
    let reader = DumpReader(collector: DumpCollector(staged: staged, names: names))
    try await reader.read(inputs, progress: progress)
    let collector = reader.collector
    let lms = try collector.chosen(.lms)
    let credentials = try collector.chosen(.credentials)
    var sides: [ImportSummary.Side] = []
    for (side, database) in [(SiteSide.lms, lms), (.credentials, credentials)] {
      try database.requireWhole(side)
      let file = try database.database(side)
      let summary = ImportSummary.Side(side, database, file, reader.facts(of: database))
      try file.finish { made, all in
        try Task.checkCancellation()
        progress(Progress(phase: .indexing, done: Int64(made), total: Int64(all)))
      }
      sides.append(summary.with(remarks: file.remarks))
      try staged.rename(file, to: side.fileName)
    }
    let origin = SyncOrigin(lms: sides[0].origin(taken: now), credentials: sides[1].origin(taken: now))
    try staged.place(
      lms: staged.path(of: SiteSide.lms.fileName),
      credentials: staged.path(of: SiteSide.credentials.fileName),
      origin: origin,
      verify: verify
    )
    return ImportSummary(
      sides: sides,
      skipped: collector.databases.filter { $0 !== lms && $0 !== credentials }.map(\.title),
      notices: reader.notices
    )
  }
}
