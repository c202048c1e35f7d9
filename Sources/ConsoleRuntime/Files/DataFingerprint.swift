import Foundation
import LearnerRecords

/// Tells whether a database was changed, by whichever process: which files there are, their sizes and times, and those of
/// their logs.
///
/// A file that was put in another's place is told by its number, even when size and times were kept. SQLite's own
/// `PRAGMA data_version` would need a connection that stays open, which a read-only deployment does not have.
package struct DataFingerprint: Equatable, Sendable {
  let parts: [Int64]
  /// Whether no database has a write-ahead log, so that nobody has them open for writing.
  let isAtRest: Bool

  /// Looks at a deployment's two databases.
  package init(of records: RecordStore) { self.init(of: [records.lmsPath, records.credentialsPath]) }

  /// Looks at files.
  init(of paths: [String]) {
    isAtRest = paths.allSatisfy { access($0 + "-wal", F_OK) != 0 }
    parts = paths.flatMap { [$0, $0 + "-wal"] }.flatMap { path -> [Int64] in
      var status = stat()
      guard stat(path, &status) == 0 else { return [-1] }
      return [
        Int64(truncatingIfNeeded: status.st_dev), Int64(truncatingIfNeeded: status.st_ino), Int64(status.st_size),
        Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec),
      ]
    }
  }
}
