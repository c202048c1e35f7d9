import Credentials
import LMS
import Logging
import OpenEdX
import Synchronization

/// What a run of the engine works with.
struct EngineParts: Sendable {
  let queue: TaskQueue
  let wakeSignal: WakeSignal
  let lms: LMSDatabase
  let credentials: CredentialsConnection
  /// The LMS setting `DISABLE_HONOR_CERTIFICATES`.
  let honorCertificatesDisabled: Bool
  /// Nil where requests may come as fast as they can.
  let gate: RequestGate?
  /// Nil where all learners are this process's.
  let shards: ShardGate?
  /// Brings the copy's rows up to date before they are read; nil where the databases are the site's own or a copy alone.
  let refresh: SiteRefresh?
  /// Hands tasks to the site's workers; nil where this program posts.
  let desk: HandOverDesk?
  let limits: EngineLimits
  let logger: Logger
  let clock: @Sendable () -> UTCTime
  let listener: @Sendable (SyncEngine.Report) -> Void
  let meter: EngineMeter
}

extension EngineParts {
  /// Says what came of a task, in the LMS's words where it has some.
  func log(_ task: SyncTask, _ outcome: TaskOutcome) {
    let request = task.request
    var metadata: Logger.Metadata = ["task": "\(request.key)", "attempt": "\(task.attempts)"]
    if let username = request.username { metadata["learner"] = "\(username)" }
    if let run = request.courseRunKey { metadata["run"] = "\(run)" }
    switch outcome {
    case .done(let text): logger.info("\(text)", metadata: metadata)
    case .skipped(let text): logger.warning("Skipped, \(request.subject): \(text)", metadata: metadata)
    case .retry(let text, _): logger.warning("Will be tried again, \(request.subject): \(text)", metadata: metadata)
    case .dead(let text): logger.error("Given up, \(request.subject): \(text)", metadata: metadata)
    case .pause(let text):
      logger.critical(
        "The queue is paused until “\(CommandName.syncResume)”, \(request.subject): \(text)",
        metadata: metadata
      )
    }
  }
}

/// Counts the tasks that ended in the last ten seconds.
final class EngineMeter: Sendable {
  private let recent = Mutex<[UTCTime]>([])

  func count(_ time: UTCTime) {
    recent.withLock { recent in
      // Once in a while is enough: nobody may be looking.
      if recent.count > 100_000 { recent.removeAll { $0 < time.adding(seconds: -10) } }
      recent.append(time)
    }
  }

  func perSecond(_ now: UTCTime) -> Double {
    recent.withLock { recent in
      recent.removeAll { $0 < now.adding(seconds: -10) }
      return Double(recent.count) / 10
    }
  }
}

/// Reads what a task is about from the site itself and writes it into the copy, which can be older than what was revoked
/// since.
package typealias SiteRefresh = @Sendable (TaskRequest) async throws -> Void

extension EngineRun {
  /// Brings the copy's rows of a task up to date.
  ///
  /// - Returns: what the task ends with when that cannot be done; nothing is posted from rows of unknown age.
  func refreshed(_ request: TaskRequest) async -> TaskOutcome? {
    guard let refresh = parts.refresh else { return nil }
    do {
      try await refresh(request)
      return nil
    } catch {
      return .retry(
        "the site's database cannot be read, and nothing is posted from its copy alone: \(error)",
        after: nil
      )
    }
  }
}
