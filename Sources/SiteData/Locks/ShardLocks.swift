/// The locks of a site's shards, as the LMS's database server keeps them: each is held by one session of all machines, and is
/// free when that session has ended, however it ends.
///
/// One session holds all locks of a process. When it is lost all of them are, and the next question is asked in another one.
package actor ShardLocks {
  /// How many shards there are.
  package let shards: Int
  private let program: ClientProgram
  private let credentials: String
  private let session: LiveSession
  private var known: Known?

  /// A session that has been begun, with the names for its server.
  private struct Known: Sendable {
    let connection: Int
    let names: LockNames
  }

  /// Seconds after which the server gives a session up from which nothing comes, and frees its locks.
  static let silence = 20

  private init(_ program: ClientProgram, credentials: String, shards: Int) {
    var program = program
    program.statementSeconds = 5
    program.quietSeconds = 10
    self.program = program
    self.credentials = credentials
    self.shards = shards
    session = LiveSession(program)
  }

  /// Looks whether the LMS's database server is fit for it; no lock is held then.
  ///
  /// - Parameters:
  ///   - lms: the way to the LMS's database, on the server that has the locks.
  ///   - credentials: that to the database of Credentials.
  ///   - shards: how many shards there are, 1 to 64.
  /// - Throws: `ClientError`; `SiteDataError` with the reason for a server whose locks are not the site's.
  package static func find(lms: ClientProgram, credentials: ClientProgram, shards: Int) async throws -> ShardLocks {
    let database = try await credentials.withSession { session in
      try await SideSchema.read(session, .credentials, database: await session.server.database).database
    }
    let locks = ShardLocks(lms, credentials: database, shards: shards)
    _ = try await locks.ask { _, _ in }
    return locks
  }

  /// What all names of the locks begin with; nil before the first session.
  package var prefix: String? { known?.names.prefix }

  /// What is seen of the locks.
  package struct Look: Sendable, Hashable {
    /// The place of this process; nil while it has none.
    package var place: Int?
    /// The places that are taken.
    package var places: Set<Int> = []
    /// The shards that this session holds.
    package var mine: Set<Int> = []
    /// The shards that nobody holds.
    package var free: Set<Int> = []
  }

  /// Looks who holds what, which also tells the server that this process is there.
  ///
  /// - Throws: `ClientError` when the session is lost, and with it all locks; `SiteDataError` for a server that has become
  ///   unfit, and of the code `otherShards` where another process has cut the learners into another number of shards.
  package func look() async throws -> Look {
    let (program, shards) = (program, shards)
    return try await ask { session, names in
      var seen = try await Seen(session, names, program)
      // Whoever is refused has shown nothing by then that could trouble those at work; of two that begin at once, one at least
      // sees the other.
      if seen.isUnmarked, try await session.number("GET_LOCK('\(names.cut(into: shards))',0)") == 1 {
        seen = try await Seen(session, names, program)
      }
      return seen.look(of: await session.connectionID)
    }
  }

  /// Takes a place, by which others know that this process is there.
  ///
  /// - Returns: false when another has it.
  /// - Throws: `ClientError`, `SiteDataError`.
  package func takePlace(_ number: Int) async throws -> Bool {
    try await ask { session, names in try await session.number("GET_LOCK('\(names.place(number))',0)") == 1 }
  }

  /// Takes a shard.
  ///
  /// - Returns: false when another has it.
  /// - Throws: `ClientError`, `SiteDataError`.
  package func take(_ shard: Int) async throws -> Bool {
    try await ask { session, names in try await session.number("GET_LOCK('\(names.shard(shard))',0)") == 1 }
  }

  /// Frees a shard.
  ///
  /// - Throws: `ClientError`, `SiteDataError`.
  package func free(_ shard: Int) async throws {
    try await ask { session, names in _ = try await session.number("RELEASE_LOCK('\(names.shard(shard))')") }
  }

  /// Asks the server whether this session holds a shard; false also when it cannot be asked.
  package func holds(_ shard: Int) async -> Bool {
    let holds = try? await ask { session, names in
      try await session.number("IS_USED_LOCK('\(names.shard(shard))')=CONNECTION_ID()") == 1
    }
    return holds ?? false
  }

  /// Ends the session, which frees all locks.
  package func end() async { await session.end() }

  func ask<Value: Sendable>(
    _ body: @escaping @Sendable (ClientSession, LockNames) async throws -> Value
  ) async throws -> Value {
    let (known, program, credentials, shards) = (known, program, credentials, shards)
    do {
      let (now, value) = try await session.ask { session in
        let now: Known
        if let known, await session.connectionID == known.connection {
          now = known
        } else {
          let names = try await Self.begin(session, program, credentials: credentials, shards: shards)
          now = Known(connection: await session.connectionID ?? 0, names: names)
        }
        return (now, try await body(session, now.names))
      }
      self.known = now
      return value
    } catch var error as ClientError {
      if error.server.isEmpty { error.server = program.place }
      throw error
    }
  }

  /// Checks a new session's server, and that the locks of the session stay with it.
  private static func begin(
    _ session: ClientSession,
    _ program: ClientProgram,
    credentials: String,
    shards: Int
  ) async throws -> LockNames {
    let facts = await session.server
    let lms = try await SideSchema.read(session, .lms, database: facts.database).database
    await session.begin("looking at the locks")
    let listed = LockServer.variables.map { "'\($0)'" }.joined(separator: ",")
    let rows = try await session.show("SHOW GLOBAL VARIABLES WHERE Variable_name IN (\(listed))", width: 2)
    var values: [String: String] = [:]
    for row in 0..<rows.count { values[rows.text(row, 0)?.lowercased() ?? ""] = rows.text(row, 1) }
    if let reason = LockServer(facts: facts, values: values).refusal {
      throw SiteDataError.unfitForLocks(reason, at: program.place)
    }
    let timeouts = ["wait_timeout", "net_read_timeout", "net_write_timeout"].map { "\($0)=\(silence)" }
    try await session.run("SET SESSION \(timeouts.joined(separator: ","))")
    let names = LockNames(server: facts.identity, databases: [lms, credentials], shards: shards)
    let probe = "\(names.prefix):probe:\(UInt32.random(in: .min ... .max))"
    let held = try await session.number("GET_LOCK('\(probe)',0)")
    for _ in 0..<2 {
      guard held == 1, try await session.number("IS_USED_LOCK('\(probe)')=CONNECTION_ID()") == 1 else {
        let reason = "a lock that was just taken is not held, so a proxy between shares connections"
        throw SiteDataError.unfitForLocks(reason, at: program.place)
      }
    }
    _ = try await session.number("RELEASE_LOCK('\(probe)')")
    return names
  }

  /// The connection that holds a lock; 0 for none.
  static func holder(_ name: String) -> String { "COALESCE(IS_USED_LOCK('\(name)'),0)" }
}
