import Foundation
import GRDB
import LMS
import Synchronization

/// A named place at which the process kills itself, as hard as the kernel does.
final class FailPoint: Sendable {
  private let name: String
  private let left: Atomic<Int>

  init(name: String, passes: Int) {
    self.name = name
    left = Atomic(passes)
  }

  /// Passes a place; the last pass of the one that was named does not return.
  func pass(_ place: String) {
    guard place == name, left.subtract(1, ordering: .relaxed).newValue <= 0 else { return }
    kill(getpid(), SIGKILL)
    // The signal may take a moment to arrive; nothing must happen in it.
    while true { pause() }
  }
}

/// Between a commit and the wake of the engine: told before the engine's own receiver.
struct CommitFailPoint: SignalReceiver {
  let failPoint: FailPoint

  func receive(_ signal: CertificateSignal, in transaction: LMSTransaction) throws {
    guard case .changed = signal else { return }
    transaction.db.afterNextTransaction { [failPoint] _ in failPoint.pass("after-commit") }
  }
}

/// In the middle of a transaction: at a removal while pruning, and right before any commit of the queue.
final class RowFailPoint: TransactionObserver {
  private let failPoint: FailPoint

  init(failPoint: FailPoint) { self.failPoint = failPoint }

  func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { eventKind.tableName == "sync_task" }

  func databaseDidChange(with event: DatabaseEvent) {
    if event.kind == .delete { failPoint.pass("during-prune") }
  }

  func databaseWillCommit() throws { failPoint.pass("before-commit") }

  func databaseDidCommit(_ db: Database) {}

  func databaseDidRollback(_ db: Database) {}
}
