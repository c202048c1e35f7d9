import Foundation

/// A file that is written beside its name and put in place whole, as readers that come at any time need it.
final class AuditFile {
  private let path: String
  private let draft: String
  private let descriptor: Int32
  private var isInPlace = false

  /// Makes the file beside its name; readable for all, as a collector that runs as another user needs it.
  ///
  /// - Throws: `Failure` with the system's reason.
  init(_ path: String) throws {
    self.path = path
    draft = "\(path).\(getpid()).part"
    descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure("\(path): \(String(cString: strerror(errno)))") }
  }

  deinit {
    close(descriptor)
    if !isInPlace { unlink(draft) }
  }

  /// Adds a text.
  ///
  /// - Throws: `Failure` with the system's reason, as a full disk.
  func write(_ text: OutputText) throws {
    var left = text.bytes[...]
    while !left.isEmpty {
      let written = left.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw Failure("\(path): \(String(cString: strerror(errno)))") }
      left = left.dropFirst(written)
    }
  }

  /// Puts the file in place of one of its name.
  ///
  /// - Throws: `Failure` with the system's reason; the old file then stays.
  func putInPlace() throws {
    guard fsync(descriptor) == 0, rename(draft, path) == 0 else {
      throw Failure("\(path): \(String(cString: strerror(errno)))")
    }
    isInPlace = true
  }
}
