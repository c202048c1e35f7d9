import LMS
import Logging
import OpenEdX

/// What a run of the engine works with.
struct EngineParts: Sendable {
  let queue: TaskQueue
  let wakeSignal: WakeSignal
  let worker: TaskWorker
  let limits: EngineLimits
  let logger: Logger
  let clock: @Sendable () -> UTCTime
  let listener: @Sendable (SyncEngine.Report) -> Void
  let meter: EngineMeter
}
