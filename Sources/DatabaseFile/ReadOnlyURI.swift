import Foundation

/// The URI under which a database can be read without a byte being written.
///
/// A database in WAL mode makes `-wal` and `-shm` files even for its readers, so the way in depends on what lies there:
/// - rollback journal mode: read-only suffices;
/// - WAL mode and a `-shm`: somebody has it open; the shared memory is mapped without write access;
/// - WAL mode, no `-shm`, no (or an empty) `-wal`: nobody has it open, so it is read as `immutable`. Not otherwise:
///   closing an immutable connection drops the locks that other connections of this process hold on the file;
/// - WAL mode and a `-wal` alone: the log would have to be recovered first, which writes.
struct ReadOnlyURI {
  let text: String

  init(path: String) throws(DatabaseFileError) {
    let journal = try DatabaseHeader(path: path).journal
    var options = "mode=ro"
    if journal == .wal {
      if FileManager.default.fileExists(atPath: path + "-shm") {
        options += "&readonly_shm=1"
      } else if let size = Self.size(path + "-wal"), size > 0 {
        throw DatabaseFileError(
          .needsWriting,
          path: path,
          reason: "its write-ahead log (\(path)-wal) has not been merged, and merging it would write",
          remedy: "Copy the folder and open the copy without --read-only."
        )
      } else {
        options += "&immutable=1"
      }
    }
    text = Self.uri(path: path, options: options)
  }

  private static func size(_ path: String) -> Int? {
    try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
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
