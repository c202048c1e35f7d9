import Foundation

/// The URI under which a database can be read without a byte being written.
///
/// A database in WAL mode makes `-wal` and `-shm` files even for its readers, so the way in depends on what lies there:
/// - rollback journal mode: read-only suffices;
/// - WAL mode, `-wal` and `-shm`: somebody has it open, or was killed; the shared memory is mapped without write access.
///   The log may be empty for the moment: who reads past it would not see what is written to it next;
/// - WAL mode and no (or an empty) `-wal`: nobody has it open, so it is read as `immutable`. Not otherwise: closing an
///   immutable connection drops the locks that other connections of this process hold on the file;
/// - WAL mode and a `-wal` alone: the log would have to be recovered first, which writes.
///
/// It holds for the moment only: who opens or closes the database meanwhile makes or removes the log.
package struct ReadOnlyURI: Sendable {
  /// The URI, for opening or `ATTACH`.
  package let text: String
  private let path: String
  /// What an immutable file was when the way in was chosen; nil for the other ways, which see every change.
  private let state: FileState?

  /// Chooses the way in.
  ///
  /// - Throws: `DatabaseFileError` when the file is missing, is no database, or cannot be read without writing.
  package init(path: String) throws(DatabaseFileError) {
    let journal = try DatabaseHeader(path: path).journal
    var options = "mode=ro"
    var state: FileState?
    if journal == .wal {
      // SQLite follows links before it looks for the log.
      let log = Self.resolvingLinks(path) + "-wal"
      let files = FileManager.default
      if files.fileExists(atPath: log), files.fileExists(atPath: Self.resolvingLinks(path) + "-shm") {
        options += "&readonly_shm=1"
      } else if Self.isEmpty(log) {
        options += "&immutable=1"
        state = FileState(path: path)
      } else {
        throw DatabaseFileError(
          .needsWriting,
          path: path,
          reason: "its write-ahead log (\(log)) has not been merged, and merging it would write",
          remedy: "Copy the folder and open the copy without --read-only."
        )
      }
    }
    text = Self.uri(path: path, options: options)
    self.path = path
    self.state = state
  }

  /// Checks after reading that nobody has written into a file that was taken for immutable: what was read may then be
  /// neither the old state nor the new one.
  ///
  /// - Throws: `DatabaseFileError` of code `busy`.
  package func verify() throws(DatabaseFileError) {
    guard let state, state != FileState(path: path) else { return }
    throw DatabaseFileError(
      .busy,
      path: path,
      reason: "another process has changed it while it was read",
      remedy: "Try again."
    )
  }

  /// Whether there is no such file, or nothing in it.
  private static func isEmpty(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 || status.st_size == 0
  }

  private static func resolvingLinks(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// A `file:` URI; the characters that have a meaning in one are escaped.
  private static func uri(path: String, options: String) -> String {
    let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    var escaped = ""
    for byte in absolute.utf8 {
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"):
        escaped += "%" + String(byte, radix: 16, uppercase: true)
      case 0x21..<0x7f: escaped.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        escaped += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return "file:\(escaped)?\(options)"
  }
}
