import DatabaseFile
import GRDB

/// How many rows of which kind a measurement left, so that two of them are known to have done the same.
struct AwardedRows: Equatable, CustomStringConvertible {
  let counts: [String]

  init(_ deployment: EngineDeployment) throws {
    counts =
      try Self.read(
        deployment.lmsPath,
        """
        SELECT 'certificates ' || count(*) FROM certificates_generatedcertificate
        UNION ALL SELECT 'history rows ' || count(*) FROM certificates_historicalgeneratedcertificate
        UNION ALL SELECT * FROM (
          SELECT kind || ' ' || state || ' ' || count(*) FROM sync_task GROUP BY kind, state ORDER BY kind, state
        )
        UNION ALL SELECT 'counted ' || sum(tasks) FROM sync_count
        """
      )
      + Self.read(
        deployment.credentialsPath,
        "SELECT status || ' ' || count(*) FROM credentials_usercredential GROUP BY status ORDER BY status"
      )
  }

  var description: String { counts.joined(separator: ", ") }

  private static func read(_ path: String, _ sql: String) throws -> [String] {
    try DatabaseQueue(path: path).read { db in try StoredRow.fetchAll(db, sql: sql).map { try $0.text(0) } }
  }
}

/// How long saving and awarding took.
struct AwardTimes {
  /// Seconds until all had been saved.
  let saved: Double
  /// Seconds until all was awarded and recorded.
  let awarded: Double
  /// Seconds that the processor worked for it; see ``ProcessorTime``.
  let processor: Double

  /// Measures two steps that follow each other.
  init(save: () async throws -> Void, award: () async throws -> Void) async rethrows {
    let worked = ProcessorTime.seconds()
    let start = ContinuousClock.now
    try await save()
    saved = (ContinuousClock.now - start).inSeconds
    try await award()
    awarded = (ContinuousClock.now - start).inSeconds
    processor = ProcessorTime.seconds() - worked
  }
}
