import CertificateSync
import DatabaseFile
import Foundation
import LearnerRecords
import Synchronization

/// The posting of a plan, with its progress, its signals and its summary.
struct BackfillPosting {
  let opened: OpenedDeployment
  let engine: SyncEngine
  let tally: BackfillTally
  let bar: ProgressBar
  let format: BackfillFormat

  /// How the posting ended.
  struct End {
    /// Whether it was stopped, or the queue was paused, before all was posted.
    let wasStopped: Bool
    /// Tasks of the plan that still wait in the queue.
    let waiting: Int
  }

  /// Posts a plan.
  ///
  /// Ctrl-C ends it gently: what is in flight is recorded, the rest stays queued. A second one ends it at once.
  ///
  /// - Throws: `Failure` that says how much was posted, when the queue cannot be written any more.
  func run(_ plan: BackfillPlan) async throws -> End {
    tally.begin(plan)
    return try await run(try await BackfillRun(plan, engine: engine))
  }

  /// Posts what undoes a run, in the same way.
  func run(_ plan: UndoPlan) async throws -> End {
    try await run(try await BackfillRun(undoing: plan, engine: engine))
  }

  private func run(_ run: BackfillRun) async throws -> End {
    let command = Self.command
    let signals = EndingSignals {
      bar.stop("Stopping: posts in flight still end. Ctrl-C again ends at once.")
      engine.stop()
    } second: {
      bar.stop("Ended at once; what was in flight is taken back at the next start. To go on: \(command)")
    }
    bar.begin(total: run.total)
    let following = Task { await follow(run) }
    defer {
      following.cancel()
      bar.end()
      signals.cancel()
    }
    let result: BackfillRun.Progress
    do { result = try await run.finish() } catch let error as DatabaseFileError {
      following.cancel()
      bar.end()
      throw await interrupted(run, error)
    }
    following.cancel()
    bar.end()
    let pause = try await opened.pausedQueue()
    say(result, pause)
    sayHowToUndo(run)
    return End(wasStopped: signals.hasCome || pause != nil, waiting: result.waiting.values.reduce(0, +))
  }

  /// What stands although the queue could not be written: a post that was accepted is not undone by a full disk here.
  private func interrupted(_ run: BackfillRun, _ error: DatabaseFileError) async -> Failure {
    format.say()
    let counted = tally.counted
    for line in BackfillSummary(counted, try? await run.progress(), pauseReason: nil).lines { format.say(line) }
    return Failure(BackfillInterruption(error, accepted: counted.kinds.total, command: Self.command).description)
  }

  /// The command that takes back what was posted here; of what the site's workers post nothing is known.
  private func sayHowToUndo(_ run: BackfillRun) {
    guard opened.desk == nil, tally.counted.kinds.hasCredentials, let name = run.name else { return }
    format.say("Undo with: \(opened.command("--backfill --undo \(name)"))")
  }

  /// The same command again: rows that were repaired are then in no plan any more.
  func sayHowToGoOn() { format.say("To go on: \(Self.command)") }

  private static var command: String { CommandLine.arguments.map { ShellWord.quoted($0) }.joined(separator: " ") }

  /// Shows at intervals how fast it goes, whether the service has asked for a rest, and when the next try is.
  private func follow(_ run: BackfillRun) async {
    while !Task.isCancelled {
      let slowedUntil = try? await engine.queue.status().slowedUntil
      bar.show(rate: engine.ratePerSecond, slowedUntil: slowedUntil, nextTry: try? await run.nextTry())
      do { try await Task.sleep(for: .milliseconds(250)) } catch { return }
    }
  }

  private func say(_ result: BackfillRun.Progress, _ pause: PausedQueue?) {
    format.say()
    let summary = BackfillSummary(
      tally.counted,
      result,
      pauseReason: pause?.reason,
      isHandedOver: opened.desk != nil
    )
    for line in summary.lines { format.say(line) }
    if let pause {
      format.say("The queue is paused: \(pause.reason)")
      format.say(pause.remedy)
    } else if !result.waiting.isEmpty {
      format.say("What is waiting stays in the queue; to see it: \(opened.command(onQueue: "sync status"))")
    }
    if !result.dead.isEmpty {
      format.say("What was refused is kept. When its cause is repaired: \(opened.command(onQueue: "sync retry --all"))")
    }
  }
}

/// Journal lines on standard output, each written at once; a reader that goes away early is no error.
final class JournalOutput: Sendable {
  private let isClosed = Mutex(false)

  /// Writes one line; a line break is added.
  ///
  /// - Throws: `Failure` when the disk behind it is full or fails.
  func append(_ line: String) throws {
    try isClosed.withLock { isClosed in
      guard !isClosed else { return }
      switch StandardOutput.data(line) {
      case .written: break
      case .unread: isClosed = true
      case .failed(let reason): throw Failure("standard output: \(reason)")
      }
    }
  }
}
