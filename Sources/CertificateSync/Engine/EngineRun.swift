import Credentials
import DatabaseFile
import Logging
import OpenEdX
import Synchronization

/// One run of the engine, from its start until its mode or a stop ends it: carries out what ``Dispatch`` says.
final class EngineRun: Sendable {
  let parts: EngineParts
  private let mode: EngineRunMode
  /// Written by workers and by a stop, from any thread.
  private let dispatch: Mutex<Dispatch>

  init(_ parts: EngineParts, _ mode: EngineRunMode) {
    self.parts = parts
    self.mode = mode
    dispatch = Mutex(Dispatch(limits: parts.limits, isEndless: mode.isEndless, now: parts.clock()))
  }

  func stop(grace: Duration?) {
    dispatch.withLock { $0.ask(stop: grace, instant: .now) }
    parts.wakeSignal.wake()
  }

  func run() async throws {
    if let elsewhere = try await parts.queue.elsewhere() { parts.logger.error("\(elsewhere)") }
    let ticking = Task { await tick() }
    defer { ticking.cancel() }
    var workers: [Int64: Task<Void, Never>] = [:]
    do {
      while try await !turn(&workers) { await parts.wakeSignal.wait() }
    } catch {
      for worker in workers.values { worker.cancel() }
      throw error
    }
  }

  /// Wakes the run at intervals: retries come due, other processes enqueue without a wake-up, and a grace ends.
  private func tick() async {
    while !Task.isCancelled {
      let now = ContinuousClock.now
      let regular = now + .seconds(parts.limits.pollSeconds)
      let wake = min(dispatch.withLock { $0.nextChange(now) } ?? regular, regular)
      do { try await Task.sleep(until: wake) } catch { return }
      parts.wakeSignal.wake()
    }
  }

  /// One round of the dispatcher.
  ///
  /// - Returns: whether the run is over.
  private func turn(_ workers: inout [Int64: Task<Void, Never>]) async throws -> Bool {
    let (round, inFlight) = dispatch.withLock { dispatch in
      (dispatch.round(now: parts.clock(), instant: .now), Set(dispatch.inFlight.keys))
    }
    for id in round.cancels { workers[id]?.cancel() }
    if workers.count > inFlight.count { workers = workers.filter { inFlight.contains($0.key) } }
    guard !round.isWaiting else { return false }
    do {
      for task in try await carryOut(round) { workers[task.id] = Task { [self] in await work(task) } }
      let isOver: Bool
      switch dispatch.withLock({ $0.next(.now) }) {
      case .wait: isOver = false
      case .askMode: isOver = try await isModeOver()
      case .end: isOver = true
      }
      if dispatch.withLock({ $0.succeeded() }) { parts.logger.notice("The queue can be written again") }
      return isOver
    } catch let error as DatabaseFileError {
      switch dispatch.withLock({ $0.failed(error, instant: .now) }) {
      case .ends: throw error
      case .triedAgain(let isFirst):
        if isFirst { parts.logger.error("\(error) The engine tries again.") }
        return false
      }
    }
  }

  /// Looks after the queue, records and claims.
  ///
  /// - Returns: the tasks that were claimed.
  private func carryOut(_ round: Dispatch.Round) async throws -> [SyncTask] {
    for duty in round.duties { try await carryOut(duty) }
    if round.record.isEmpty {
      // Only a look, so that the write lock is not taken for nothing; with something to record it is taken anyway.
      guard round.claims > 0, try await parts.queue.hasDue(plan: mode.plan, now: parts.clock()) else { return [] }
    }
    let claimed = try await parts.queue.turn(
      record: round.record,
      claimUpTo: round.claims,
      plan: mode.plan,
      now: parts.clock()
    )
    dispatch.withLock { $0.exchanged(round, for: claimed) }
    return claimed
  }

  private func carryOut(_ duty: Maintenance.Duty) async throws {
    let now = parts.clock()
    switch duty {
    case .rescue:
      let rescued = try await parts.queue.rescue(now: now)
      if rescued > 0 { parts.logger.notice("Took back \(PlanText.count(rescued, "task")) of a process that ended") }
    case .renew: try await parts.queue.renew(dispatch.withLock { $0.held }, now: now)
    case .prune:
      guard let keep = parts.limits.maintenance.keepSeconds else { return }
      let batch = parts.limits.maintenance.pruneBatch
      let removed = try await parts.queue.prune(endedBefore: now.adding(seconds: -keep), limit: batch)
      guard removed == batch else { return }
      dispatch.withLock { $0.again(.prune, at: now) }
      parts.wakeSignal.wake()
    }
  }

  private func isModeOver() async throws -> Bool {
    switch mode {
    case .untilStopped: return false
    case .untilIdle: return try await !parts.queue.hasDue(now: parts.clock())
    case .untilEnded(let ids): return try await areOver(ids)
    case .backfill(let plan, let ids):
      if try await areOver(ids) { return true }
      // Another backfill may have taken some over, and it may have ended: this one does them then.
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
    let worker = TaskWorker(
      lms: parts.lms,
      credentials: parts.credentials,
      honorCertificatesDisabled: parts.honorCertificatesDisabled,
      gate: parts.gate,
      shards: parts.shards,
      cause: PostCause(findings: task.findings, attempt: task.attempts, run: task.run),
      sent: SentPosts(parts.queue),
      undone: UndoneRows(parts.queue)
    )
    let outcome: TaskOutcome
    if let refusal = parts.shards?.refusal(task.request) {
      outcome = refusal
    } else if let trouble = await refreshed(task.request) {
      outcome = trouble
    } else if let refusal = parts.shards?.refusal(task.request) {
      // The name may be another account's since.
      outcome = refusal
    } else if let desk = parts.desk {
      let handed = HandedOver(queue: parts.queue)
      outcome = await HandOverWorker(worker: worker, desk: desk, handed: handed, clock: parts.clock).run(task.request)
    } else {
      outcome = await worker.run(task.request)
    }
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
    let seconds = dispatch.withLock { $0.take(signs, now: now) }
    if let seconds {
      parts.logger.warning("The service fails again and again: nothing is posted for \(Int(seconds)) s")
    }
    return seconds
  }

  private func finish(_ task: SyncTask, _ outcome: TaskOutcome?, rest: Double? = nil) {
    dispatch.withLock { $0.ended(TaskQueue.Finished(task: task, outcome: outcome, rest: rest)) }
    parts.wakeSignal.wake()
  }
}
