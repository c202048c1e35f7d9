/// Over how many sessions a site's two databases are read, and what they are called.
enum SiteWay: Sendable {
  /// One account may read both on one server: one session and one snapshot.
  case one(ClientProgram, lms: String, credentials: String)
  /// Two sessions.
  case two(lms: String, credentials: String)

  var isOne: Bool {
    guard case .one = self else { return false }
    return true
  }

  /// Signs in to both and looks.
  ///
  /// - Throws: `ClientError`; `SiteDataError` for a database that is not the one it should be.
  static func find(lms: ClientProgram, credentials: ClientProgram) async throws -> SiteWay {
    let other = try await credentials.withSession { session in
      let schema = try await SideSchema.read(session, .credentials, database: await session.server.database)
      return (server: await session.server.identity, database: schema.database)
    }
    let own = try await lms.withSession { session in
      let schema = try await SideSchema.read(session, .lms, database: await session.server.database)
      let server = await session.server.identity
      let seesBoth = await server == other.server ? sees(session, .credentials, other.database) : false
      return (server: server, database: schema.database, seesBoth: seesBoth)
    }
    if own.seesBoth { return .one(lms, lms: own.database, credentials: other.database) }
    guard own.server == other.server else { return .two(lms: own.database, credentials: other.database) }
    let seesBoth = try await credentials.withSession { await sees($0, .lms, own.database) }
    return seesBoth
      ? .one(credentials, lms: own.database, credentials: other.database)
      : .two(lms: own.database, credentials: other.database)
  }

  private static func sees(_ session: ClientSession, _ side: SiteSide, _ database: String) async -> Bool {
    (try? await SideSchema.read(session, side, database: database)) != nil
  }
}
