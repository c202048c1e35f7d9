import OpenEdX

extension TaskQueue {
  /// A task that has been run, with what came of it.
  package struct Finished: Sendable {
    let task: SyncTask
    /// Nil when the engine stopped before anything came of it: the task is handed back as if it had not been claimed.
    let outcome: TaskOutcome?
    /// Seconds for which the whole queue is to rest, because the service fails again and again.
    let rest: Double?

    /// Joins a claimed task to what came of it.
    package init(task: SyncTask, outcome: TaskOutcome?, rest: Double? = nil) {
      self.task = task
      self.outcome = outcome
      self.rest = rest
    }
  }

  /// Records what has ended and claims what is due, in one short transaction.
  ///
  /// One transaction for both and for many, because each costs a sync of the disk. A task whose lease was taken away in
  /// the meantime is left alone: the process that holds it now records it.
  ///
  /// - Parameter plan: the backfill whose tasks alone are claimed; nil for all.
  /// - Throws: `DatabaseFileError`; nothing is then recorded or claimed.
  package func turn(
    record finished: [Finished],
    claimUpTo limit: Int,
    plan: Int64? = nil,
    now: UTCTime
  ) async throws -> [SyncTask] {
    try await write { db in
      let hasOthers = try !finished.isEmpty && Self.hasOthers(in: db)
      for item in finished { try record(item, hasOthers: hasOthers, now: now, in: db) }
      guard limit > 0, try Self.isOpen(now: now, in: db) else { return [] }
      return try claim(limit, plan: plan, now: now, in: db)
    }
  }
}
