import Credentials
import DatabaseFile
import Dispatch
import Foundation
import LMS
import Logging
import OpenEdX
import Synchronization

/// Reproduces the defect, and the fix beside it, with two real connections and a real open transaction.
///
/// In both ways the worker gets its chance while the transaction is open: the order of events is forced by waiting for
/// one another, not left to luck, so each run shows the same.
package struct Race {
  /// A run's timeline and how it ended.
  package struct Result: Sendable {
    /// Which harm was tried.
    package let scenario: RaceScenario
    /// How the task was dispatched.
    package let dispatch: RaceDispatch
    /// What happened.
    package let timeline: [RaceTimeline.Entry]
    /// How it ended.
    package let verdict: RaceVerdict
    /// What Credentials holds against what the LMS holds, or what else speaks for the verdict, as one line.
    package let explanation: String
  }

  private static let username = "amina"
  private let folder: String

  /// Takes an existing, empty folder for the scratch databases; the caller removes it.
  package init(scratch folder: String) {
    self.folder = folder
  }

  /// Runs one scenario in one way, on two databases of its own.
  ///
  /// - Throws: `DatabaseFileError` and what SQLite reports.
  package func run(_ scenario: RaceScenario, _ dispatch: RaceDispatch) async throws -> Result {
    let scratch = folder + "/" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    let stage = try RaceStage(folder: scratch, username: Self.username)
    try await stage.prepare(scenario)
    let timeline = RaceTimeline()
    let ran: Bool
    switch dispatch {
    case .insideTransaction: ran = try await insideTransaction(scenario, stage, timeline)
    case .onCommit: ran = try await onCommit(scenario, stage, timeline)
    }
    let (verdict, explanation) = try await stage.verdict(scenario, taskRan: ran)
    return Result(
      scenario: scenario,
      dispatch: dispatch,
      timeline: timeline.entries,
      verdict: verdict,
      explanation: explanation
    )
  }

  /// The defect: the handler starts the task at once, and a second connection runs it before the commit.
  private func insideTransaction(
    _ scenario: RaceScenario,
    _ stage: RaceStage,
    _ timeline: RaceTimeline
  ) async throws -> Bool {
    let worker = TaskWorker(lms: stage.readerLMS, credentials: CredentialsConnection(stage.service))
    let handler = ImmediateDispatch(scenario: scenario) { request in
      timeline.add(.lms, "signal handler enqueues the task: \(request.key)")
      let ended = DispatchSemaphore(value: 0)
      Task.detached {
        timeline.add(.worker, "task starts, the transaction is still open")
        let outcome = await worker.run(request)
        timeline.add(.worker, "task ends: \(outcome.message)")
        ended.signal()
      }
      ended.wait()
    }
    try await stage.change(scenario, telling: handler, timeline)
    return true
  }

  /// The fix: the handler writes the task's row, and the engine, woken in the meantime as well, finds it on commit.
  private func onCommit(_ scenario: RaceScenario, _ stage: RaceStage, _ timeline: RaceTimeline) async throws -> Bool {
    let ran = Mutex(false)
    let queue = try TaskQueue(lms: stage.lms)
    let logger = Logger(label: "race") { _ in SwiftLogNoOpLogHandler() }
    let wakeSignal = WakeSignal()
    let engine = SyncEngine(
      queue: queue,
      lms: stage.readerLMS,
      credentials: CredentialsConnection(stage.service),
      wakeSignal: wakeSignal,
      logger: logger,
      listener: { report in
        ran.withLock { $0 = true }
        timeline.add(.worker, "task ends: \(report.outcome.message)")
      }
    )
    let fix = CertificateTaskReceiver(waking: wakeSignal, logger: logger)
    let handler = WatchedReceiver(scenario: scenario, inner: fix) {
      timeline.add(.lms, "signal handler writes the task's row in the same transaction")
      let looked = DispatchSemaphore(value: 0)
      let found = Mutex(0)
      Task.detached {
        let due = (try? await queue.hasDue(now: .now)) ?? false
        found.withLock { $0 = due ? 1 : 0 }
        looked.signal()
      }
      looked.wait()
      let text = found.withLock { $0 } == 0 ? "no task to be seen" : "a task is due"
      timeline.add(.worker, "looks at the queue, the transaction is still open: \(text)")
    }
    try await stage.change(scenario, telling: handler, timeline)
    timeline.add(.worker, "looks at the queue again")
    try await engine.run(.untilIdle)
    if !ran.withLock({ $0 }) { timeline.add(.worker, "no task: nothing is posted") }
    return ran.withLock { $0 }
  }
}

/// The handler as it was: it hands the task over while the transaction is open.
private struct ImmediateDispatch: SignalReceiver {
  let scenario: RaceScenario
  let start: @Sendable (TaskRequest) -> Void

  func receive(_ signal: CertificateSignal, in transaction: LMSTransaction) throws {
    if let request = scenario.dispatches(signal) { start(request) }
  }
}

/// The real receiver, with an onlooker who is called while the transaction is still open.
private struct WatchedReceiver: SignalReceiver {
  let scenario: RaceScenario
  let inner: CertificateTaskReceiver
  let onlooker: @Sendable () -> Void

  func receive(_ signal: CertificateSignal, in transaction: LMSTransaction) throws {
    try inner.receive(signal, in: transaction)
    if scenario.dispatches(signal) != nil { onlooker() }
  }
}
