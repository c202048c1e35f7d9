import DatabaseFile
import GRDB
import OpenEdX

extension TaskQueue {
  /// Claims what is due, the more urgent origin first and of each the older tasks.
  ///
  /// One origin after the other, so that a search never walks over tasks that wait for a later time.
  ///
  /// - Parameter plan: the backfill whose tasks alone are claimed; nil for all.
  func claim(_ limit: Int, plan: Int64? = nil, now: UTCTime, in db: Database) throws -> [SyncTask] {
    var claimed: [SyncTask] = []
    for origin in TaskOrigin.byUrgency {
      // A row that cannot be read takes none of the room, so look again until the room is full or nothing is due.
      while claimed.count < limit {
        let rows = try claimRows(origin, limit - claimed.count, plan, now: now, in: db)
        if rows.isEmpty { break }
        for row in rows {
          if let task = SyncTask(row: row) { claimed.append(task) } else { try bury(row, now: now, in: db) }
        }
      }
    }
    return claimed
  }

  private func claimRows(
    _ origin: TaskOrigin,
    _ limit: Int,
    _ plan: Int64?,
    now: UTCTime,
    in db: Database
  ) throws -> [StoredRow] {
    let arguments: StatementArguments = [
      "now": now.microseconds, "owner": owner.text, "until": now.adding(seconds: Self.leaseSeconds).microseconds,
      "limit": limit, "priority": origin.priority, "destination": destination.columnText,
    ]
    let rows = try StoredRow.fetchAll(
      db.cachedStatement(
        sql: """
          UPDATE sync_task SET state = 'running', attempts = attempts + 1, claims = claims + 1, started = :now,
            lease_owner = :owner, lease_until = :until, destination = :destination
          WHERE id IN (
            SELECT id FROM sync_task AS due
            WHERE state = 'queued' AND \(Self.isOfPlan(plan)) AND priority = :priority AND not_before <= :now
            AND \(Self.isForHere) AND NOT EXISTS (
              SELECT 1 FROM sync_task AS other WHERE other.key = due.key AND other.state = 'running'
            ) AND \(Self.laneIsFree(plan))
            ORDER BY not_before, id LIMIT :limit
          )
          RETURNING \(SyncTask.columns), findings, plan
          """
      ),
      arguments: plan.map { arguments &+ ["plan": $0] } ?? arguments
    )
    // RETURNING promises no order.
    return rows.sorted { Self.order($0) < Self.order($1) }
  }

  /// When the task was due, and its id; a time of another kind, which is damage, comes last.
  private static func order(_ row: StoredRow) -> (Int64, Int64) {
    (row.value(8).integer ?? .max, row.value(0).integer ?? .max)
  }

  /// A plan's tasks are found by an index of their own, however many others wait.
  static func isOfPlan(_ plan: Int64?) -> String { plan == nil ? "TRUE" : "plan = :plan" }

  /// Gives a row up that this version cannot read; left alone it would be claimed and taken back for ever.
  private func bury(_ row: StoredRow, now: UTCTime, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        UPDATE sync_task SET state = 'dead', message = ?, finished = ?, lease_owner = NULL, lease_until = NULL
        WHERE id = ?
        """
    ).execute(
      arguments: [
        "this version cannot read the task's row: it is damaged, or a newer version wrote it", now.microseconds,
        row.integer(0),
      ]
    )
  }
}

extension TaskOrigin {
  /// All origins, the most urgent first.
  static let byUrgency: [TaskOrigin] = [.live, .backfill]
}
