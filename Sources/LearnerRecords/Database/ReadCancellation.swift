import GRDB
import GRDBSQLite

/// Stops the statements of a connection when the Swift task that runs them is cancelled.
///
/// A statement may take long before its first row, where it sorts; nothing but SQLite itself can stop it there.
enum ReadCancellation {
  /// SQLite's virtual machine makes so many steps in about a tenth of a millisecond.
  private static let steps: Int32 = 5000

  /// Looks from now on, while a statement runs, whether the task on this thread is cancelled; the statement then fails
  /// with `SQLITE_INTERRUPT`.
  static func watch(_ db: Database) {
    sqlite3_progress_handler(db.sqliteConnection, steps, { _ in Task.isCancelled ? 1 : 0 }, nil)
  }
}
