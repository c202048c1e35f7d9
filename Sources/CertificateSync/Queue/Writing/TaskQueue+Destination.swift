import DatabaseFile
import GRDB
import OpenEdX

/// Which tasks are meant for which destination; see ``QueueDestination``.
extension TaskQueue {
  /// Keeps a claim to the tasks that may be posted where this queue's posts go.
  static let isForHere = "(due.destination IS NULL OR due.destination = :destination)"

  /// The tasks that wait for other destinations than this queue's; nil when there are none.
  ///
  /// - Throws: `DatabaseFileError`.
  package func elsewhere() async throws -> TasksElsewhere? {
    try await read { db in try elsewhere(in: db) }
  }

  /// Refuses to go on while tasks wait for another destination: what is added now would be posted to one that the operator
  /// may not mean.
  ///
  /// - Throws: ``TasksElsewhere``.
  func requireNoneElsewhere(in db: Database) throws {
    if let elsewhere = try elsewhere(in: db) { throw elsewhere }
  }

  /// Two ranges, because a comparison for “other than” walks the whole index.
  private func elsewhere(in db: Database) throws -> TasksElsewhere? {
    let rows = try ["<", ">"].flatMap { comparison in
      try StoredRow.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT destination, count(*) FROM sync_task
            WHERE state = 'queued' AND destination \(comparison) ? GROUP BY destination
            """
        ),
        arguments: [destination.columnText]
      )
    }
    return TasksElsewhere(rows.compactMap(TasksElsewhere.Waiting.init(row:)), destination: destination)
  }

  /// Lets every waiting task go to this queue's destination, also those that an older version left behind, and those that were
  /// given up, should they be tried again.
  ///
  /// - Returns: how many of them wait.
  /// - Throws: `DatabaseFileError`; nothing is then changed.
  package func moveHere() async throws -> Int {
    try await write { db in
      let here = destination.columnText
      try db.execute(
        sql: """
          UPDATE sync_task SET destination = ?
          WHERE state NOT IN ('queued', 'running') AND state = 'dead' AND destination <> ?
          """,
        arguments: [here, here]
      )
      try db.execute(
        sql: "UPDATE sync_task SET destination = ? WHERE state = 'queued' AND destination <> ?",
        arguments: [here, here]
      )
      return db.changesCount
    }
  }
}

extension QueueReader {
  /// How many tasks wait for which destination; those that may go anywhere are left out.
  ///
  /// - Throws: `DatabaseFileError`.
  package func destinations() async throws -> [TasksElsewhere.Waiting] {
    try await read { db in
      guard try db.tableExists("sync_task"),
        try db.columns(in: "sync_task").contains(where: { $0.name == "destination" })
      else { return [] }
      return try StoredRow.fetchAll(
        db,
        sql: """
          SELECT destination, count(*) FROM sync_task
          WHERE state = 'queued' AND destination IS NOT NULL GROUP BY destination ORDER BY destination
          """
      ).compactMap(TasksElsewhere.Waiting.init(row:))
    }
  }
}

extension TasksElsewhere.Waiting {
  fileprivate init?(row: StoredRow) {
    guard let text = row.value(0).text, let tasks = row.value(1).count else { return nil }
    self.init(QueueDestination(columnText: text), tasks: tasks)
  }
}
