import DatabaseFile
import GRDB
import LMS
import OpenEdX

/// Looks at a deployment's queue and changes nothing, so it also serves where writing is not allowed.
package struct QueueReader: Sendable {
  let file: DatabaseFile

  init(file: DatabaseFile) { self.file = file }

  /// Takes a deployment's LMS database, however it was opened.
  package init(lms: LMSDatabase) { file = lms.file }

  func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await file.reader.read(body)
    } catch let error as DatabaseError {
      throw DatabaseFileError(error, path: file.path)
    }
  }

  /// Counts the tasks; a deployment in which the engine never ran has none.
  ///
  /// Nothing here walks the ended rows: the counts are kept by triggers.
  ///
  /// - Throws: `DatabaseFileError`.
  package func status(now: UTCTime = .now) async throws -> QueueStatus {
    try await read { db in
      guard try db.tableExists("sync_count") else { return QueueStatus() }
      var status = QueueStatus()
      status.depths = try Self.depths(db)
      let count = { state in status.depths.filter { $0.state == state }.reduce(0) { $0 + $1.tasks } }
      status.retrying =
        try StoredRow.fetchOne(
          db.cachedStatement(sql: "SELECT count(*) FROM sync_task WHERE state = 'queued' AND attempts > 0")
        )?.count(0) ?? 0
      let (queued, running, done) = (count(.queued), count(.running), count(.done))
      let (skipped, dead) = (count(.skipped), count(.dead))
      status.queued = queued - status.retrying
      (status.running, status.done, status.skipped, status.dead) = (running, done, skipped, dead)
      status.pauseReason = try TaskQueue.pauseReason(in: db)
      status.isRefused = try TaskQueue.isRefused(in: db)
      status.slowedUntil = try TaskQueue.slowedUntil(in: db).flatMap { $0 > now ? $0 : nil }
      status.restCause = try TaskQueue.restCause(in: db)
      status.oldestQueued = try Self.oldestQueued(db)
      status.endedPerSecond = try Self.endedPerSecond(db, now: now)
      return status
    }
  }

  /// When the oldest of the tasks that wait was created: each of the lookups is the first entry of an index.
  private static func oldestQueued(_ db: Database) throws -> UTCTime? {
    let waitsSinceItsStart = TaskOrigin.byUrgency.map { origin in
      "SELECT min(not_before) FROM sync_task WHERE state = 'queued' AND priority = \(origin.priority)"
    }
    let others = "SELECT min(created) FROM sync_task WHERE state = 'queued' AND created <> not_before"
    return try (waitsSinceItsStart + [others]).compactMap { sql in
      try StoredRow.fetchOne(db.cachedStatement(sql: sql))?.value(0).integer.flatMap(UTCTime.init(stored:))
    }.min()
  }

  private static func depths(_ db: Database) throws -> [QueueStatus.Depth] {
    try StoredRow.fetchAll(
      db.cachedStatement(sql: "SELECT kind, state, tasks FROM sync_count WHERE tasks > 0 ORDER BY kind, state")
    ).compactMap { row in
      guard let kind = row.value(0).text, let tasks = row.value(2).count,
        let state = row.value(1).text.flatMap(TaskState.init)
      else { return nil }
      return QueueStatus.Depth(kind: kind, state: state, tasks: tasks)
    }
  }

  private static func endedPerSecond(_ db: Database, now: UTCTime) throws -> Double {
    let since = now.adding(seconds: -60).microseconds
    let ended = try ["done", "skipped", "dead"].reduce(0) { sum, state in
      try sum
        + (StoredRow.fetchOne(
          db.cachedStatement(
            sql: """
              SELECT count(*) FROM sync_task
              WHERE state NOT IN ('queued', 'running') AND state = '\(state)' AND finished > ?
              """
          ),
          arguments: [since]
        )?.count(0) ?? 0)
    }
    return Double(ended) / 60
  }

  /// The tasks with the latest troubles: given up, or waiting for another try; the latest first.
  ///
  /// - Throws: `DatabaseFileError`.
  package func lastErrors(limit: Int = 5) async throws -> [SyncTask] {
    try await read { db in
      guard try db.tableExists("sync_count") else { return [] }
      let dead = try StoredRow.fetchAll(
        db,
        sql: """
          SELECT \(SyncTask.columns), finished AS at FROM sync_task
          WHERE state NOT IN ('queued', 'running') AND state = 'dead' ORDER BY finished DESC LIMIT ?
          """,
        arguments: [limit]
      )
      let retrying = try StoredRow.fetchAll(
        db,
        sql: """
          SELECT \(SyncTask.columns), started AS at FROM sync_task
          WHERE state = 'queued' AND attempts > 0 ORDER BY started DESC LIMIT ?
          """,
        arguments: [limit]
      )
      let time = { (row: StoredRow) in row.value(named: "at")?.integer ?? 0 }
      return (dead + retrying).sorted { time($0) > time($1) }.prefix(limit).compactMap(SyncTask.init(row:))
    }
  }
}

extension QueueReader {
  /// Opens a deployment's LMS database for reading only, to look at its queue.
  ///
  /// - Throws: `DatabaseFileError` that names the file, and the table or column that is missing.
  package init(readingOnly lmsPath: String) throws(DatabaseFileError) {
    self.init(lms: try LMSDatabase(path: lmsPath, access: .readOnly))
  }
}
