import DatabaseFile
import GRDB
import OpenEdX

/// What a queue got done in a stretch of time, whichever process did it.
package struct QueueActivity: Sendable, Hashable {
  /// Tasks that ended.
  package var ended = 0
  /// Seconds from claim to record, on average over those that ended; nil when none did.
  package var meanSeconds: Double?

  /// Nothing.
  package init() {}
}

extension QueueReader {
  /// What ended after one moment and not after another.
  ///
  /// Costs as much as tasks ended in between: made for looks a second apart.
  ///
  /// - Throws: `DatabaseFileError`.
  package func activity(after start: UTCTime, until end: UTCTime) async throws -> QueueActivity {
    try await read { db in
      guard try db.tableExists("sync_count") else { return QueueActivity() }
      var activity = QueueActivity()
      var (timed, microseconds) = (0, 0.0)
      for state in ["done", "skipped", "dead"] {
        let row = try StoredRow.fetchOne(
          db.cachedStatement(
            sql: """
              SELECT count(*), count(started), total(finished - started) FROM sync_task
              WHERE state NOT IN ('queued', 'running') AND state = '\(state)' AND finished > ? AND finished <= ?
              """
          ),
          arguments: [start.microseconds, end.microseconds]
        )
        guard let row else { continue }
        activity.ended += row.value(0).count ?? 0
        timed += row.value(1).count ?? 0
        microseconds += row.value(2).finiteNumber ?? 0
      }
      if timed > 0 { activity.meanSeconds = max(0, microseconds / 1_000_000 / Double(timed)) }
      return activity
    }
  }
}
