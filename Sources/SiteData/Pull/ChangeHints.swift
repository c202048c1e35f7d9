import OpenEdX

/// What the server's indexes tell of changed rows.
struct ChangeHints: Sendable {
  static let history = "certificates_historicalgeneratedcertificate"
  /// The columns of the history that are read.
  static let historyColumns = ["history_id", "id", "history_date"]
  /// Seconds for which a transaction may be open: its rows have earlier times than its commit.
  private static let open = 120

  /// The newest row of the history that was seen.
  private(set) var newest: Int64 = 0
  /// The ranges of ids in which rows have changed, by table.
  private(set) var chunks: [String: Set<Int64>] = [:]

  /// Asks the server.
  ///
  /// - Parameters:
  ///   - since: the moment of the look before, by the server's clock.
  ///   - before: the hints of that look; the first only learns where the history ends.
  static func read(
    _ session: ClientSession,
    _ schema: SideSchema,
    since: UTCTime,
    before: ChangeHints?
  ) async throws -> ChangeHints {
    guard schema.side == .lms else { return ChangeHints() }
    let database = SQLWord.name(schema.database)
    let time = "'\(since.adding(seconds: -Double(open)).databaseText)'"
    let grades = "grades_persistentcoursegrade"
    func part(_ table: String, _ number: String, _ rest: String) -> String {
      "SELECT '\(table)' AS `name`,\(number) AS `number` \(rest)"
    }
    let chunk = "`id` DIV \(ChunkSum.size)"
    var parts = [part(grades, chunk, "FROM \(database).`\(grades)` WHERE `modified`>=\(time) GROUP BY 2")]
    if schema.hasHistory {
      let history = "FROM \(database).`\(Self.history)`"
      parts.append(part("", "IFNULL(MAX(`history_id`),0)", history))
      if let before {
        let rows = "WHERE `history_id`>\(before.newest - 10_000) AND `history_date`>=\(time) GROUP BY 2"
        parts.append(part("certificates_generatedcertificate", chunk, "\(history) \(rows)"))
      }
    }
    await session.begin("asking what has changed")
    let rows = try await session.all(Selection(union: parts, width: 2))
    var hints = ChangeHints()
    for row in 0..<rows.count {
      guard let table = rows.text(row, 0), let number = rows.text(row, 1).flatMap({ Int64($0) }) else {
        throw ClientError(.garbled("the number of a range is none"))
      }
      if table.isEmpty { hints.newest = number } else { hints.chunks[table, default: []].insert(number) }
    }
    return hints
  }
}
