import CertificateSync
import Console
import ConsoleRuntime

/// The end of a session without a screen: what it has enqueued itself is waited for, so that no script takes for posted
/// what was not.
struct PlainEnding {
  let effectHandler: DeploymentEffectHandler
  let engine: SyncEngine?
  let sendingCommand: String
  let say: (String) -> Void

  /// Between lines about how far it is.
  private static let lineEvery = Duration.seconds(10)

  /// Waits until all of it has ended, the queue is paused, the engine has stopped, or Ctrl-C comes. A second Ctrl-C ends
  /// the program at once.
  func wait(lookingEvery: Duration) async {
    var left = await standing().waiting
    guard left > 0, await isWorking() else { return }
    let signals = EndingSignals { [engine] in
      StandardError.write("Stopping: posts in flight still end. Ctrl-C again ends at once.")
      engine?.stop()
    } second: {
      StandardError.write("Ended at once; what was in flight is taken back at the next start.")
    }
    defer { signals.cancel() }
    // Only now that it is so.
    say("Waiting for \(PlanText.count(left, "task")) that \(left == 1 ? "was" : "were") enqueued here; Ctrl-C leaves")
    var told = ContinuousClock.now
    while left > 0, !signals.hasCome, await isWorking() {
      let began = ContinuousClock.now
      left = await standing().waiting
      if told.duration(to: .now) >= Self.lineEvery {
        say("Waiting for \(PlanText.count(left, "task"))")
        told = .now
      }
      // Looking at many tasks takes a while, which the engine needs more.
      let pause = max(lookingEvery, began.duration(to: .now) * 10)
      if left > 0 { try? await Task.sleep(for: pause) }
    }
  }

  private func isWorking() async -> Bool {
    let (engine, _) = await effectHandler.look()
    return engine.failure == nil && engine.queue?.pauseReason == nil
  }

  /// Says what of it was not posted, and why.
  ///
  /// - Returns: whether all was.
  func tellWhatIsLeft(pause: PausedQueue?) async -> Bool {
    let standing = await standing()
    guard !standing.lines.isEmpty else { return true }
    var lines = ["Of \(PlanText.count(standing.total, "task")) enqueued here, not all were posted:"] + standing.lines
    if let pause {
      lines += ["The queue is paused: \(pause.reason)", pause.remedy]
    } else if standing.waiting > 0 {
      lines.append("Nothing is lost: what waits is posted by the next start, or by: \(sendingCommand)")
    }
    StandardError.write(lines.joined(separator: "\n"))
    return false
  }

  /// What became of the tasks that were enqueued here.
  private struct Standing {
    var total = 0
    var waiting = 0
    /// What was not posted, with the reasons.
    var lines: [String] = []
  }

  private func standing() async -> Standing {
    var standing = Standing()
    do {
      for progress in try await effectHandler.enqueued() {
        standing.total += progress.total
        standing.waiting += progress.total - progress.ended
        for (word, outcomes) in [
          ("skipped", progress.skipped), ("refused", progress.dead), ("waiting", progress.waiting),
        ] {
          for (reason, count) in outcomes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            standing.lines.append("\(word)   \(count)  \(reason)")
          }
        }
      }
    } catch {
      standing.lines.append("how they stand could not be read: \(error)")
    }
    return standing
  }
}

/// The terminal UI in lines instead of screens.
struct PlainConsole {
  let asciiOnly: Bool

  func run(_ model: inout Model, effectHandler: any EffectHandler, lookEvery: Duration) async -> PlainSession.End {
    let session = PlainSession(
      effectHandler: effectHandler,
      lookEvery: lookEvery,
      zone: model.preferences.zone,
      put: put
    )
    return await session.run(&model, lines: StandardInput.lines)
  }

  /// Writes a line at once, also into a pipe: somebody may wait for it before they ask more. Where nobody listens any
  /// more, the input ends soon.
  func put(_ line: String) {
    StandardStream.output.write(OutputText(plain: line, asciiOnly: asciiOnly) + OutputText(own: "\n"))
  }
}
