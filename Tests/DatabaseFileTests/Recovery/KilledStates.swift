import Foundation
import GRDBSQLite
import Synchronization
import TestSupport

/// The files of a folder at one moment: what a process that is killed then leaves behind.
struct KilledState: Hashable, CustomStringConvertible {
  let files: [String: Data]

  var description: String {
    files.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.count)" }.joined(separator: ", ")
  }

  func write(to folder: TemporaryFolder) throws {
    for (name, bytes) in files { try folder.write(bytes, as: name) }
  }
}

/// Records the state of a folder before each system call by which SQLite changes a file. A killed process leaves just
/// these: what was written before the call is in the system's cache, which outlives the process.
enum KilledStates {
  private struct Recording {
    let folder: String
    var states: [KilledState] = []
  }

  private static let recording = Mutex<Recording?>(nil)
  private static let originals = Mutex<[String: UInt]>([:])

  /// Runs the work and gives each state once, in order, the last one included.
  static func recorded(in folder: TemporaryFolder, _ work: () throws -> Void) throws -> [KilledState] {
    _ = installed
    recording.withLock { $0 = Recording(folder: folder.path) }
    defer { recording.withLock { $0 = nil } }
    try work()
    record()
    var seen: Set<KilledState> = []
    return recording.withLock { ($0?.states ?? []).filter { seen.insert($0).inserted } }
  }

  private static func record() {
    recording.withLock { recording in
      guard let folder = recording?.folder,
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
      else { return }
      let files = names.compactMap { name in
        FileManager.default.contents(atPath: "\(folder)/\(name)").map { (name, $0) }
      }
      recording?.states.append(KilledState(files: Dictionary(files, uniquingKeysWith: { first, _ in first })))
    }
  }

  private typealias Open = @convention(c) (UnsafePointer<CChar>?, Int32, Int32) -> Int32
  private typealias Write = @convention(c) (Int32, UnsafeRawPointer?, Int) -> Int
  private typealias WriteAt = @convention(c) (Int32, UnsafeRawPointer?, Int, off_t) -> Int
  private typealias Truncate = @convention(c) (Int32, off_t) -> Int32
  private typealias Unlink = @convention(c) (UnsafePointer<CChar>?) -> Int32

  /// Puts itself before SQLite's system calls, for the rest of the process; without a recording they are passed on.
  private static let installed: Void = {
    replace("open", { path, flags, mode in before("open", Open.self)?(path, flags, mode) ?? -1 } as Open)
    replace("write", { file, bytes, count in before("write", Write.self)?(file, bytes, count) ?? -1 } as Write)
    replace(
      "pwrite",
      { file, bytes, count, place in before("pwrite", WriteAt.self)?(file, bytes, count, place) ?? -1 } as WriteAt
    )
    replace(
      "pwrite64",
      { file, bytes, count, place in before("pwrite64", WriteAt.self)?(file, bytes, count, place) ?? -1 } as WriteAt
    )
    replace("ftruncate", { file, size in before("ftruncate", Truncate.self)?(file, size) ?? -1 } as Truncate)
    replace("unlink", { path in before("unlink", Unlink.self)?(path) ?? -1 } as Unlink)
  }()

  private static func before<Call>(_ name: String, _ type: Call.Type) -> Call? {
    record()
    return originals.withLock { $0[name] }.map { unsafeBitCast($0, to: type) }
  }

  private static func replace<Call>(_ name: String, _ call: Call) {
    let system = sqlite3_vfs_find(nil)
    guard let original = system?.pointee.xGetSystemCall?(system, name) else { return }
    originals.withLock { $0[name] = unsafeBitCast(original, to: UInt.self) }
    _ = system?.pointee.xSetSystemCall?(system, name, unsafeBitCast(call, to: sqlite3_syscall_ptr.self))
  }
}
