import Foundation

/// The URI under which a database can be read without a byte being written.
///
/// A database in WAL mode makes `-wal` and `-shm` files even for its readers, so the way in depends on what lies there:
/// - rollback journal mode: read-only suffices;
/// - WAL mode, `-wal` and `-shm`: somebody has it open, or was killed; the shared memory is mapped without write access.
///   The log may be empty for the moment: who reads past it would not see what is written to it next;
/// - WAL mode and no (or an empty) `-wal`: nobody has it open, so it is read as `immutable`. Not otherwise: closing an
///   immutable connection drops the locks that other connections of this process hold on the file;
/// - WAL mode and a `-wal` in which no frame can be read: its writer was killed before the first, and SQLite, which may
///   not repair the shared memory, would try for ten seconds and give up; so it is read as `immutable`, too;
/// - WAL mode and a `-wal` alone: the log would have to be recovered first, which writes;
/// - WAL mode and a hot rollback journal: a process was killed while it changed the mode, which has to be undone first.
///
/// It holds for the moment only: who opens or closes the database meanwhile makes or removes the log.
package struct ReadOnlyURI: Sendable {
  /// The URI, for opening or `ATTACH`.
  package let text: String
  private let path: String
  /// What an immutable file was when the way in was chosen; nil for the other ways, which see every change.
  private let state: [FileState?]?

  /// Chooses the way in.
  ///
  /// - Throws: `DatabaseFileError` when the file is missing, is no database, or cannot be read without writing.
  package init(path: String) throws(DatabaseFileError) {
    let journal = try DatabaseHeader(path: path).journal
    // SQLite follows links before it looks for the log.
    let file = Self.resolvingLinks(path)
    try Self.checkCompanions(of: file)
    let log = LogState.settled(path: file + "-wal")
    var options = "mode=ro"
    var state: [FileState?]?
    // SQLite reads a log that lies there, whatever the file's header says.
    if journal == .wal || log != .absent {
      guard !Self.isHot(journal: file + "-journal") else {
        throw .interrupted(
          path: path,
          "a process was ended while it changed the journal mode, and undoing that would write"
        )
      }
      let hasSharedMemory = FileManager.default.fileExists(atPath: file + "-shm")
      switch log {
      case .empty where hasSharedMemory, .withFrames where hasSharedMemory: options += "&readonly_shm=1"
      case .absent, .empty, .withoutFrames:
        options += "&immutable=1"
        state = Self.states(path)
      case .withFrames:
        throw .interrupted(
          path: path,
          "its write-ahead log (\(file)-wal) has not been merged, and merging it would write"
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
    guard let state, state != Self.states(path) else { return }
    throw DatabaseFileError(
      .busy,
      path: path,
      reason: "another process has changed it while it was read",
      remedy: "Try again."
    )
  }

  /// The file now; nil when there is none.
  package var file: FileState? { FileState(path: path) }

  /// What the file and its log are now, where the log cannot hold a commit; nil where it can, and where one of them was
  /// written to so short a time ago that another write might not show in their times.
  package var filesWithoutCommits: [FileState?]? {
    let states = Self.states(path)
    guard states.allSatisfy({ $0?.isSettled ?? true }), states[1].map({ $0.size < Self.logHeaderSize }) ?? true else {
      return nil
    }
    return states
  }

  private static let logHeaderSize = 32

  /// Refuses what is no file where SQLite keeps its own beside a database: to open a pipe waits for its other end.
  private static func checkCompanions(of file: String) throws(DatabaseFileError) {
    for path in ["-journal", "-wal", "-shm"].map({ file + $0 }) {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { continue }
      throw DatabaseFileError(
        .notAFile,
        path: path,
        reason: "this is not a regular file, and SQLite keeps one of that name beside the database",
        remedy: "Move it away."
      )
    }
  }

  private static func states(_ path: String) -> [FileState?] {
    [FileState(path: path), FileState(path: resolvingLinks(path) + "-wal")]
  }

  /// Whether there is a rollback journal that has not been finished: SQLite wipes the first byte of those that are.
  private static func isHot(journal path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var first: UInt8 = 0
    return pread(descriptor, &first, 1, 0) == 1 && first != 0
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

/// What changes of a file when somebody writes into it or puts another in its place.
package struct FileState: Sendable, Equatable {
  package let inode: UInt64
  let size: Int64
  private let seconds: Int
  private let nanoseconds: Int

  /// Whether the next write shows in the time: file systems keep it in steps of some milliseconds.
  var isSettled: Bool { seconds < time(nil) - 1 }

  /// The state now; nil when there is no such file.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    (inode, size) = (UInt64(status.st_ino), Int64(status.st_size))
    (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
  }
}
