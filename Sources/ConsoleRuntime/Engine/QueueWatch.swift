import CertificateSync
import Console
import OpenEdX
import Synchronization

/// Looks at a deployment's queue, whichever process runs it, and keeps from one look to the next what need not be read again.
final class QueueWatch: Sendable {
  private struct Last {
    var fingerprint: DataFingerprint?
    var tasks = QueueTasks()
    var status: QueueStatus?
    var sampledAt: UTCTime?
    /// Whether something was written since the last sample.
    var hasChanged = true
  }

  private let engine: SyncEngine?
  private let lmsPath: String
  private let last = Mutex(Last())

  init(engine: SyncEngine?, lmsPath: String) {
    self.engine = engine
    self.lmsPath = lmsPath
  }

  /// Seconds between samples of what was done.
  private static let sampleSeconds = 1.0

  /// Fills in how the queue stands, its tasks, and what was done since the last sample.
  ///
  /// - Parameter fingerprint: the databases' state, so that what did not change is not read again.
  func look(_ snapshot: inout EngineSnapshot, _ fingerprint: DataFingerprint, now: UTCTime) async throws {
    let known = last.withLock { last in
      if last.fingerprint != fingerprint { last.hasChanged = true }
      return (isSame: last.fingerprint == fingerprint, tasks: last.tasks, status: last.status)
    }
    snapshot.now = now
    (snapshot.queue, snapshot.tasks) = (known.status, known.tasks)
    if engine != nil || !known.isSame { snapshot.queue = try await reader().status(now: now) }
    if !known.isSame { snapshot.tasks = try await reader().tasks(now: now) }
    snapshot.sample = try await sample(now: now)
    let (queue, tasks) = (snapshot.queue, snapshot.tasks)
    last.withLock { last in
      last.fingerprint = fingerprint
      (last.status, last.tasks) = (queue, tasks)
    }
  }

  /// How many tasks of a plan wait in the queue already.
  func queued(of plan: BackfillPlan) async throws -> Int { plan.isEmpty ? 0 : try await reader().queued(of: plan) }

  /// A deployment that may only be read is opened again each time: see `RecordStore`.
  func reader() throws -> QueueReader {
    try engine?.queue.reader ?? QueueReader(readingOnly: lmsPath)
  }

  private func sample(now: UTCTime) async throws -> EngineSample? {
    let (since, hasChanged) = last.withLock { ($0.sampledAt, $0.hasChanged) }
    guard let since else {
      last.withLock { $0.sampledAt = now }
      return nil
    }
    let seconds = Double(now.microseconds - since.microseconds) / 1_000_000
    guard seconds >= Self.sampleSeconds else { return nil }
    let activity = hasChanged ? try await reader().activity(after: since, until: now) : QueueActivity()
    last.withLock { last in
      last.sampledAt = now
      last.hasChanged = false
    }
    return EngineSample(perSecond: Double(activity.ended) / seconds, latency: activity.meanSeconds)
  }
}
