import GRDB
import LearnerRecords
import OpenEdX

extension QueueReader {
  /// What the queue tells of a learner: each task when it was enqueued, and when it ended and how.
  ///
  /// Tasks of a run alone, as those of its available date, name no learner and are not among them. Ended tasks are pruned
  /// after a while, so that a long past may be missing.
  ///
  /// - Parameter usernames: the learner's names, compared exactly.
  /// - Throws: `DatabaseFileError`.
  package func history(ofAnyOf usernames: [String]) async throws -> [HistoryEvent] {
    try await read { db in
      guard try db.tableExists("sync_count") else { return [] }
      let marks = usernames.map { _ in "?" }.joined(separator: ", ")
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT kind, course_run_key, origin, state, attempts, created, started, finished, message
          FROM sync_task WHERE username IN (\(marks)) ORDER BY id
          """,
        arguments: StatementArguments(usernames)
      )
      return rows.flatMap(Self.events)
    }
  }

  private static func events(_ row: Row) -> [HistoryEvent] {
    guard let kind = String.fromDatabaseValue(row[0]), let state = String.fromDatabaseValue(row[3]),
      let created = Int64.fromDatabaseValue(row[5])
    else { return [] }
    let run = String.fromDatabaseValue(row[1])
    let message = String.fromDatabaseValue(row[8]).map { ": \($0)" } ?? ""
    let attempts = Int.fromDatabaseValue(row[4]) ?? 0
    let event = { (time: Int64, text: String, kind: HistoryEvent.Kind) in
      HistoryEvent(time: UTCTime(microseconds: time), source: .queue, courseRun: run, text: text, kind: kind)
    }
    let origin = String.fromDatabaseValue(row[2]) == "live" ? "a certificate's save" : "a backfill"
    var events = [event(created, "Task \(kind) enqueued by \(origin)", .change)]
    if let finished = Int64.fromDatabaseValue(row[7]) {
      let text =
        switch state {
        case "done": "Task \(kind) done\(message)"
        case "skipped": "Task \(kind) skipped\(message)"
        default: "Task \(kind) given up after \(attempts) \(attempts == 1 ? "try" : "tries")\(message)"
        }
      events.append(event(finished, text, state == "done" ? .change : .failure))
    } else if let started = Int64.fromDatabaseValue(row[6]) {
      let text = state == "running" ? "Task \(kind) is running" : "Task \(kind) will be tried again\(message)"
      events.append(event(started, text, state == "running" ? .change : .failure))
    }
    return events
  }
}
