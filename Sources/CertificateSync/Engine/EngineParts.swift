import Credentials
import LMS
import Logging
import OpenEdX

/// What a run of the engine works with.
struct EngineParts: Sendable {
  let queue: TaskQueue
  let wakeSignal: WakeSignal
  let lms: LMSDatabase
  let credentials: CredentialsConnection
  /// Nil where requests may come as fast as they can.
  let gate: RequestGate?
  let limits: EngineLimits
  let logger: Logger
  let clock: @Sendable () -> UTCTime
  let listener: @Sendable (SyncEngine.Report) -> Void
  let meter: EngineMeter
}

extension EngineParts {
  /// Says what came of a task, in the LMS's words where it has some.
  func log(_ task: SyncTask, _ outcome: TaskOutcome) {
    let metadata: Logger.Metadata = ["task": "\(task.request.key)", "attempt": "\(task.attempts)"]
    switch outcome {
    case .done(let text): logger.info("\(text)", metadata: metadata)
    case .skipped(let text): logger.warning("Skipped: \(text)", metadata: metadata)
    case .retry(let text, _): logger.warning("Will be tried again: \(text)", metadata: metadata)
    case .dead(let text): logger.error("Refused: \(text)", metadata: metadata)
    case .pause(let text):
      logger.critical("The queue is paused, until “sync resume” or P in Engine: \(text)", metadata: metadata)
    }
  }
}
