import LMS

/// A harm that comes from reading before the commit (<doc:SyncFlow#The-race>).
package enum RaceScenario: String, Sendable, CaseIterable {
  /// The first save of a certificate; the task finds no row.
  case lostAward = "lost award"
  /// A later save; the task reads the old row and posts the old status.
  case staleRead = "stale read"
  /// The transaction is rolled back; the task runs for a change that never happened.
  case phantom
  /// The save of a program's last course; the program's task finds the program not yet completed.
  case programAward = "program award"

  /// The signal whose handler dispatches the task that is watched.
  func dispatches(_ signal: CertificateSignal) -> TaskRequest? {
    switch (self, signal) {
    case (.lostAward, .changed), (.staleRead, .changed), (.phantom, .changed), (.programAward, .awarded):
      TaskRequest(signal)
    default: nil
    }
  }
}

/// When the task is dispatched.
package enum RaceDispatch: String, Sendable, CaseIterable {
  /// From the signal's handler, with the transaction still open: the defect.
  case insideTransaction = "enqueued inside the transaction"
  /// A row in the transaction, and a wake-up on commit: the fix.
  case onCommit = "dispatched on commit"
}

/// How a run of a scenario ended, read back from Credentials.
package enum RaceVerdict: String, Sendable {
  /// Credentials holds what the LMS holds.
  case posted
  /// Credentials does not hold what the LMS committed.
  case lost
  /// A task ran for a change that was rolled back.
  case ranForNothing = "ran for nothing"
  /// Rolled back, and nothing was run.
  case nothingRan = "nothing ran"

  /// Whether the outcome is the right one for its scenario.
  package var isRight: Bool { self == .posted || self == .nothingRan }
}
