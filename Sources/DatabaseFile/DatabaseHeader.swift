import Foundation
import OpenEdX

/// The first bytes of an SQLite file, read before SQLite touches it.
struct DatabaseHeader {
  enum Journal { case rollback, wal }

  let journal: Journal

  /// Reads the header of an existing file.
  ///
  /// An empty file is a database without tables, as SQLite sees it.
  init(path: String) throws(DatabaseFileError) {
    var status = stat()
    if stat(path, &status) != 0 {
      guard errno == EACCES else {
        throw DatabaseFileError(
          .missing,
          path: path,
          reason: "there is no such file",
          remedy: "A deployment is a folder with lms.sqlite and credentials.sqlite; name it with "
            + "\(OptionName.deployment)."
        )
      }
      throw DatabaseFileError(
        .unreadable,
        path: path,
        reason: "you may not enter its folder",
        remedy: "Run as its owner, or have the folder's rights changed."
      )
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw DatabaseFileError(
        .notAFile,
        path: path,
        reason: "this is not a regular file",
        remedy: "Put the SQLite database there."
      )
    }
    guard let bytes = OpenHeaders.read(path: path, status: status) else {
      throw DatabaseFileError(
        .unreadable,
        path: path,
        reason: "you may not read it (\(Ownership(status: status)))",
        remedy: "Run as its owner, or have its rights changed."
      )
    }
    if bytes.isEmpty {
      journal = .rollback
      return
    }
    guard bytes.count == 100, bytes.starts(with: Array("SQLite format 3\u{0}".utf8)) else {
      throw DatabaseFileError(
        .notADatabase,
        path: path,
        reason: "this is not an SQLite database",
        remedy: "Copy the file again from the site, in binary mode."
      )
    }
    journal = bytes[18] == 2 || bytes[19] == 2 ? .wal : .rollback
  }
}

/// Whose file it is and with what rights, for a message about a file that may not be used.
struct Ownership: CustomStringConvertible {
  let status: stat

  var description: String {
    let owner = getpwuid(status.st_uid).map { String(cString: $0.pointee.pw_name) } ?? "user \(status.st_uid)"
    let you = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "user \(geteuid())"
    return "it belongs to \(owner), rights \(String(status.st_mode & 0o7777, radix: 8)); you are \(you)"
  }
}
