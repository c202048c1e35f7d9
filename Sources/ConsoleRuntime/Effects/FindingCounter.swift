import Console
import LearnerRecords
import OpenEdX
import Synchronization

/// Counts findings for the screens, with progress, and can be stopped.
final class FindingCounter: Sendable {
  private struct State {
    var percent: Int?
    var isStopped = false
  }

  private let records: RecordStore
  private let state = Mutex(State())

  init(_ records: RecordStore) { self.records = records }

  /// How much has been counted; nil when nothing is.
  var percent: Int? { state.withLock(\.percent) }

  /// Stops a count that is under way; its answer is then `ConsoleEvent/countingStopped`.
  func stop() { state.withLock { $0.isStopped = $0.percent != nil } }

  /// Counts all findings, until the surrounding task is cancelled or ``stop()`` is called.
  ///
  /// - Throws: what the databases report.
  func count() throws -> ConsoleEvent {
    state.withLock { $0 = State(percent: 0) }
    defer { state.withLock { $0.percent = nil } }
    let start = ContinuousClock.now
    do {
      let groups = try records.readInParallel { reader in
        let total = max(1, try reader.certificateCount())
        return try reader.findingGroups(now: .now) { rows in
          // Rows without a certificate come on top, so that the guess may exceed the whole.
          let isStopped = state.withLock { state in
            state.percent = min(99, rows * 100 / total)
            return state.isStopped
          }
          if isStopped || Task.isCancelled { throw CancellationError() }
        }
      }
      return .findings(groups, tookSeconds: Self.seconds(since: start))
    } catch is CancellationError {
      return .countingStopped
    }
  }

  /// Reads the learners of a group.
  ///
  /// - Throws: what the databases report, and `CancellationError`.
  func learners(of group: FindingGroup.ID, limit: Int) throws -> ConsoleEvent {
    let start = ContinuousClock.now
    let learners = try records.read { reader in
      try reader.learners(of: group, limit: limit, now: .now) { try Task.checkCancellation() }
    }
    return .group(group, learners, tookSeconds: Self.seconds(since: start))
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    let passed = (ContinuousClock.now - start).components
    return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
  }
}
