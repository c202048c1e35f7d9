import LearnerRecords
import Synchronization

/// The index of all learners that the last search used, and whether it is time for a new one.
final class PeopleIndex: Sendable {
  /// An index, and of what state of the databases it is.
  struct Made: Sendable {
    let index: LearnerIndex
    var fingerprint: DataFingerprint
    /// Up to where the logs of changes were known; nil where there are none.
    var position: DataPosition?
  }

  private struct State {
    var made: Made?
    var dueAt = ContinuousClock.now
  }

  /// A new index is made no sooner than so many times the duration of its making after the last one.
  private static let rest = 9

  private let state = Mutex(State())

  var made: Made? { state.withLock { $0.made } }

  /// Whether the last index was made long enough ago.
  var isDue: Bool { state.withLock { ContinuousClock.now >= $0.dueAt } }

  /// Takes an index that is there already.
  func take(_ made: Made) { state.withLock { $0.made = made } }

  /// Makes a new index and keeps it.
  func make(_ read: () throws -> Made) rethrows -> Made {
    let begin = ContinuousClock.now
    let made = try read()
    let end = ContinuousClock.now
    state.withLock {
      $0.made = made
      $0.dueAt = end.advanced(by: (end - begin) * Self.rest)
    }
    return made
  }
}
