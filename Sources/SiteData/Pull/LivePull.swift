import DatabaseFile
import OpenEdX

/// Keeps a deployment up to date with a site's live databases, over sessions that stay open.
///
/// A quick look asks in a few statements for what can have changed. In between whole checks, which are pulls, find what
/// no index tells of; tables that were not written since the check before are not compared. After a failure the next look is
/// a whole check over new sessions.
package actor LivePull {
  /// What came of a look.
  package struct Look: Sendable, Hashable {
    /// The moment of the data, by the server's clock.
    package let moment: UTCTime
    /// Whether all was checked, not what can have changed alone.
    package let isWhole: Bool
    /// Whether the deployment was changed.
    package let hasChanged: Bool
  }

  /// One side's way: the session, and what its database is called.
  private struct Side {
    let side: SiteSide
    let session: LiveSession
    let schema: SideSchema
  }

  private let pull: SitePull
  private let wholeInterval: Duration
  private var sides: [Side] = []
  private var hints: ChangeHints?
  private var origin: SyncOrigin?
  private var nextWhole = ContinuousClock.now
  private var writes = WriteTimes()
  private var nextFull = ContinuousClock.now
  private var asked = ContinuousClock.now
  /// For so long a table is believed to be unwritten on the word of the server alone.
  private static let trust = Duration.seconds(3600)
  /// The server ends a session of ours that rests for longer than twice this.
  private static let longestRest = Duration.seconds(300)

  private let small: Int

  /// Takes the way; nothing is read before the first look.
  ///
  /// - Parameters:
  ///   - wholeInterval: how long quick looks follow one another before all is checked.
  ///   - small: how many rows a table has at most that a quick look asks about whole.
  package init(_ pull: SitePull, wholeInterval: Duration, small: Int? = nil) {
    self.pull = pull
    self.wholeInterval = wholeInterval
    self.small = small ?? SideReading.small
  }

  /// Brings the deployment up to date.
  ///
  /// - Parameter isWhole: whether all has to be checked now.
  /// - Throws: `ClientError` and `SiteDataError` as a pull does; the deployment is then as it was.
  package func look(isWhole: Bool = false) async throws -> Look {
    if ContinuousClock.now - asked > Self.longestRest { await close() }
    defer { asked = .now }
    do {
      if !isWhole, ContinuousClock.now < nextWhole, let origin, let look = try await quick(origin) { return look }
      return try await whole()
    } catch {
      await close()
      throw error
    }
  }

  /// Ends the sessions.
  package func close() async {
    for side in sides { await side.session.end() }
    (sides, hints, origin, writes) = ([], nil, nil, WriteTimes())
  }

  private func whole() async throws -> Look {
    let begin = ContinuousClock.now
    var pull = pull
    if begin < nextFull { pull.unwritten = writes } else { nextFull = begin + Self.trust }
    let report = try await pull.run()
    (origin, writes) = (report.origin, report.writes)
    if sides.isEmpty { sides = try await open() }
    // A check that takes long must not be all that is done.
    let now = ContinuousClock.now
    nextWhole = now + max(wholeInterval, (now - begin) * 20)
    return Look(moment: report.origin.snapshot ?? .now, isWhole: true, hasChanged: true)
  }

  private func open() async throws -> [Side] {
    func side(_ side: SiteSide, _ session: LiveSession, _ database: String) async throws -> Side {
      let schema = try await session.ask { try await SideSchema.read($0, side, database: database) }
      return Side(side: side, session: session, schema: schema)
    }
    switch try await SiteWay.find(lms: pull.lms, credentials: pull.credentials) {
    case .one(let program, let lms, let credentials):
      let session = LiveSession(program)
      return [try await side(.lms, session, lms), try await side(.credentials, session, credentials)]
    case .two(let lms, let credentials):
      // The LMS first: a credential that comes in between is then there before its certificate, and not missing.
      return [
        try await side(.lms, LiveSession(pull.lms), lms),
        try await side(.credentials, LiveSession(pull.credentials), credentials),
      ]
    }
  }

  /// Looks at what can have changed; nil where the folder cannot be brought up to date so.
  private func quick(_ before: SyncOrigin) async throws -> Look? {
    let stage = try PullStage(folder: pull.folder, anew: false)
    guard !stage.isFresh, let first = sides.first, let last = sides.last else { return nil }
    let (known, since, small) = (hints, before.snapshot ?? .now, small)
    var origin = before
    var hasChanged = false
    let groups = first.session === last.session ? [sides] : sides.map { [$0] }
    for group in groups {
      let schemas = group.map(\.schema)
      let (moment, found, changed) = try await group[0].session.ask { session in
        try await Self.read(session, schemas, stage, known, since: since, small: small)
      }
      hasChanged = hasChanged || changed
      for side in group {
        if side.side == .lms {
          hints = found
          origin.lms.snapshot = moment
          origin.lms.taken = .now
        } else {
          origin.credentials.snapshot = moment
          origin.credentials.taken = .now
        }
      }
    }
    let next = SyncOrigin(lms: origin.lms, credentials: origin.credentials)
    if hasChanged { _ = try await stage.finish(next) }
    self.origin = next
    return Look(moment: next.snapshot ?? .now, isWhole: false, hasChanged: hasChanged)
  }

  private static func read(
    _ session: ClientSession,
    _ schemas: [SideSchema],
    _ stage: PullStage,
    _ known: ChangeHints?,
    since: UTCTime,
    small: Int
  ) async throws -> (moment: UTCTime, hints: ChangeHints, hasChanged: Bool) {
    await session.begin("beginning a snapshot")
    try await session.run("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    let clock = try await session.all(Selection(["UTC_TIMESTAMP(6)"]))
    guard let moment = clock.text(0, 0).flatMap({ UTCTime($0) }) else {
      throw ClientError(.garbled("the server does not say the time"))
    }
    try await session.run("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
    try await session.run("SAVEPOINT \(SideReading.savepoint)")
    var (hints, hasChanged) = (ChangeHints(), false)
    for schema in schemas {
      let told = try await ChangeHints.read(session, schema, since: since, before: known)
      if schema.side == .lms { hints = told }
      let reading = QuickReading(session: session, schema: schema, stage: stage, hints: told, small: small)
      if try await reading.read() { hasChanged = true }
    }
    await session.begin("ending the snapshot")
    try await session.run("COMMIT")
    return (moment, hints, hasChanged)
  }
}
