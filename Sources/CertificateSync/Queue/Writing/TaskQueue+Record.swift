import DatabaseFile
import GRDB
import OpenEdX

extension TaskQueue {
  /// Whether there is any task that the end of another one of its key could make needless; mostly there is none.
  static func hasOthers(in db: Database) throws -> Bool {
    try StoredRow.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM sync_task WHERE state = 'dead' AND key >= '')
            OR EXISTS (SELECT 1 FROM sync_task WHERE state = 'queued' AND plan IS NOT NULL)
          """
      )
    )?.flag(0) ?? false
  }

  /// Writes what came of a running task, unless another claim of it has been made since.
  ///
  /// - Parameter hasOthers: what ``hasOthers(in:)`` says at the beginning of the transaction.
  func record(_ item: Finished, hasOthers: Bool, now: UTCTime, in db: Database) throws {
    guard let outcome = item.outcome else {
      let move = TaskTransition(handedBackAt: now)
      return try requeue(item.task, move, hasOthers: hasOthers, now: now, in: db)
    }
    let move = TaskTransition(outcome, attempts: item.task.attempts, now: now, policy: policy)
    if let reason = move.pauses { try Self.setPaused(reason, in: db) }
    if let time = move.slowsUntil { try Self.slow(until: time, by: .asked, in: db) }
    if let rest = item.rest { try Self.slow(until: now.adding(seconds: rest), by: .failures, in: db) }
    if move.state == .queued {
      try requeue(item.task, move, hasOthers: hasOthers, now: now, in: db)
    } else {
      try end(item.task, move.state, move.message, hasOthers: hasOthers, now: now, in: db)
    }
  }

  private func requeue(
    _ task: SyncTask,
    _ move: TaskTransition,
    hasOthers: Bool,
    now: UTCTime,
    in db: Database
  ) throws {
    // A newer task of the same key is waiting: it will read the LMS then, so this one has nothing left to do.
    if try Self.isQueued(task.request.key, in: db) {
      let message = "superseded by a newer task; before that: \(move.message)"
      return try end(task, .skipped, message, hasOthers: hasOthers, now: now, in: db)
    }
    try db.cachedStatement(
      sql: """
        UPDATE sync_task SET state = 'queued', not_before = ?, attempts = attempts - ?, message = ?, rests = ?,
          lease_owner = NULL, lease_until = NULL
        WHERE id = ? AND state = 'running' AND claims = ?
        """
    ).execute(
      arguments: [
        (move.notBefore ?? now).microseconds, move.countsAttempt ? 0 : 1, move.message, move.slowsUntil != nil,
        task.id, task.claim,
      ]
    )
  }

  private func end(
    _ task: SyncTask,
    _ state: TaskState,
    _ message: String,
    hasOthers: Bool,
    now: UTCTime,
    in db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        UPDATE sync_task SET state = ?, message = ?, finished = ?, lease_owner = NULL, lease_until = NULL
        WHERE id = ? AND state = 'running' AND claims = ?
        """
    ).execute(arguments: [state.rawValue, message, now.microseconds, task.id, task.claim])
    if hasOthers, db.changesCount > 0 { try endOthers(of: task, isDone: state == .done, now: now, in: db) }
  }

  /// Why a backfill's task is not posted again.
  static let justPosted = "somebody else has just posted it"

  /// Ends the other tasks of the same key that this one has made needless.
  ///
  /// Dead ones of the same destination before it, since it has read the LMS later: of a key one at most is dead, and none is
  /// when a later one was done. And, once it is done, a backfill's that was enqueued while this one ran, from a plan that could
  /// not know of its post; a change in the LMS since then would have made it a live one.
  private func endOthers(of task: SyncTask, isDone: Bool, now: UTCTime, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        UPDATE sync_task SET state = 'skipped', finished = ?1, message = CASE state WHEN 'dead'
          THEN 'superseded by a newer task; before that: ' || coalesce(message, 'nothing') ELSE ?2 END
        WHERE key = ?3 AND state = 'dead' AND id < ?4 AND (destination IS NULL OR destination = ?5)
          OR key = ?3 AND state = 'queued' AND ?6 AND origin = 'backfill' AND attempts = 0 AND plan IS NOT NULL
            AND destination = ?5
        """
    ).execute(
      arguments: [now.microseconds, Self.justPosted, task.request.key, task.id, destination.columnText, isDone]
    )
  }

  /// Whether a task of this key waits.
  static func isQueued(_ key: String, in db: Database) throws -> Bool {
    try StoredRow.fetchOne(
      db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM sync_task WHERE key = ? AND state = 'queued')"),
      arguments: [key]
    )?.flag(0) ?? false
  }
}
