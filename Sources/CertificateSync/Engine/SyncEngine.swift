import Credentials
import DatabaseFile
import LMS
import Logging
import OpenEdX
import Synchronization

/// The certificate sync engine: claims tasks, runs them with a few in flight, and records what came of them.
///
/// Any number of engines, in one process or several, share a deployment's queue: a claim is one transaction, and of one
/// key at most one task runs.
package final class SyncEngine: Sendable {
  /// What the engine tells its listeners after a task has been run once.
  package struct Report: Sendable {
    /// The task as it was claimed.
    package let task: SyncTask
    /// What came of it.
    package let outcome: TaskOutcome
    /// What was posted for it in this run.
    package let posts: [PostReport]
  }

  /// The queue that it works on.
  package let queue: TaskQueue
  /// Wakes it; ring it after something was enqueued.
  package let wakeSignal: WakeSignal
  private let parts: EngineParts
  private let state = Mutex(State())

  private struct State {
    var runs: [ObjectIdentifier: EngineRun] = [:]
    /// A stop that came while nothing ran; it holds for the next run.
    var early: EarlyStop?
  }

  private struct EarlyStop {
    let grace: Duration?
  }

  /// Makes an engine at rest; see ``run(_:)``.
  ///
  /// - Parameters:
  ///   - honorCertificatesDisabled: the LMS setting `DISABLE_HONOR_CERTIFICATES`, which no table holds.
  ///   - refresh: brings the copy's rows that a task reads up to date; a task whose rows cannot be read is tried again.
  ///   - shards: lets posts pass for the learners alone whose shards this process holds; nil for all.
  ///   - desk: takes tasks in place of the service, for the site's own workers.
  ///   - listener: is given each run of a task, from any thread, before it is recorded.
  package init(
    queue: TaskQueue,
    lms: LMSDatabase,
    credentials: CredentialsConnection,
    wakeSignal: WakeSignal = WakeSignal(),
    honorCertificatesDisabled: Bool = false,
    limits: EngineLimits = EngineLimits(),
    shards: ShardGate? = nil,
    refresh: SiteRefresh? = nil,
    desk: HandOverDesk? = nil,
    logger: Logger,
    clock: @escaping @Sendable () -> UTCTime = { .now },
    listener: @escaping @Sendable (Report) -> Void = { _ in }
  ) {
    self.queue = queue
    self.wakeSignal = wakeSignal
    parts = EngineParts(
      queue: queue,
      wakeSignal: wakeSignal,
      lms: lms,
      credentials: credentials,
      honorCertificatesDisabled: honorCertificatesDisabled,
      gate: limits.requestsPerSecond.map { RequestGate(requestsPerSecond: $0, clock: clock) },
      shards: shards,
      refresh: refresh,
      desk: desk,
      limits: limits,
      logger: logger,
      clock: clock,
      listener: listener,
      meter: EngineMeter()
    )
  }

  /// Stops claiming; ``run(_:)`` returns when the posts in flight have ended and are recorded.
  ///
  /// Called before a run, it stops the next one at once. May be called from any thread, and again with a shorter grace.
  ///
  /// - Parameter grace: how long posts in flight may still take; then they are cancelled, and what has no answer is
  ///   handed back to the queue without counting as a try. Nil waits for as long as they need.
  package func stop(grace: Duration? = nil) {
    let runs = state.withLock { state in
      if state.runs.isEmpty { state.early = EarlyStop(grace: grace) }
      return Array(state.runs.values)
    }
    for run in runs { run.stop(grace: grace) }
  }

  /// Whether tasks are handed to the site's workers, and not posted here.
  package var handsOver: Bool { parts.desk != nil }

  /// What lets posts pass for some learners alone; nil for all.
  var shards: ShardGate? { parts.shards }

  /// Tasks that this engine ended in the last ten seconds, a second.
  package var ratePerSecond: Double { parts.meter.perSecond(parts.clock()) }

  /// Runs until the mode says so. Cancelling the surrounding task stops it as ``stop(grace:)`` without a grace does.
  ///
  /// Until it is stopped, the engine outlasts a locked database and a full disk: it says so in the log, keeps what has
  /// been answered, and tries again. In the other modes such trouble ends the run.
  ///
  /// - Throws: `DatabaseFileError` when the queue cannot be read or written; tasks in flight keep their lease and are
  ///   taken back when it has run out.
  package func run(_ mode: EngineRunMode) async throws {
    let run = EngineRun(parts, mode)
    let early = state.withLock { state in
      state.runs[ObjectIdentifier(run)] = run
      defer { state.early = nil }
      return state.early
    }
    if let early { run.stop(grace: early.grace) }
    defer { _ = state.withLock { $0.runs.removeValue(forKey: ObjectIdentifier(run)) } }
    // A task of its own: what has been posted must be recorded, and a cancelled task can no longer write.
    let body = Task { try await run.run() }
    try await withTaskCancellationHandler {
      try await body.value
    } onCancel: {
      run.stop(grace: nil)
    }
  }
}
