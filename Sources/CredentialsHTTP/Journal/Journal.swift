import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// An append-only file of lines that only its owner can read; a full one is set aside, never deleted.
///
/// Several processes may write to the same file: each line is one `write` to a descriptor that appends, and who finds
/// the file full sets it aside under a lock.
package final class Journal: Sendable {
  /// Where the lines go.
  package let path: String
  private let limit: Int
  private let file: Mutex<OpenFile>

  private struct OpenFile {
    let descriptor: Int32
    /// Whether the last line lacks its end: a full disk or a crash cut it short.
    var isTorn: Bool
  }

  /// Opens the file, or makes it with mode 0600.
  ///
  /// - Parameter limit: the size in bytes from which the file is set aside as `path.1`, `path.2`, ….
  /// - Throws: `JournalError` when the file cannot be written or others can read it.
  package init(path: String, limit: Int = 16 << 20) throws(JournalError) {
    self.path = path
    self.limit = limit
    file = Mutex(try Self.open(path))
  }

  deinit { _ = file.withLock { close($0.descriptor) } }

  /// Appends one line; a line break is added.
  ///
  /// - Throws: `JournalError` when the disk is full or fails.
  package func append(_ line: String) throws(JournalError) {
    let result = file.withLock { file -> Result<Void, JournalError> in
      do throws(JournalError) {
        try renew(&file)
        // Behind half a line, this one would be lost with it.
        try write((file.isTorn ? "\n" : "") + line + "\n", to: &file)
        return .success(())
      } catch { return .failure(error) }
    }
    try result.get()
  }

  /// Writes a whole line or, where the disk has no room for it, nothing: half a line would end a program that reads the journal.
  private func write(_ line: String, to file: inout OpenFile) throws(JournalError) {
    let bytes = Array(line.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(file.descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = JournalError(path, "not written")
        if written > 0 { file.isTorn = !takeBack(written, of: file.descriptor) }
        throw error
      }
      written += count
    }
    file.isTorn = false
  }

  /// Cuts off what was written last, unless another process has written behind it.
  private func takeBack(_ count: Int, of descriptor: Int32) -> Bool {
    flock(descriptor, LOCK_EX)
    defer { flock(descriptor, LOCK_UN) }
    let end = lseek(descriptor, 0, SEEK_CUR)
    var status = stat()
    guard end >= count, fstat(descriptor, &status) == 0, status.st_size == end else { return false }
    return ftruncate(descriptor, end - off_t(count)) == 0
  }

  private static func open(_ path: String) throws(JournalError) -> OpenFile {
    let descriptor = Glibc.open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw JournalError(path, "not opened") }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0 else {
      close(descriptor)
      throw JournalError(
        reason: "\(path): the journal must be a plain file that only you can read; run chmod 600 on it"
      )
    }
    var last = UInt8(ascii: "\n")
    if status.st_size > 0 { pread(descriptor, &last, 1, status.st_size - 1) }
    return OpenFile(descriptor: descriptor, isTorn: last != UInt8(ascii: "\n"))
  }

  /// Sets a full file aside and opens a new one, also when the one that is open has been deleted.
  private func renew(_ file: inout OpenFile) throws(JournalError) {
    var status = stat()
    guard fstat(file.descriptor, &status) == 0 else { return }
    if status.st_nlink > 0 {
      guard status.st_size >= limit, setAside(file.descriptor, status.st_ino) else { return }
    }
    let next = try Self.open(path)
    close(file.descriptor)
    file = next
  }

  /// Renames the full file, unless another process that found it full was first.
  ///
  /// - Returns: false when it could not be renamed: a file that is too long keeps its lines, and is written on.
  private func setAside(_ descriptor: Int32, _ inode: ino_t) -> Bool {
    flock(descriptor, LOCK_EX)
    defer { flock(descriptor, LOCK_UN) }
    var current = stat()
    guard stat(path, &current) == 0, current.st_ino == inode else { return true }
    var number = 1
    while access("\(path).\(number)", F_OK) == 0 { number += 1 }
    return rename(path, "\(path).\(number)") == 0
  }
}

/// Why a line could not be kept.
package struct JournalError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong, as one line.
  package let description: String

  init(reason: String) { description = reason }

  /// Adds the system's own reason.
  init(_ path: String, _ what: String) { description = "\(path): \(what): \(String(cString: strerror(errno)))" }
}
