import DatabaseFile
import Foundation
import GRDB

/// Whether a deployment's two files were written together.
///
/// Where an import or a pull puts two files in force, a reader can come between the first and the second. It then looks
/// again; what stays so is a mixed pair, in which every learner's rows could be of two sites or of two days.
enum FilePair {
  /// How often a reader looks again, and how long it waits in between: two seconds in all.
  private static let (tries, pause) = (100, 0.02)

  /// The files are not of one pair.
  private struct Mixed: Error {}

  /// Takes for the body one state of both files that belong together.
  ///
  /// - Parameter attempt: opens the files and reads; it is called again when ``check(_:)`` has thrown.
  /// - Throws: `DatabaseFileError` of code `schema` for files that stay mixed; what `attempt` throws.
  static func reading<Value>(folder: String, _ attempt: () throws -> Value) throws -> Value {
    for _ in 1..<tries {
      do { return try attempt() } catch is Mixed { Thread.sleep(forTimeInterval: pause) }
    }
    do { return try attempt() } catch is Mixed {
      throw DatabaseFileError(
        .schema,
        path: folder,
        reason:
          "lms.sqlite and credentials.sqlite were not written together: they are from two imports or pulls, or one "
          + "of them was put there by hand",
        remedy: "Import or pull both again. Where they do belong together, drop the table sync_origin from both."
      )
    }
  }

  /// Compares the two files that a connection has open; both are of one state from then on, to the end of the transaction.
  ///
  /// - Throws: what ``reading(folder:_:)`` catches; what SQLite reports.
  static func check(_ db: Database) throws {
    guard try SyncOrigin.pair(db) == SyncOrigin.pair(db, schema: "credentials") else { throw Mixed() }
  }
}
