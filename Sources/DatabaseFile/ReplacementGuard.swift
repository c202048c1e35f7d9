import Foundation
import GRDB

/// Refuses each commit into a file that is no longer the one at its path.
///
/// When another file is put in its place, those who have the old one open go on with a file that has no name any more:
/// what they commit would be lost when they end, and nobody would be told. SQLite itself notices only outside WAL mode.
final class ReplacementGuard: TransactionObserver {
  private let path: String
  private let identity: Identity?

  private struct Identity: Equatable {
    let device: UInt64
    let node: UInt64

    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      (device, node) = (UInt64(status.st_dev), UInt64(status.st_ino))
    }
  }

  /// Takes the file as it is now.
  init(path: String) {
    self.path = path
    identity = Identity(path)
  }

  func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }

  func databaseDidChange(with event: DatabaseEvent) {}

  /// - Throws: `DatabaseFileError` of code `replaced`; the transaction is rolled back.
  func databaseWillCommit() throws {
    guard Identity(path) != identity else { return }
    throw DatabaseFileError(
      .replaced,
      path: path,
      reason: "another file was put in its place, or it was moved, while this program had it open",
      remedy: """
        Nothing more is written. The old file's log, \(path)-wal and -shm, would spoil the new one: end this program, \
        remove the two, put the new file there again, then start.
        """
    )
  }

  func databaseDidCommit(_ db: Database) {}

  func databaseDidRollback(_ db: Database) {}
}
