import Foundation
import Synchronization

/// Reads the first bytes of database files, and never closes what it has opened.
///
/// Closing any descriptor of a file drops every POSIX lock that the process holds on it, those of SQLite's connections
/// included; another process could then remove a log that is still in use. So one descriptor is kept per file, until the
/// file has been deleted, as when another was put in its place: nobody comes to it any more who would need the locks.
enum OpenHeaders {
  private struct FileID: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  private static let descriptors = Mutex<[FileID: Int32]>([:])

  private static func closeIfDeleted(_ descriptor: Int32) -> Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_nlink == 0 else { return false }
    close(descriptor)
    return true
  }

  /// The first 100 bytes, or fewer when the file is shorter; nil when it may not be read.
  static func read(path: String, status: stat) -> [UInt8]? {
    let id = FileID(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    let descriptor = descriptors.withLock { open -> Int32 in
      if let known = open[id] { return known }
      open = open.filter { !closeIfDeleted($0.value) }
      let new = Foundation.open(path, O_RDONLY | O_CLOEXEC)
      if new >= 0 { open[id] = new }
      return new
    }
    guard descriptor >= 0 else { return nil }
    return [UInt8](unsafeUninitializedCapacity: 100) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, 100, 0))
    }
  }
}
