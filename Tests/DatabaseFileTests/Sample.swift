import DatabaseFile
import Foundation
import GRDB
import TestSupport

/// A small database file to open, in the state that a test asks for.
enum Sample {
  static let schema = """
    CREATE TABLE learner (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE filler (text TEXT NOT NULL);
    """
  static let tables = [RequiredTable("learner", ["id", "name"])]

  /// A database in rollback journal mode with one learner.
  @discardableResult
  static func rollback(
    in folder: TemporaryFolder,
    as name: String = "lms.sqlite",
    named: String = "ada"
  ) throws -> String {
    let path = folder.file(name)
    try DatabaseFile.create(path: path, schema: schema)
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: "INSERT INTO learner (name) VALUES (?)", arguments: [named]) }
    try queue.close()
    return path
  }

  /// A database in WAL mode whose log has been merged and removed.
  @discardableResult
  static func cleanWAL(in folder: TemporaryFolder, as name: String = "lms.sqlite") throws -> String {
    let path = try rollback(in: folder, as: name)
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
    try queue.close()
    return path
  }

  /// A connection that has committed a second learner to the log and keeps the log unmerged.
  static func writerWithLog(path: String, named: String = "grace") throws -> DatabaseQueue {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0")
      try db.execute(sql: "INSERT INTO learner (name) VALUES (?)", arguments: [named])
    }
    return queue
  }

  /// The files of one folder, copied into another as a crash or a careless copy would leave them.
  static func copy(_ names: [String], from source: TemporaryFolder, to target: TemporaryFolder) throws {
    for name in names { try target.copy(source.file(name), as: name) }
  }

  static func open(_ path: String, _ access: DatabaseAccess = .readOnly) throws(DatabaseFileError) -> DatabaseFile {
    try DatabaseFile(path: path, access: access, requires: tables)
  }

  static func names(_ file: DatabaseFile) throws -> [String] {
    try file.reader.read { try String.fetchAll($0, sql: "SELECT name FROM learner ORDER BY id") }
  }
}
