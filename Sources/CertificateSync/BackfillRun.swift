import OpenEdX

/// Enqueues a plan's tasks and sees them through.
public struct BackfillRun: Sendable {
  /// Where the tasks of a backfill stand.
  public struct Progress: Sendable, Hashable {
    /// How many tasks there are.
    public var total = 0
    /// Posted and confirmed.
    public var done = 0
    /// Ended without a post, with the reasons.
    public var skipped: [String: Int] = [:]
    /// Refused for good, with the answers.
    public var dead: [String: Int] = [:]
    /// Neither ended nor given up, with the last trouble.
    public var waiting: [String: Int] = [:]

    /// How many have ended.
    public var ended: Int { done + skipped.values.reduce(0, +) + dead.values.reduce(0, +) }

    init(_ tasks: [SyncTask]) {
      total = tasks.count
      for task in tasks {
        let message = task.message ?? "not started"
        switch task.state {
        case .done: done += 1
        case .skipped: skipped[message, default: 0] += 1
        case .dead: dead[message, default: 0] += 1
        case .queued, .running: waiting[message, default: 0] += 1
        }
      }
    }
  }

  private let engine: SyncEngine
  private let ids: [Int64]

  /// How many tasks it has.
  public var total: Int { ids.count }

  /// Enqueues the plan's tasks in one transaction; they are not lost when the process ends now.
  ///
  /// - Throws: `DatabaseFileError`; nothing is then enqueued.
  public init(_ plan: BackfillPlan, engine: SyncEngine, now: UTCTime = .now) async throws {
    self.engine = engine
    ids = try await engine.queue.enqueue(plan.tasks, origin: .backfill, now: now)
    engine.bell.ring()
  }

  /// Runs the engine until all of the tasks have ended.
  ///
  /// Stopped or cancelled before that, the rest stays queued for the next start.
  ///
  /// - Throws: `DatabaseFileError`.
  public func finish() async throws -> Progress {
    try await engine.run(.untilEnded(Set(ids)))
    return try await progress()
  }

  /// Where the tasks stand now, whoever runs them.
  ///
  /// - Throws: `DatabaseFileError`.
  public func progress() async throws -> Progress {
    Progress(try await engine.queue.tasks(ids: ids))
  }
}
