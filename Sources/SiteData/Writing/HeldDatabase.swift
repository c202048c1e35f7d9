import DatabaseFile
import GRDB

/// A database in force, held so that nobody writes into it while another is put in its place.
///
/// Its log is merged first: the new file must not meet the old one's.
final class HeldDatabase {
  let queue: DatabaseQueue

  /// Holds the file.
  ///
  /// - Throws: `SiteDataError` of code `inUse` when another process has it open for writing, or of code `unwritable` when
  ///   it cannot be used.
  init(path: String, busyTimeout: Double = 5) throws(SiteDataError) {
    do {
      queue = try DatabaseFile.translating(path: path) {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.foreignKeysEnabled = false
        // The lock is held from here to the release.
        configuration.allowsUnsafeTransactions = true
        configuration.label = "in force"
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase { db in
          // Leaving WAL mode needs that nobody else has the file open; it merges the log and removes it.
          try db.execute(sql: "PRAGMA journal_mode = DELETE")
          try db.execute(sql: "BEGIN EXCLUSIVE")
        }
        return queue
      }
    } catch {
      guard error.code == .busy else {
        throw SiteDataError(.unwritable, at: path, error.reason, remedy: "Move it away, or name another folder.")
      }
      throw SiteDataError(
        .inUse,
        at: path,
        "another process has the deployment open",
        remedy: "End the terminal UI and “sync” on it, then try again; nothing was changed."
      )
    }
  }

  /// Lets the file go; nothing was written into it.
  func release() {
    // A connection that cannot roll back is closed, which rolls back.
    try? queue.inDatabase { db in try db.execute(sql: "ROLLBACK") }
    try? queue.close()
  }
}
