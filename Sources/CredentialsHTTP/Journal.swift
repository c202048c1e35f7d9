import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// An append-only file of lines that only its owner can read; a full one is set aside, never deleted.
///
/// Several processes may write to the same file: each line is one `write` to a descriptor that appends, and who finds
/// the file full sets it aside under a lock.
public final class Journal: Sendable {
  /// Where the lines go.
  public let path: String
  private let limit: Int
  private let descriptor: Mutex<Int32>

  /// Opens the file, or makes it with mode 0600.
  ///
  /// - Parameter limit: the size in bytes from which the file is set aside as `path.1`, `path.2`, ….
  /// - Throws: `JournalError` when the file cannot be written or others can read it.
  public init(path: String, limit: Int = 16 << 20) throws(JournalError) {
    self.path = path
    self.limit = limit
    descriptor = Mutex(try Self.open(path))
  }

  deinit { _ = descriptor.withLock { close($0) } }

  /// Appends one line; a line break is added.
  ///
  /// - Throws: `JournalError` when the disk is full or fails.
  public func append(_ line: String) throws(JournalError) {
    let bytes = Array((line + "\n").utf8)
    let result = descriptor.withLock { descriptor -> Result<Void, JournalError> in
      do throws(JournalError) {
        try setAsideIfFull(&descriptor)
        let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count else { throw JournalError(path, "not written") }
        return .success(())
      } catch { return .failure(error) }
    }
    try result.get()
  }

  private static func open(_ path: String) throws(JournalError) -> Int32 {
    let descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw JournalError(path, "not opened") }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0 else {
      close(descriptor)
      throw JournalError(
        reason: "\(path): the journal must be a plain file that only you can read; run chmod 600 on it"
      )
    }
    return descriptor
  }

  /// Renames a full file and opens a new one.
  private func setAsideIfFull(_ descriptor: inout Int32) throws(JournalError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size >= limit else { return }
    flock(descriptor, LOCK_EX)
    // Another process that found the same file full may have been first; then only the new one is opened.
    var current = stat()
    if stat(path, &current) == 0, current.st_ino == status.st_ino { try setAside() }
    flock(descriptor, LOCK_UN)
    let next = try Self.open(path)
    close(descriptor)
    descriptor = next
  }

  private func setAside() throws(JournalError) {
    var number = 1
    while access("\(path).\(number)", F_OK) == 0 { number += 1 }
    guard rename(path, "\(path).\(number)") == 0 else { throw JournalError(path, "not set aside") }
  }
}

/// Why a line could not be kept.
public struct JournalError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong, as one line.
  public let description: String

  init(reason: String) { description = reason }

  /// Adds the system's own reason.
  init(_ path: String, _ what: String) { description = "\(path): \(what): \(String(cString: strerror(errno)))" }
}
