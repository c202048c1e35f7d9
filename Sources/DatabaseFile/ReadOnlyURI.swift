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
struct ReadOnlyURI {
  let text: String

  init(path: String) throws(DatabaseFileError) {
    let journal = try DatabaseHeader(path: path).journal
    var options = "mode=ro"
    if journal == .wal {
      // SQLite follows links before it looks for the log.
      let log = Self.resolvingLinks(path) + "-wal"
      let files = FileManager.default
      if files.fileExists(atPath: log), files.fileExists(atPath: Self.resolvingLinks(path) + "-shm") {
        options += "&readonly_shm=1"
      } else if Self.isEmpty(log) {
        options += "&immutable=1"
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
