import CertificateSync
import Foundation
import LearnerRecords

/// The posting of a plan, with its progress, its signals and its summary.
struct BackfillPosting {
  let engine: SyncEngine
  let bar: ProgressBar
  let format: BackfillFormat

  /// Posts the plan.
  ///
  /// Ctrl-C ends it gently: what is in flight is recorded, the rest stays queued. A second one ends it at once.
  ///
  /// - Parameter pause: looks whether the queue is paused, once the run is over.
  /// - Returns: whether it was stopped.
  func run(_ plan: BackfillPlan, pause: () async throws -> PausedQueue?) async throws -> Bool {
    let run = try await BackfillRun(plan, engine: engine)
    let command = Self.command
    let signals = EndingSignals {
      bar.stop("Stopping: posts in flight still end. Ctrl-C again ends at once.")
      engine.stop()
    } second: {
      bar.stop("Ended at once; what was in flight is taken back at the next start. To go on: \(command)")
    }
    bar.begin(total: run.total)
    let following = Task { await follow() }
    defer {
      following.cancel()
      bar.end()
      signals.cancel()
    }
    let result = try await run.finish()
    following.cancel()
    bar.end()
    say(result, try await pause())
    return signals.hasCome
  }

  /// The same command again: rows that were mended are then in no plan any more.
  func sayHowToGoOn() { format.say("To go on: \(Self.command)") }

  private static var command: String { CommandLine.arguments.map(ShellWord.quoted).joined(separator: " ") }

  /// Shows at intervals how fast it goes and whether the service has asked for a rest.
  private func follow() async {
    while !Task.isCancelled {
      bar.show(rate: engine.ratePerSecond, slowedUntil: try? await engine.queue.status().slowedUntil)
      do { try await Task.sleep(for: .milliseconds(250)) } catch { return }
    }
  }

  private func say(_ result: BackfillRun.Progress, _ pause: PausedQueue?) {
    format.say()
    format.say("posted    \(result.done)\(result.kinds.text.isEmpty ? "" : ": \(result.kinds.text)")")
    if let hidden = result.hidden.text { format.say(hidden) }
    for (word, outcomes) in [("skipped", result.skipped), ("refused", result.dead), ("waiting", result.waiting)] {
      for (reason, count) in outcomes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        // The reason of the pause stands in the line about it.
        format.say("\(word)   \(count)  \(reason == pause?.reason ? "for the queue to be resumed" : reason)")
      }
    }
    if let pause {
      format.say("The queue is paused: \(pause.reason)")
      format.say(pause.remedy)
    } else if !result.waiting.isEmpty {
      format.say("What is waiting stays in the queue; start --backfill or the UI again to go on.")
    }
  }
}
