#if canImport(Glibc)
import Glibc
#endif

/// A file of a dump, or standard input, opened for reading from its beginning to its end.
final class InputFile {
  /// How the bytes are packed, told by the bytes themselves and not by the file's name.
  enum Packing: String {
    case none
    case gzip
    case zstd
    case xz
  }

  /// What a message calls it.
  let name: String
  let descriptor: Int32
  /// The size in bytes; nil where it cannot be known, as of a pipe.
  let size: Int64?
  /// When the file was last written, in seconds since 1970; nil for a pipe.
  let written: Int64?
  let packing: Packing
  /// What had to be read to tell the packing, where it cannot be read again.
  let head: [UInt8]
  /// The bytes that have been read, packed as they are; also those that a child reads.
  private(set) var bytesRead: Int64 = 0

  /// Opens a file; `-` is standard input.
  ///
  /// - Parameter mayBeEmpty: whether a file without a byte is right, as that of a table without rows.
  /// - Throws: `SiteDataError` of code `unreadable`, or of code `notADump` for what is known and not read;
  ///   `CancellationError`.
  init(path: String, mayBeEmpty: Bool = false) throws {
    let isInput = path == "-"
    name = isInput ? "standard input" : path
    descriptor = isInput ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.unreadable(isInput ? "standard input" : path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      close(descriptor)
      throw Self.unreadable(isInput ? "standard input" : path)
    }
    let isFile = status.st_mode & S_IFMT == S_IFREG
    size = isFile ? Int64(status.st_size) : nil
    written = isFile ? Int64(status.st_mtim.tv_sec) : nil
    var first: [UInt8] = []
    do {
      first = try Self.readHead(descriptor, name)
      packing = first.isEmpty && mayBeEmpty ? .none : try FileKind.packing(of: first, name: name)
    } catch {
      close(descriptor)
      throw error
    }
    if isFile, lseek(descriptor, -off_t(first.count), SEEK_CUR) >= 0 { first = [] }
    head = first
  }

  deinit { close(descriptor) }

  /// Hands the bytes on, as they are.
  ///
  /// - Throws: `SiteDataError` of code `unreadable`; `CancellationError`; what `body` throws.
  func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    try head.withUnsafeBytes { if !$0.isEmpty { try body($0) } }
    bytesRead += Int64(head.count)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      try Self.waitForBytes(descriptor)
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.unreadable(name) }
      guard count > 0 else { return }
      bytesRead += Int64(count)
      try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Looks how far a child has read that has this file as its input.
  func noteProgressOfChild() {
    guard size != nil else { return }
    bytesRead = max(bytesRead, Int64(lseek(descriptor, 0, SEEK_CUR)))
  }

  /// Waits until something can be read, or the end: what stands before a pipe can rest for long, and the import be
  /// cancelled meanwhile.
  private static func waitForBytes(_ descriptor: Int32) throws {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while true {
      try Task.checkCancellation()
      let count = poll(&waiting, 1, 200)
      if count > 0 || (count < 0 && errno != EINTR) { return }
    }
  }

  private static func readHead(_ descriptor: Int32, _ name: String) throws -> [UInt8] {
    var head = [UInt8](repeating: 0, count: FileKind.length)
    var filled = 0
    while filled < head.count {
      try waitForBytes(descriptor)
      let count = head.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + filled, $0.count - filled) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(name) }
      guard count > 0 else { break }
      filled += count
    }
    return Array(head[..<filled])
  }

  static func unreadable(_ name: String) -> SiteDataError {
    SiteDataError(
      .unreadable,
      at: name,
      "it cannot be read (\(String(cString: strerror(errno))))",
      remedy: "Check the name and the rights of the file."
    )
  }
}
