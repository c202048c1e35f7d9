import Foundation
import GRDB

extension DatabaseFile {
  /// Finishes or undoes the change in the middle of which a process was ended, where a file cannot be read without that.
  ///
  /// For everyone who may write, before anything is read. A file that can be read as it lies is not touched; other
  /// trouble with it is left to those who open it.
  ///
  /// - Throws: `DatabaseFileError` of code `needsWriting` when this user may not write there, and what SQLite reports.
  package static func recoverIfInterrupted(path: String) throws(DatabaseFileError) {
    let interruption: DatabaseFileError
    do {
      let queue = try openReadOnly(path: path, busyTimeout: busyTimeout)
      try translating(path: path) {
        _ = try queue.read { db in try StoredRow.fetchOne(db, sql: "SELECT 1 FROM sqlite_schema LIMIT 1") }
        try queue.close()
      }
      return
    } catch {
      guard error.code == .needsWriting else { return }
      interruption = error
    }
    do { try checkWritable(path: path) } catch {
      throw DatabaseFileError(
        .needsWriting,
        path: path,
        reason: interruption.reason,
        remedy:
          "You may not write there: have the folder's owner run the same command once, or copy the folder and open "
          + "the copy."
      )
    }
    try recover(path: path, busyTimeout: busyTimeout)
  }

  /// Opens for writing and reads, upon which SQLite recovers, and closes, upon which it merges the log.
  static func recover(
    path: String,
    busyTimeout: Double,
    requires tables: [RequiredTable] = [],
    not foreign: ForeignTables = .none
  ) throws(DatabaseFileError) {
    let queue = try translating(path: path) {
      let queue = try DatabaseQueue(path: path, configuration: writingConfiguration(busyTimeout: busyTimeout))
      _ = try queue.read { db in try StoredRow.fetchOne(db, sql: "SELECT 1 FROM sqlite_schema LIMIT 1") }
      return queue
    }
    try check(queue, path: path, holds: tables, not: foreign)
    try translating(path: path) { try queue.close() }
  }
}
