import DatabaseFile
import OpenEdX

/// What a pull writes into: a whole new pair of files, or the changes that bring the files in force up to date.
///
/// Both stand beside the files in force, which nobody sees changed before ``finish(_:)``. The folder is held
/// meanwhile: a second pull or import is refused.
actor PullStage {
  /// Whether the files are made anew, because there are none or no pull has made those that are there.
  nonisolated let isFresh: Bool

  private let staged: StagedDeployment
  private let kept: [SiteSide: [String: PullTables.Kept]]
  private var databases: [SiteSide: StagedDatabase] = [:]
  private var changes: [SiteSide: [TableChange]] = [:]

  /// Takes the folder.
  ///
  /// - Parameter anew: whether all is read even where the files could be brought up to date.
  /// - Throws: `SiteDataError` when the folder is held by another process or cannot be written.
  init(folder: String, anew: Bool) throws(SiteDataError) {
    staged = try StagedDeployment(folder: folder)
    var kept: [SiteSide: [String: PullTables.Kept]] = [:]
    if !anew {
      for side in SiteSide.allCases {
        guard let file = try? DatabaseFile(path: folder + "/" + side.fileName, access: .readOnly, requires: []) else {
          continue
        }
        kept[side] = try? PullTables.read(file)
        file.close()
      }
    }
    isFresh = kept.count < SiteSide.allCases.count
    self.kept = isFresh ? [:] : kept
  }

  /// What is kept of a table from the pull before.
  func kept(_ side: SiteSide, _ table: String) -> PullTables.Kept { kept[side]?[table] ?? PullTables.Kept() }

  /// Begins a side, so that its file is there even where it stays empty.
  func begin(_ side: SiteSide) throws { if isFresh { _ = try database(side) } }

  /// Writes rows.
  ///
  /// - Throws: `SiteDataError` for a value that does not fit its column and for a disk that is full.
  func write(_ batch: RowBatch, _ side: SiteSide, _ table: NeededTable, _ columns: [NeededColumn]) throws {
    let writer = try database(side).writer(of: table, columns: columns)
    try batch.forEach { try writer.insert($0) }
  }

  /// Notes what was found of a table; of tables that have not changed too.
  func note(_ change: TableChange, _ side: SiteSide) { changes[side, default: []].append(change) }

  /// Puts what was read in force.
  ///
  /// - Parameter origin: where the data is from.
  /// - Throws: `SiteDataError`; the files in force are then as they were.
  func finish(_ origin: SyncOrigin) throws -> [TableChange] {
    if isFresh { try finishFresh(origin) } else { try apply(origin) }
    return SiteSide.allCases.flatMap { changes[$0] ?? [] }
  }

  private func database(_ side: SiteSide) throws(SiteDataError) -> StagedDatabase {
    if let database = databases[side] { return database }
    let database = try staged.database(side, name: isFresh ? nil : Self.changesName(side))
    databases[side] = database
    return database
  }

  private static func changesName(_ side: SiteSide) -> String { "changes-\(side.fileName)" }

  private func finishFresh(_ origin: SyncOrigin) throws {
    for side in SiteSide.allCases {
      let database = try database(side)
      try database.execute(PullTables.schema(side))
      for change in changes[side] ?? [] {
        for sum in change.sums {
          try database.execute(
            "INSERT INTO sync_pull_chunk VALUES ('\(change.table.name)', \(sum.chunk), \(sum.rows), '\(sum.sum)')"
          )
        }
      }
      try database.finish()
      databases[side] = nil
    }
    try staged.place(
      lms: staged.path(of: SiteSide.lms.fileName),
      credentials: staged.path(of: SiteSide.credentials.fileName),
      origin: origin
    )
  }

  private func apply(_ origin: SyncOrigin) throws {
    var files: [SiteSide: String] = [:]
    for side in SiteSide.allCases {
      guard let database = databases[side] else { continue }
      try database.endWithoutIndexes()
      files[side] = database.path
      databases[side] = nil
    }
    try PullApplication(folder: staged.folder, kept: kept, changes: changes, files: files, origin: origin)
      .run()
  }
}
