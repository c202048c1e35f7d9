import DatabaseFile
import OpenEdX

/// Brings a deployment up to the state of a site's live databases, which are only read.
///
/// All is read in one snapshot where the two databases share a server, else in one each, Credentials first. No lock is
/// taken, and a migration waits for a part of one table at most. The first pull reads all; a later one asks for checksums
/// and reads what differs, so that its result is that of a first one. Until the end nothing is changed in the folder.
package struct SitePull: Sendable {
  /// How the LMS's database is reached.
  package var lms: ClientProgram
  /// How that of Credentials is reached.
  package var credentials: ClientProgram
  /// The deployment's folder.
  package var folder: String
  /// Whether all is read even where the folder could be brought up to date.
  package var anew = false
  /// How long the server rests after each part.
  package var pause: Duration = .zero
  /// When tables were written last at the check before; what was not written since is not compared.
  var unwritten = WriteTimes()
  /// Told of each table and its rows.
  package var tell: @Sendable (PullEvent) -> Void = { _ in }

  /// Takes the two databases and the folder.
  package init(lms: ClientProgram, credentials: ClientProgram, folder: String) {
    self.lms = lms
    self.credentials = credentials
    self.folder = folder
  }

  /// Pulls.
  ///
  /// - Throws: `ClientError` for what the server or its client program reports, `SiteDataError` for the rest,
  ///   `CancellationError`; the folder is then as it was. Once both sides are in force, what fails is told in the report.
  package func run() async throws -> PullReport {
    let way = try await SiteWay.find(lms: lms, credentials: credentials)
    switch way {
    case .one(let program, let lmsName, let credentialsName):
      return try await pass(anew: anew, way) { stage in
        try await snapshot(program, [(.credentials, credentialsName), (.lms, lmsName)], stage)
      }
    case .two(let lmsName, let credentialsName):
      let first = try await pass(anew: anew, way) { stage in
        let read = try await snapshot(credentials, [(.credentials, credentialsName)], stage)
        return read.merging(try await snapshot(lms, [(.lms, lmsName)], stage)) { $1 }
      }
      // What was awarded while the LMS was read would else be missing for as long as that took.
      do {
        let again = try await pass(anew: false, way) { stage in
          let read = try await snapshot(credentials, [(.credentials, credentialsName)], stage)
          return read.merging(first.sides.filter { $0.key == .lms }) { $1 }
        }
        return first.followed(by: again)
      } catch {
        // What is in force is whole already.
        return first.with(
          note: "Credentials could not be read once more, which leaves more rows too new to judge: \(error)"
        )
      }
    }
  }

  private func pass(
    anew: Bool,
    _ way: SiteWay,
    _ read: (PullStage) async throws -> [SiteSide: ReadSide]
  ) async throws -> PullReport {
    let stage = try PullStage(folder: folder, anew: anew)
    let sides = try await read(stage)
    guard let lms = sides[.lms]?.origin, let credentials = sides[.credentials]?.origin else {
      throw SiteDataError(.garbled, "a side was not read", remedy: "Report this.")
    }
    let origin = SyncOrigin(lms: lms, credentials: credentials)
    tell(.placing)
    let changes = try await stage.finish(origin)
    return PullReport(isFresh: stage.isFresh, isOneSnapshot: way.isOne, origin: origin, changes: changes, sides: sides)
  }

  private func snapshot(
    _ program: ClientProgram,
    _ sides: [(side: SiteSide, database: String)],
    _ stage: PullStage
  ) async throws -> [SiteSide: ReadSide] {
    try await program.withSession { session in
      await session.begin("beginning a snapshot")
      var schemas: [SideSchema] = []
      for (side, database) in sides { schemas.append(try await SideSchema.read(session, side, database: database)) }
      tell(.began(rows: schemas.reduce(0) { $0 + $1.rows }))
      let now = try await session.all(Selection(["UTC_TIMESTAMP(6)"]))
      try await session.run("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ")
      try await session.run("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
      try await session.run("SAVEPOINT \(SideReading.savepoint)")
      for schema in schemas {
        try await stage.begin(schema.side)
        for table in schema.tables {
          let reading = SideReading(session: session, schema: schema, stage: stage, pause: pause, tell: tell)
          if !stage.isFresh, unwritten.isUnwritten(table.needed.name, in: schema) {
            try await reading.keep(table)
          } else {
            try await reading.read(table)
          }
        }
      }
      await session.begin("ending the snapshot")
      try await session.run("COMMIT")
      let server = await session.server
      return Dictionary(
        uniqueKeysWithValues: schemas.map { schema in
          let origin = SideOrigin(
            method: .pull,
            source: program.place,
            database: schema.database,
            server: server.product,
            snapshot: now.text(0, 0).flatMap { UTCTime($0) },
            taken: .now
          )
          return (schema.side, ReadSide(origin: origin, writes: schema.settledWrites))
        }
      )
    }
  }
}

/// What a pull tells while it runs.
package enum PullEvent: Sendable, Hashable {
  /// Reading begins, of about so many rows.
  case began(rows: Int)
  /// A table begins.
  case table(SiteSide, String)
  /// So many rows more were read, or found to be as they were.
  case rows(Int)
  /// All is read, and is put in force.
  case placing
}

/// One side that a pull has read.
struct ReadSide: Sendable {
  let origin: SideOrigin
  /// See ``SideSchema/settledWrites``.
  let writes: [String: String]
}

/// What came of a pull.
package struct PullReport: Sendable {
  /// Whether all was read, not what has changed alone.
  package let isFresh: Bool
  /// Whether both databases were read in one snapshot.
  package let isOneSnapshot: Bool
  /// Where the data is from, and of what moment.
  package let origin: SyncOrigin
  /// What did not go as it should, though what is in force is whole; nil when all did.
  package private(set) var note: String?
  let changes: [TableChange]
  let sides: [SiteSide: ReadSide]

  init(
    isFresh: Bool,
    isOneSnapshot: Bool,
    origin: SyncOrigin,
    changes: [TableChange],
    sides: [SiteSide: ReadSide]
  ) {
    self.isFresh = isFresh
    self.isOneSnapshot = isOneSnapshot
    self.origin = origin
    self.changes = changes
    self.sides = sides
  }

  /// When the tables were written last of which that is known.
  var writes: WriteTimes { WriteTimes(sides.mapValues(\.writes)) }

  func with(note: String) -> PullReport {
    var report = self
    report.note = note
    return report
  }

  /// The report with what a second look at one side has found.
  func followed(by other: PullReport) -> PullReport {
    let looked = Dictionary(other.changes.map { ($0.table.name, $0) }, uniquingKeysWith: { first, _ in first })
    let both = changes.map { change in
      guard var later = looked[change.table.name] else { return change }
      later.read += change.read
      later.changed += change.changed
      return later
    }
    return PullReport(
      isFresh: isFresh,
      isOneSnapshot: isOneSnapshot,
      origin: other.origin,
      changes: both,
      sides: other.sides
    )
  }

  /// Whether a pull that brought the folder up to date found nothing to change; rows that are gone are a change as well.
  package var isUnchanged: Bool { changes.allSatisfy(\.changed.isEmpty) }

  /// The tables with how many rows each has and how many of them were read.
  package var tables: [(name: String, rows: Int, read: Int)] {
    changes.map { ($0.table.name, $0.rows, $0.read) }
  }
}
