#if canImport(Glibc)
import Glibc
#endif

/// An opened file that holds a secret, or may hold one.
///
/// What is checked and read is the opened file, so that nobody can swap it in between.
struct SecretFile: ~Copyable {
  private let descriptor: Int32
  private let path: String
  private let status: stat

  /// Opens a plain file.
  ///
  /// - Throws: `SecretError` when the file is missing, may not be read or is not a plain file.
  init(_ path: String) throws(SecretError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SecretError("\(path): \(String(cString: strerror(errno)))") }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw SecretError("\(path): a secret is read from a plain file only")
    }
    self.descriptor = descriptor
    self.path = path
    self.status = status
  }

  deinit { close(descriptor) }

  /// Checks that the owner alone can read the file: this user, or root, who mounts secrets in containers.
  ///
  /// - Throws: `SecretError` when it is another user's, or open to the group or to others.
  func requireOwnerAlone() throws(SecretError) {
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw SecretError("\(path): the file belongs to another user, who could change it; own it yourself")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw SecretError("\(path): others can read this secret; run chmod 600 on it")
    }
  }

  /// Reads all of it.
  ///
  /// - Throws: `SecretError` for a file of more than 64 KiB, and for one that cannot be read.
  func bytes() throws(SecretError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.limit + 1)
    var count = 0
    while count < bytes.count {
      let got = bytes[count...].withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      guard got >= 0 else { throw SecretError("\(path): \(String(cString: strerror(errno)))") }
      if got == 0 { break }
      count += got
    }
    guard count <= Self.limit else { throw SecretError("\(path): larger than \(Self.limit) bytes, so no secret") }
    return Array(bytes[..<count])
  }

  private static let limit = 65_536
}
