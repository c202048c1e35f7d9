import DatabaseFile
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
      let rows = try StoredRow.fetchAll(
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

  private static func events(_ row: StoredRow) -> [HistoryEvent] {
    guard let kind = row.value(0).text.map({ TaskKind(rawValue: $0)?.shortName ?? $0 }), let state = row.value(3).text,
      let created = row.value(5).integer
    else { return [] }
    let run = row.value(1).text
    let message = row.value(8).text.map { ": \($0)" } ?? ""
    let attempts = row.value(4).count ?? 0
    let event = { (time: Int64, text: String, kind: HistoryEvent.Kind) in
      HistoryEvent(time: UTCTime(microseconds: time), source: .queue, courseRun: run, text: text, kind: kind)
    }
    let origin = row.value(2).text == "live" ? "a certificate's save" : "a backfill"
    var events = [event(created, "Task \(kind) enqueued by \(origin)", .change)]
    if let finished = row.value(7).integer {
      let text =
        switch state {
        case "done": "Task \(kind) done\(message)"
        case "skipped": "Task \(kind) skipped\(message)"
        default: "Task \(kind) given up after \(attempts) \(attempts == 1 ? "try" : "tries")\(message)"
        }
      events.append(event(finished, text, state == "done" ? .change : .failure))
    } else if let started = row.value(6).integer {
      let text = state == "running" ? "Task \(kind) is running" : "Task \(kind) will be tried again\(message)"
      events.append(event(started, text, state == "running" ? .change : .failure))
    }
    return events
  }
}

extension LearnerHistory {
  /// Reads a learner's history from both databases, the queue and the journal.
  ///
  /// - Parameters:
  ///   - username: a name of either database, spelled exactly or else without case.
  ///   - courseRun: the run to which the history is limited; nil for all.
  /// - Returns: nil when nobody knows the name.
  /// - Throws: `DatabaseFileError`, and what the journal's file system reports.
  package static func reading(
    _ records: RecordStore,
    queue: QueueReader,
    username: String,
    courseRun: String? = nil
  ) async throws -> LearnerHistory? {
    guard let names = try records.read({ try $0.namesInHistory(of: username) }) else { return nil }
    let posts = try JournalLines(folder: records.folder).events(ofAnyOf: names)
    let more = try await queue.history(ofAnyOf: names) + posts
    return try records.read { try $0.history(username: username, with: more, courseRun: courseRun) }
  }
}
