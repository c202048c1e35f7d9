import Credentials
import DatabaseFile
import Logging
import OpenEdX
import Synchronization

/// One run of the engine, from its start until its mode or a stop ends it.
final class EngineRun: Sendable {
  private let parts: EngineParts
  private let mode: EngineRunMode
  private let shared = Mutex(Shared())

  /// What workers and whoever stops the run write, from any thread.
  private struct Shared {
    var finished: [TaskQueue.Finished] = []
    var stop = EngineStop()
    var breaker = CircuitBreaker()
  }

  /// What only the dispatcher touches.
  private struct Progress {
    var inFlight: [Int64: (task: SyncTask, handle: Task<Void, Never>)] = [:]
    /// Ended but not yet recorded; kept while the database cannot be written.
    var unrecorded: [TaskQueue.Finished] = []
    var maintenance: Maintenance.Schedule
    var trouble = WriteBackoff()
  }

  init(_ parts: EngineParts, _ mode: EngineRunMode) {
    self.parts = parts
    self.mode = mode
  }

  func stop(grace: Duration?) {
    shared.withLock { $0.stop.ask(grace: grace, now: .now) }
    parts.wakeSignal.wake()
  }

  func run() async throws {
    if let elsewhere = try await parts.queue.elsewhere() { parts.logger.error("\(elsewhere)") }
    let ticking = Task { await tick() }
    defer { ticking.cancel() }
    var progress = Progress(maintenance: Maintenance.Schedule(parts.limits.maintenance, from: parts.clock()))
    do {
      while try await !turn(&progress) { await parts.wakeSignal.wait() }
    } catch {
      for (_, handle) in progress.inFlight.values { handle.cancel() }
      throw error
    }
  }

  /// Rings at intervals: retries come due, other processes enqueue without a ring, and a grace ends.
  private func tick() async {
    while !Task.isCancelled {
      let now = ContinuousClock.now
      let regular = now + .seconds(parts.limits.pollSeconds)
      let wake = min(shared.withLock { $0.stop.nextChange(now) } ?? regular, regular)
      do { try await Task.sleep(until: wake) } catch { return }
      parts.wakeSignal.wake()
    }
  }

  /// One round of the dispatcher.
  ///
  /// - Returns: whether the run is over.
  private func turn(_ progress: inout Progress) async throws -> Bool {
    let (finished, phase, isProbing) = shared.withLock { shared in
      defer { shared.finished = [] }
      return (shared.finished, shared.stop.phase(.now), shared.breaker.isProbing)
    }
    for item in finished where progress.inFlight.removeValue(forKey: item.task.id) != nil {
      progress.unrecorded.append(item)
    }
    if phase >= .cancelling { for (_, handle) in progress.inFlight.values { handle.cancel() } }
    if phase == .abandoning { abandon(&progress) }
    guard phase > .running || progress.trouble.isOver(.now) else { return false }
    do {
      try await write(&progress, phase, upTo: isProbing ? 1 : parts.limits.concurrency)
      let isIdle = progress.inFlight.isEmpty && progress.unrecorded.isEmpty
      var over = isIdle && phase > .running
      if isIdle, !over { over = try await isModeOver() }
      if progress.trouble.clear() { parts.logger.notice("The queue can be written again") }
      return over
    } catch let error as DatabaseFileError where error.isPassing && mode.isEndless && phase == .running {
      if progress.trouble.add(.now) { parts.logger.error("\(error) The engine tries again.") }
      return false
    }
  }

  /// Records, looks after the queue, and claims; starts what was claimed.
  private func write(_ progress: inout Progress, _ phase: EngineStop.Phase, upTo limit: Int) async throws {
    let free = phase == .running ? max(0, limit - progress.inFlight.count) : 0
    if phase == .running { try await lookAfterQueue(&progress) }
    if progress.unrecorded.isEmpty {
      // Only a look, so that the write lock is not taken for nothing; with something to record it is taken anyway.
      guard free > 0, try await parts.queue.hasDue(plan: mode.plan, now: parts.clock()) else { return }
    }
    let claimed = try await parts.queue.turn(
      record: progress.unrecorded,
      claimUpTo: free,
      plan: mode.plan,
      now: parts.clock()
    )
    progress.unrecorded = []
    for task in claimed {
      progress.inFlight[task.id] = (task, Task { [self] in await work(task) })
    }
  }

