import Credentials
import DatabaseFile
import Foundation
import LMS
import Logging
import OpenEdX
import Synchronization

/// The certificate sync engine: claims tasks, runs them with a few in flight, and records what came of them.
///
/// Any number of engines, in one process or several, share a deployment's queue: a claim is one transaction, and of one
/// key at most one task runs.
public final class SyncEngine: Sendable {
  /// What the engine tells its listeners after a task has been run once.
  public struct Report: Sendable {
    /// The task as it was claimed.
    public let task: SyncTask
    /// What came of it.
    public let outcome: TaskOutcome
  }

  /// The queue that it works on.
  public let queue: TaskQueue
  /// Wakes it; ring it after something was enqueued.
  public let bell: Bell
  private let worker: TaskWorker
  private let limits: EngineLimits
  private let logger: Logger
  private let clock: @Sendable () -> UTCTime
  private let listener: @Sendable (Report) -> Void
  private let state = Mutex(State())

  private struct State {
    var finished: [TaskQueue.Finished] = []
    var stopping = false
    var isRunning = false
    var recent: [UTCTime] = []
  }

  /// Makes an engine at rest; see ``run(_:)``.
  ///
  /// - Parameter listener: told of each run of a task, from any thread, before it is recorded.
  public init(
    queue: TaskQueue,
    lms: LMSDatabase,
    service: any CredentialsService,
    bell: Bell = Bell(),
    limits: EngineLimits = EngineLimits(),
    logger: Logger,
    clock: @escaping @Sendable () -> UTCTime = { .now },
    listener: @escaping @Sendable (Report) -> Void = { _ in }
  ) {
    self.queue = queue
    self.bell = bell
    worker = TaskWorker(lms: lms, service: service)
    self.limits = limits
    self.logger = logger
    self.clock = clock
    self.listener = listener
  }

  /// Stops claiming; ``run(_:)`` returns when the posts in flight have ended and are recorded.
  public func stop() {
    state.withLock { $0.stopping = true }
    bell.ring()
  }

  /// Tasks that ended in the last ten seconds, a second.
  public var ratePerSecond: Double {
    let since = clock().adding(seconds: -10)
    return state.withLock { state in
      state.recent.removeAll { $0 < since }
      return Double(state.recent.count) / 10
    }
  }

  /// Runs until the mode says so. Cancelling the surrounding task stops it as ``stop()`` does.
  ///
  /// - Throws: `DatabaseFileError` when the queue cannot be read or written; tasks in flight keep their lease and are
  ///   taken back when it has run out.
  public func run(_ mode: EngineRunMode) async throws {
    state.withLock { $0.stopping = false }
    let rescued = try await queue.rescue(now: clock())
    if rescued > 0 { logger.notice("Took back \(rescued) tasks of a process that ended") }
    try await withTaskCancellationHandler {
      try await withThrowingDiscardingTaskGroup { group in
        group.addTask { [self] in await tick() }
        try await dispatch(mode) { work in group.addTask { await work() } }
        group.cancelAll()
      }
    } onCancel: {
      stop()
    }
  }

  /// Rings at intervals: retries come due and other processes enqueue without a ring.
  private func tick() async {
    while !Task.isCancelled {
      do { try await Task.sleep(for: .seconds(limits.pollSeconds)) } catch { return }
      bell.ring()
    }
  }

  private func dispatch(_ mode: EngineRunMode, spawn: (@escaping @Sendable () async -> Void) -> Void) async throws {
    var inFlight = 0
    var rings = bell.rings.makeAsyncIterator()
    while true {
      let (finished, stopping) = state.withLock { state in
        defer { state.finished = [] }
        return (state.finished, state.stopping)
      }
      inFlight -= finished.count
      var claimed: [SyncTask] = []
      let free = stopping ? 0 : limits.concurrency - inFlight
      let due = free > 0 ? try await queue.hasDue(now: clock()) : false
      if due || !finished.isEmpty {
        claimed = try await queue.turn(record: finished, claimUpTo: free, now: clock())
      }
      inFlight += claimed.count
      for task in claimed { spawn { [self] in await run(task) } }
      if inFlight == 0, claimed.isEmpty {
        if stopping { return }
        if try await isOver(mode) { return }
      }
      if await rings.next() == nil { return }
    }
  }

  private func isOver(_ mode: EngineRunMode) async throws -> Bool {
    switch mode {
    case .untilStopped: return false
    case .untilIdle: return try await !queue.hasDue(now: clock())
    case .untilEnded(let ids):
      if try await queue.status(now: clock()).pauseReason != nil { return true }
      return try await !queue.tasks(ids: Array(ids)).contains { $0.state == .queued || $0.state == .running }
    }
  }

  private func run(_ task: SyncTask) async {
    let outcome = await worker.run(task.request)
    log(task, outcome)
    listener(Report(task: task, outcome: outcome))
    state.withLock {
      $0.finished.append(TaskQueue.Finished(task: task, outcome: outcome))
      $0.recent.append(clock())
    }
    bell.ring()
  }

  private func log(_ task: SyncTask, _ outcome: TaskOutcome) {
    let metadata: Logger.Metadata = ["task": "\(task.request.key)", "attempt": "\(task.attempts)"]
    switch outcome {
    case .done(let text): logger.info("\(text)", metadata: metadata)
    case .skipped(let text): logger.warning("Skipped: \(text)", metadata: metadata)
    case .retry(let text, _): logger.warning("Will be tried again: \(text)", metadata: metadata)
    case .dead(let text): logger.error("Refused: \(text)", metadata: metadata)
    case .pause(let text): logger.critical("The queue is paused: \(text)", metadata: metadata)
    }
  }
}
