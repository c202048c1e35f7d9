import CertificateSync
import Console
import Foundation

/// Changes the queue as the operator asks, and runs the replay of the defect. Without an engine nothing is changed.
struct QueueControl: Sendable {
  let engine: SyncEngine?

  /// Why nothing is done without an engine.
  static let closed = "the deployment is open for reading only"

  /// Pauses the queue.
  ///
  /// - Throws: `DatabaseFileError`.
  func pause(_ reason: String, for effect: Effect) async throws -> ConsoleEvent {
    guard let engine else { return .failed(Self.closed, of: effect) }
    try await engine.queue.pause(reason: reason)
    return .queueChanged("The queue is paused; posts in flight still end. P resumes it")
  }

  /// Lets processes claim tasks again.
  ///
  /// - Throws: `DatabaseFileError`.
  func resume(for effect: Effect) async throws -> ConsoleEvent {
    guard let engine else { return .failed(Self.closed, of: effect) }
    try await engine.queue.resume()
    engine.wakeSignal.wake()
    return .queueChanged("The queue is open")
  }

  /// Lets these dead tasks run again; nil for all.
  ///
  /// - Throws: `DatabaseFileError`.
  func retryDead(_ ids: [Int64]?, for effect: Effect) async throws -> ConsoleEvent {
    guard let engine else { return .failed(Self.closed, of: effect) }
    let result =
      if let ids { try await engine.queue.retryDead(ids) } else { try await engine.queue.retryAllDead() }
    engine.wakeSignal.wake()
    return .queueChanged(Self.text(result))
  }

  private static func text(_ result: TaskQueue.RetryByHand) -> String {
    var parts = ["\(PlanText.count(result.queued, "task")) queued again"]
    if result.superseded > 0 { parts.append("\(result.superseded) ended: a newer one for the same waits already") }
    if !result.notDead.isEmpty { parts.append("\(result.notDead.count) not dead any more") }
    return parts.joined(separator: "; ")
  }

  /// Runs every case in both ways, in a folder of its own that is removed.
  ///
  /// - Throws: what the scratch databases report.
  static func race() async throws -> [Race.Result] {
    let scratch = FileManager.default.temporaryDirectory.path + "/learner-records-race-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    var results: [Race.Result] = []
    for scenario in RaceScenario.allCases {
      for dispatch in RaceDispatch.allCases {
        try Task.checkCancellation()
        results.append(try await Race(scratch: scratch).run(scenario, dispatch))
      }
    }
    return results
  }
}
