import Foundation
import GRDB
import TestSupport

/// The files of a process that was killed in the middle of a commit in rollback journal mode.
enum HotJournal {
  /// Makes `lms.sqlite` with one learner, half overwritten, and the journal that holds the old pages.
  static func make(in folder: TemporaryFolder) throws {
    let crashed = try TemporaryFolder()
    let path = try Sample.rollback(in: crashed)
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in
      // Without a spill the file would only be written at the commit; a cache of one page spills at once.
      try db.execute(sql: "PRAGMA cache_size = 1; BEGIN IMMEDIATE; DELETE FROM learner")
      for _ in 0..<50 {
        try db.execute(sql: "INSERT INTO filler VALUES (?)", arguments: [String(repeating: "x", count: 3000)])
      }
      try Sample.copy(["lms.sqlite", "lms.sqlite-journal"], from: crashed, to: folder)
      try db.execute(sql: "ROLLBACK")
    }
    try queue.close()
  }
}
