import LearnerRecords
import Synchronization

/// The index of all learners that the last search used, and whether it is time for a new one.
final class PeopleIndex: Sendable {
  private struct State {
    var index: LearnerIndex?
    var fingerprint: DataFingerprint?
    var dueAt = ContinuousClock.now
  }

  /// A new index is made no sooner than so many times the duration of its making after the last one.
  private static let rest = 9

  private let state = Mutex(State())

  var index: LearnerIndex? { state.withLock { $0.index } }

  /// Whether the databases have changed since the index was made, and it was made long enough ago.
  func isDue(_ fingerprint: DataFingerprint) -> Bool {
    state.withLock { $0.fingerprint != fingerprint && ContinuousClock.now >= $0.dueAt }
  }

  /// Takes an index that an earlier session has made of the same databases.
  func take(_ index: LearnerIndex?, _ fingerprint: DataFingerprint) -> LearnerIndex? {
    guard let index else { return nil }
    state.withLock {
      $0.index = index
      $0.fingerprint = fingerprint
    }
    return index
  }

  /// Makes a new index and keeps it.
  func make(_ fingerprint: DataFingerprint, _ read: () throws -> LearnerIndex) rethrows -> LearnerIndex {
    let begin = ContinuousClock.now
    let index = try read()
    let end = ContinuousClock.now
    state.withLock {
      $0.index = index
      $0.fingerprint = fingerprint
      $0.dueAt = end.advanced(by: (end - begin) * Self.rest)
    }
    return index
  }
}
