/// When a site's tables were written last, as their server says: a check need not compare what was not written since the one
/// before.
///
/// InnoDB notes the time of a commit for each table in memory. It is not known after a restart of the server, and not for a
/// table that has left its cache; such tables are compared.
struct WriteTimes: Sendable, Hashable {
  private let times: [SiteSide: [String: String]]

  /// Takes what is known, by side and table.
  init(_ times: [SiteSide: [String: String]] = [:]) { self.times = times }

  /// Whether a table was written last when it was written last then.
  func isUnwritten(_ table: String, in schema: SideSchema) -> Bool {
    guard let before = times[schema.side]?[table] else { return false }
    return schema.settledWrites[table] == before
  }
}

extension ClientSession {
  /// Asks information_schema for what is true now: MySQL 8 answers for a day with what it was asked first.
  func askForPresentStatistics() async throws {
    guard !server.isMariaDB else { return }
    let known = try await show("SHOW VARIABLES LIKE 'information_schema_stats_expiry'", width: 2)
    if known.count == 1 { try await run("SET SESSION information_schema_stats_expiry=0") }
  }
}
