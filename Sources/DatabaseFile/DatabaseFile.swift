import Foundation
import GRDB
import OpenEdX

/// One of a deployment's two SQLite files, opened with care.
///
/// Both rooms that own a database open it through this type, so that a bad file is refused in the same words and a
/// read-only opening never writes. Nothing is changed before the file has been found to hold what is needed.
package struct DatabaseFile: Sendable {
  /// The file.
  package let path: String
  /// How it was opened.
  package let access: DatabaseAccess
  /// Where to read. Reads see what has been committed, by this process and by others.
  package let reader: any DatabaseReader
  /// Where to write; nil when opened read-only.
  package let writer: DatabasePool?

  /// Seconds to wait for another process's lock before giving up, unless others are asked for.
  package static let busyTimeout: Double = 15

  /// Opens an existing file and checks that it holds the tables and columns.
  ///
  /// Opened for writing, the file is put into WAL mode with `synchronous=FULL`: a commit is on the disk when it returns.
  ///
  /// - Throws: `DatabaseFileError`; the file is then as it was.
  package init(
    path: String,
    access: DatabaseAccess,
    requires tables: [RequiredTable],
    not foreign: ForeignTables = .none,
    busyTimeout: Double = Self.busyTimeout
  ) throws(DatabaseFileError) {
    self.path = path
    self.access = access
    var readOnly: DatabaseQueue?
    do {
      let queue = try Self.openReadOnly(path: path, busyTimeout: busyTimeout)
      try Self.check(queue, path: path, holds: tables, not: foreign)
      readOnly = queue
    } catch let error where error.code == .needsWriting && access == .readWrite {
      // A killed process left something to recover, and this opening may write.
      try Self.checkWritable(path: path)
      try Self.recover(path: path, busyTimeout: busyTimeout, requires: tables, not: foreign)
    }
    switch (access, readOnly) {
    case (.readOnly, let queue?):
      reader = queue
      writer = nil
    default:
      try Self.checkWritable(path: path)
      let pool = try Self.translating(path: path) {
        try readOnly?.close()
        return try Self.openPool(path: path, busyTimeout: busyTimeout)
      }
      reader = pool
      writer = pool
    }
  }

  /// Closes a file that was opened for writing; the log is merged and removed when nobody else has the file open.
  ///
  /// What is still running on it fails; call this when all work has ended.
  package func close() {
    // The readers first: the log is merged by the last connection to close, and a reader cannot do it.
    writer?.releaseMemory()
    // A log that cannot be merged now stays beside the file, and the next opening finds it.
    try? writer?.close()
  }

  /// Makes a new file from a schema; an existing file is refused.
  ///
  /// - Throws: `DatabaseFileError`; what was begun is removed.
  package static func create(path: String, schema: String) throws(DatabaseFileError) {
    var status = stat()
    guard lstat(path, &status) != 0 else {
      throw DatabaseFileError(
        .unwritable,
        path: path,
        reason: "the file exists already",
        remedy: "Name another folder, or move the file away first."
      )
    }
    do {
      try translating(path: path) {
        var configuration = Configuration()
        configuration.label = "create"
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { db in try db.execute(sql: schema) }
        try queue.close()
      }
    } catch {
      try? FileManager.default.removeItem(atPath: path)
      throw error
    }
  }

  /// Opens for reading only, and again when that failed because of a log that another process was just making or
  /// removing.
  ///
  /// - Parameter open: chooses the way in with ``ReadOnlyURI`` and opens.
  /// - Throws: what the last try has thrown.
  package static func openingReadOnly<Value>(
    _ open: () throws(DatabaseFileError) -> Value
  ) throws(DatabaseFileError) -> Value {
    var left = 20
    while true {
      do {
        return try open()
      } catch let error where left > 0 && error.mayPass {
        left -= 1
        // Nothing tells when the other process is done; it takes microseconds.
        usleep(1000)
      }
    }
  }

  /// Runs database work and turns what SQLite reports into this room's error.
  ///
  /// - Throws: `DatabaseFileError`; errors of other kinds become one of code `sqlite` with their text.
  package static func translating<Value>(path: String, _ body: () throws -> Value) throws(DatabaseFileError) -> Value {
    do {
      return try body()
    } catch let error as DatabaseFileError {
      throw error
    } catch let error as DatabaseError {
      throw DatabaseFileError(error, path: path)
    } catch {
      throw DatabaseFileError(.sqlite, path: path, reason: "\(error)", remedy: "Check the disk, then try again.")
    }
  }

  static func openReadOnly(path: String, busyTimeout: Double) throws(DatabaseFileError) -> DatabaseQueue {
    try openingReadOnly { () throws(DatabaseFileError) in
      let way = try ReadOnlyURI(path: path)
      return try translating(path: path) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(busyTimeout)
        return try DatabaseQueue(path: way.text, configuration: configuration)
      }
    }
  }

  static func writingConfiguration(busyTimeout: Double) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    // A copy of a part of a site's tables may lack the rows that others refer to.
    configuration.foreignKeysEnabled = false
    return configuration
  }

  private static func openPool(path: String, busyTimeout: Double) throws -> DatabasePool {
    let pool = try DatabasePool(path: path, configuration: writingConfiguration(busyTimeout: busyTimeout))
    // The pool's own WAL set-up chooses NORMAL, which may lose the last commits when the power fails.
    // Without it, delete triggers do not run for rows that REPLACE deletes, and the log of changes would miss them.
    try pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON")
    }
    pool.add(transactionObserver: ReplacementGuard(path: path), extent: .databaseLifetime)
    return pool
  }

  static func checkWritable(path: String) throws(DatabaseFileError) {
    // SQLite makes its own files beside the database, where a link leads to.
    let resolved = (path as NSString).resolvingSymlinksInPath as NSString
    let folder = resolved.deletingLastPathComponent
    for place in [path, folder.isEmpty ? "." : folder] where faccessat(AT_FDCWD, place, W_OK, AT_EACCESS) != 0 {
      var status = stat()
      let whose = stat(place, &status) == 0 ? Ownership(status: status).description : "its rights cannot be read"
      throw DatabaseFileError(
        .unwritable,
        path: place,
        reason: "you may not write there (\(whose))",
        remedy: "Run as its owner, copy the deployment to a folder of yours, or use \(OptionName.readOnly)."
      )
    }
  }
}

/// How a deployment's files are opened.
package enum DatabaseAccess: Sendable, Hashable {
  /// Not one byte is written, in the files or beside them.
  case readOnly
  /// The files may be changed; they are put into WAL mode.
  case readWrite
}
