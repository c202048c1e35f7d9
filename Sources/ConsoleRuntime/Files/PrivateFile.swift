import Foundation

/// Writes files that their owner alone can read.
enum PrivateFile {
  /// Why a file could not be written.
  struct Failure: Error, CustomStringConvertible {
    let description: String
    /// Whether it is there already and was not to be replaced.
    let exists: Bool

    init(_ path: String, _ reason: String, exists: Bool = false) {
      description = "\(path): \(reason)"
      self.exists = exists
    }

    init(_ path: String, code: Int32) { self.init(path, String(cString: strerror(code)), exists: false) }
  }

  /// Reads a file; nil when there is none.
  ///
  /// - Throws: `Failure` when it cannot be read, is no plain file, or is larger than `limit` bytes. To open a pipe would
  ///   wait for its other end.
  static func read(_ path: String, limit: Int) throws -> Data? {
    guard let file = try handle(path) else { return nil }
    let data = try file.read(upToCount: limit + 1) ?? Data()
    guard data.count <= limit else { throw Failure(path, "is too large") }
    return data
  }

  /// Reads a file part after part, into memory that `body` has made for it; nil when there is none.
  ///
  /// - Parameter body: takes the file's size, and what fills memory with the bytes that come next and says whether there
  ///   were enough.
  /// - Throws: `Failure` as above.
  static func read<Value>(
    _ path: String,
    _ body: (_ size: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Bool) -> Value?
  ) throws -> Value? {
    guard let file = try handle(path) else { return nil }
    var status = stat()
    guard fstat(file.fileDescriptor, &status) == 0 else { throw Failure(path, code: errno) }
    return body(Int(status.st_size)) { memory in
      var rest = memory[...]
      while !rest.isEmpty {
        let part = UnsafeMutableRawBufferPointer(rebasing: rest)
        let count = Foundation.read(file.fileDescriptor, part.baseAddress, part.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }

  private static func handle(_ path: String) throws -> FileHandle? {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw Failure(path, code: errno)
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(path, "is not a plain file")
    }
    return file
  }

  /// Writes the whole file or none of it.
  ///
  /// - Parameter replaces: whether a file of that name may be replaced; what a link points to never is.
  static func write(
    _ path: String,
    replaces: Bool,
    _ body: (_ put: (String) throws -> Void) throws -> Void
  ) throws {
    try make(path, replaces: replaces) { draft in
      var buffer: [UInt8] = []
      try body { text in
        buffer += text.utf8
        guard buffer.count >= 1 << 16 else { return }
        try buffer.withUnsafeBytes { try put($0, to: draft, path) }
        buffer.removeAll(keepingCapacity: true)
      }
      try buffer.withUnsafeBytes { try put($0, to: draft, path) }
    }
  }

  /// The same for bytes, which are written as they come.
  static func writeBytes(
    _ path: String,
    replaces: Bool,
    _ body: (_ put: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws {
    try make(path, replaces: replaces) { draft in try body { try put($0, to: draft, path) } }
  }

  private static func put(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let count = Foundation.write(descriptor, part.baseAddress, part.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure(path, code: errno) }
      rest = rest.dropFirst(count)
    }
  }

  private static func make(_ path: String, replaces: Bool, _ body: (_ draft: Int32) throws -> Void) throws {
    var status = stat()
    let isThere = lstat(path, &status) == 0
    if isThere, status.st_mode & S_IFMT == S_IFDIR { throw Failure(path, "is a folder") }
    if isThere, !replaces { throw Failure(path, "is there already", exists: true) }
    // Beside the file itself, so that it takes its place in one step and is never seen half written.
    let draft = "\(path).\(getpid()).part"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure(path, code: errno) }
    var isDone = false
    defer { if !isDone { unlink(draft) } }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try body(descriptor)
    try file.synchronize()
    try file.close()
    // A link is made only where nothing is, also where something has come into being meanwhile.
    let result = replaces ? rename(draft, path) : link(draft, path)
    guard result == 0 else {
      let code = errno
      throw Failure(path, String(cString: strerror(code)), exists: code == EEXIST)
    }
    isDone = replaces
  }
}

/// The folder for what is remembered between sessions.
package enum StateFolder {
  /// `learner-records` in `XDG_STATE_HOME`, else in `~/.local/state`; nil without a home.
  package static func path(environment: [String: String]) -> String? {
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.local/state" : nil }
    // The specification says to ignore a relative path.
    let folder = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home
    return folder.map { $0 + "/learner-records" }
  }

  /// Makes the folder, for its owner alone, unless it is there.
  static func make(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
  }
}
