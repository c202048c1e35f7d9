import OpenEdX
import Synchronization

/// What happened in a run of a scenario, in order, from two threads.
package final class RaceTimeline: Sendable {
  /// Who did something.
  package enum Actor: String, Sendable {
    /// The connection that saves the certificate.
    case lms = "LMS"
    /// The connection that runs the task.
    case worker
  }

  /// One thing that happened.
  package struct Entry: Sendable {
    /// Milliseconds since the run began.
    package let milliseconds: Double
    /// Who did it.
    package let actor: Actor
    /// What was done.
    package let text: String
  }

  private let start = ContinuousClock.now
  private let kept = Mutex<[Entry]>([])

  /// The entries, in order.
  package var entries: [Entry] { kept.withLock { $0 } }

  func add(_ actor: Actor, _ text: String) {
    kept.withLock { entries in
      let passed = (ContinuousClock.now - start).components
      let milliseconds = Double(passed.seconds) * 1000 + Double(passed.attoseconds) / 1e15
      entries.append(Entry(milliseconds: milliseconds, actor: actor, text: text))
    }
  }
}
