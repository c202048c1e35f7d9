import OpenEdX

/// Enqueues a plan's tasks and sees them through.
package struct BackfillRun: Sendable {
  /// Where the tasks of a backfill stand.
  package struct Progress: Sendable, Hashable {
    /// How many tasks there are.
    package var total = 0
    /// Posted and confirmed.
    package var done = 0
    /// What these were to post, by kind.
    package var kinds = PostKinds()
    /// The confirmed awards that learners do not see yet.
    package var hidden = HiddenAwards()
    /// Ended without a post, with the reasons.
    package var skipped: [String: Int] = [:]
    /// Refused for good, with the answers.
    package var dead: [String: Int] = [:]
    /// Neither ended nor given up, with the last trouble.
    package var waiting: [String: Int] = [:]
    /// The first few of those that were refused or wait, by the same words.
    package var examples: [String: [String]] = [:]

    /// How many are named.
    private static let named = 3

    /// How many have ended.
    package var ended: Int { done + skipped.values.reduce(0, +) + dead.values.reduce(0, +) }

    init(_ tasks: [SyncTask], plan: BackfillPlan) {
      let planned = Dictionary(plan.tasks.map { (ExactText($0.request.key), $0.findings) }) { first, _ in first }
      var dates: [ExactText: UTCTime] = [:]
      for row in plan.items {
        guard let date = row.awardHiddenUntil, let award = row.tasks.first else { continue }
        dates[ExactText(award.request.key)] = date
      }
      total = tasks.count
      for task in tasks {
        let message = task.message ?? "not started"
        switch task.state {
        case .done:
          done += 1
          kinds.add(planned[ExactText(task.request.key)] ?? task.findings)
          if let date = dates[ExactText(task.request.key)] { hidden.add(until: date) }
        case .skipped: skipped[message, default: 0] += 1
        case .dead:
          dead[message, default: 0] += 1
          name(task, message)
        case .queued, .running:
          waiting[message, default: 0] += 1
          name(task, message)
        }
      }
    }

    private mutating func name(_ task: SyncTask, _ message: String) {
      guard examples[message, default: []].count < Self.named else { return }
      let program = task.request.program.map { "program \($0)" }
      let parts = [task.request.username, task.request.courseRunKey, program].compactMap { $0 }
      examples[message, default: []].append(parts.joined(separator: " "))
    }
  }

  let engine: SyncEngine
  /// The rows that are repaired; none where a run is undone.
  let plan: BackfillPlan
  private let tasks: Int
  private let number: Int64
  let ids: [Int64]

  /// By which name the journal has its posts.
  package var name: String? { RunName.text(number) }

  /// How many tasks it has.
  package var total: Int { ids.count }

  /// Enqueues the plan's tasks in one transaction; they are not lost when the process ends now.
  ///
  /// - Throws: `DatabaseFileError`, and ``TasksElsewhere`` while tasks wait for another place than the engine's; nothing
  ///   is then enqueued.
  package init(_ plan: BackfillPlan, engine: SyncEngine, now: UTCTime = .now) async throws {
    self.engine = engine
    self.plan = plan
    tasks = plan.tasks.count
    (number, ids) = try await engine.queue.enqueue(plan: plan.tasks, readAt: plan.readAt, now: now)
    engine.wakeSignal.wake()
  }

  /// Enqueues the tasks that undo a run in one transaction; they are not lost when the process ends now.
  ///
  /// - Throws: as ``init(_:engine:now:)`` does.
  package init(undoing plan: UndoPlan, engine: SyncEngine, now: UTCTime = .now) async throws {
    self.engine = engine
    self.plan = BackfillPlan()
    tasks = plan.posts.count
    (number, ids) = try await engine.queue.enqueue(undo: plan, now: now)
    engine.wakeSignal.wake()
  }

  /// When the next task is tried; nil while one runs, and when none is left.
  ///
  /// - Throws: `DatabaseFileError`.
  package func nextTry() async throws -> UTCTime? { try await engine.queue.nextTry(plan: number) }

  /// Runs the engine until all of the tasks have ended; it claims no others.
  ///
  /// Stopped or cancelled before that, the rest stays queued for the next start.
  ///
  /// - Throws: `DatabaseFileError`.
  package func finish() async throws -> Progress {
    try await engine.run(.backfill(plan: number, Set(ids)))
    return try await progress()
  }

  /// Where the tasks stand now, in any process.
  ///
  /// - Throws: `DatabaseFileError`.
  package func progress() async throws -> Progress {
    var progress = Progress(try await engine.queue.tasks(ids: ids), plan: plan)
    let posted = tasks - ids.count
    if posted > 0 { progress.skipped[TaskQueue.justPosted, default: 0] += posted }
    return progress
  }
}
