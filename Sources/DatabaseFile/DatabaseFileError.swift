import GRDB
import OpenEdX

/// A database file that cannot be used, and what to do about it.
package struct DatabaseFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of trouble it is.
  package enum Code: String, Sendable {
    /// There is no such file.
    case missing
    /// The path names a folder or a device.
    case notAFile
    /// The file's rights keep this user from reading it.
    case unreadable
    /// The file's or folder's rights keep this user from writing.
    case unwritable
    /// The bytes are not those of an SQLite database.
    case notADatabase
    /// A table or a column that is needed is not there.
    case schema
    /// A column holds a value that cannot be meant.
    case value
    /// The file is damaged.
    case corrupt
    /// Another process holds the lock for longer than the time-out.
    case busy
    /// The disk, or the database's page limit, is full.
    case full
    /// The file was opened for reading only and cannot be read without writing.
    case needsWriting
    /// Another file was put in its place while it was open for writing.
    case replaced
    /// Something else that SQLite reports.
    case sqlite
  }

  /// What kind of trouble it is.
  package let code: Code
  /// The file.
  package let path: String
  /// What is wrong, as a clause.
  package let reason: String
  /// What the reader of the message can do.
  package let remedy: String

  /// Takes the parts of the message.
  package init(_ code: Code, path: String, reason: String, remedy: String) {
    self.code = code
    self.path = path
    self.reason = reason
    self.remedy = remedy
  }

  /// One line: the file, the reason, the remedy.
  package var description: String { "\(path): \(reason)\(reason.hasSuffix("?") ? "" : ".") \(remedy)" }
}

extension DatabaseFileError {
  /// Whether the trouble may be that another process was just making or removing the log.
  var mayPass: Bool { code == .unreadable || code == .needsWriting }

  /// Says in the operator's words what SQLite reported.
  package init(_ error: DatabaseError, path: String) {
    let said = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_NOTADB:
      self.init(
        .notADatabase,
        path: path,
        reason: "this is not an SQLite database, or it is encrypted",
        remedy: "Copy the file again from the site, in binary mode."
      )
    case .SQLITE_CORRUPT:
      self.init(
        .corrupt,
        path: path,
        reason: "the database is damaged (\(said))",
        remedy: "Take a new copy; “sqlite3 FILE .recover” may save what is readable."
      )
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      self.init(
        .busy,
        path: path,
        reason: "another process keeps the database locked (\(said))",
        remedy: "Let it finish or end it, then try again."
      )
    case .SQLITE_FULL:
      self.init(
        .full,
        path: path,
        reason: "there is no space left for the database (\(said))",
        remedy: "Free some space on that disk; nothing of the interrupted change was kept."
      )
    case .SQLITE_READONLY where Self.recoveries.contains(error.extendedResultCode):
      self = .interrupted(
        path: path,
        "a process was ended in the middle of a change, and undoing that would write (\(said))"
      )
    case .SQLITE_READONLY:
      self.init(
        .unwritable,
        path: path,
        reason: "the database cannot be written (\(said))",
        remedy: "Check the rights of the file and its folder, or use \(OptionName.readOnly)."
      )
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(
        .unreadable,
        path: path,
        reason: "the database cannot be opened (\(said))",
        remedy: "Check that the file and its folder exist and that you may read them."
      )
    case .SQLITE_ERROR where Self.missing.contains(where: said.contains):
      self.init(
        .schema,
        path: path,
        reason: said,
        remedy: "Copy the whole database of the site; this table or column is needed."
      )
    default:
      self.init(
        .sqlite,
        path: path,
        reason: "SQLite reports \(error.extendedResultCode.rawValue): \(said)",
        remedy: "Check the disk, then try again."
      )
    }
  }

  /// A file that cannot be read before what a killed process left behind is finished or undone.
  static func interrupted(path: String, _ reason: String) -> DatabaseFileError {
    DatabaseFileError(
      .needsWriting,
      path: path,
      reason: reason,
      remedy: "Run the same command once without \(OptionName.readOnly), which does that; or copy the folder and open "
        + "the copy."
    )
  }

  /// What a reader without the right to write is told where something has to be recovered first.
  private static let recoveries: [ResultCode] = [
    .SQLITE_READONLY_ROLLBACK, .SQLITE_READONLY_RECOVERY, .SQLITE_READONLY_CANTLOCK, .SQLITE_READONLY_CANTINIT,
  ]

  /// SQLite has one code for all errors in a statement; only its words tell that the schema lacks something.
  private static let missing = ["no such table", "no such column", "has no column named"]
}