  private func lookAfterQueue(_ progress: inout Progress) async throws {
    let now = parts.clock()
    for duty in progress.maintenance.due(now) {
      switch duty {
      case .rescue:
        let rescued = try await parts.queue.rescue(now: now)
        if rescued > 0 { parts.logger.notice("Took back \(PlanText.count(rescued, "task")) of a process that ended") }
      case .renew:
        try await parts.queue.renew(progress.inFlight.values.map(\.task) + progress.unrecorded.map(\.task), now: now)
      case .prune:
        guard let keep = parts.limits.maintenance.keepSeconds else { continue }
        let batch = parts.limits.maintenance.pruneBatch
        let removed = try await parts.queue.prune(endedBefore: now.adding(seconds: -keep), limit: batch)
        if removed == batch {
          progress.maintenance.again(.prune, at: now)
          parts.wakeSignal.wake()
        }
      }
    }
  }

  /// Hands back what does not end even when cancelled; a late answer of it is void, because its claim is.
  private func abandon(_ progress: inout Progress) {
    progress.unrecorded += progress.inFlight.values.map { TaskQueue.Finished(task: $0.task, outcome: nil) }
    progress.inFlight = [:]
  }

  private func isModeOver() async throws -> Bool {
    switch mode {
    case .untilStopped: return false
    case .untilIdle: return try await !parts.queue.hasDue(now: parts.clock())
    case .untilEnded(let ids): return try await areOver(ids)
    case .backfill(let plan, let ids):
      if try await areOver(ids) { return true }
      // Another backfill may have taken some over, and it may have ended: whoever has time does them.
      if try await parts.queue.takeOver(ids, into: plan, limit: 8 * parts.limits.concurrency, now: parts.clock()) > 0 {
        parts.wakeSignal.wake()
      }
      return false
    }
  }

  private func areOver(_ ids: Set<Int64>) async throws -> Bool {
    if try await parts.queue.isPaused() { return true }
    return try await parts.queue.unended(ids) == 0
  }

  private func work(_ task: SyncTask) async {
    let cause = PostCause(findings: task.findings, attempt: task.attempts)
    let worker = TaskWorker(
      lms: parts.lms,
      credentials: parts.credentials,
      gate: parts.gate,
      cause: cause,
      sent: SentPosts(parts.queue)
    )
    let outcome = await worker.run(task.request)
    // A cancelled post has no answer: the task is as it was.
    if case .retry = outcome, Task.isCancelled { return finish(task, nil) }
    parts.log(task, outcome)
    parts.listener(SyncEngine.Report(task: task, outcome: outcome, posts: worker.posts.reports))
    if outcome.endsTask { parts.meter.count(parts.clock()) }
    finish(task, outcome, rest: rest(worker.posts.signs))
  }

  /// Seconds for which the whole queue is to rest, when the service has failed too often in a row.
  private func rest(_ signs: [CircuitBreaker.Sign]) -> Double? {
    let now = parts.clock()
    let seconds = shared.withLock { shared in
      signs.reduce(nil as Double?) { rest, sign in shared.breaker.take(sign, now: now) ?? rest }
    }
    if let seconds {
      parts.logger.warning("The service fails again and again: nothing is posted for \(Int(seconds)) s")
    }
    return seconds
  }

  private func finish(_ task: SyncTask, _ outcome: TaskOutcome?, rest: Double? = nil) {
    shared.withLock { $0.finished.append(TaskQueue.Finished(task: task, outcome: outcome, rest: rest)) }
    parts.wakeSignal.wake()
  }
}
