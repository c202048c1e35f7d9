import DatabaseFile
import Foundation
import GRDB
import TestSupport
import Testing

/// The three files of a database as a killed process may leave them, or as damage may.
struct LeftBehind: CustomTestStringConvertible, Sendable {
  enum Header: CaseIterable { case rollback, wal }
  enum Journal: CaseIterable { case absent, wiped, hot }
  enum Log: CaseIterable {
    case absent, empty, headerOnly, partOfHeader, partOfFrame, frames, framesCutShort, wrongHeader, wipedHeader
  }
  enum SharedMemory: CaseIterable { case absent, asLeft, empty, wiped, garbage }

  let header: Header
  let journal: Journal
  let log: Log
  let memory: SharedMemory

  static var all: [LeftBehind] {
    Header.allCases.flatMap { header in
      Journal.allCases.flatMap { journal in
        Log.allCases.flatMap { log in
          SharedMemory.allCases.map { LeftBehind(header: header, journal: journal, log: log, memory: $0) }
        }
      }
    }
  }

  var testDescription: String { "header \(header), journal \(journal), log \(log), shared memory \(memory)" }

  /// Puts the files into a folder.
  ///
  /// In the file is ada, in the log's frames grace as well; the hot journal undoes a half written change of the file.
  func make(in folder: TemporaryFolder) throws {
    let parts = try Self.parts.get()
    var file = journal == .hot ? parts.halfWritten : parts.file
    if header == .wal { file.replaceSubrange(18..<20, with: [2, 2]) }
    try folder.write(file, as: "lms.sqlite")
    switch journal {
    case .absent: break
    case .wiped: try folder.write(Data(repeating: 0, count: 28) + parts.journal.dropFirst(28), as: "lms.sqlite-journal")
    case .hot: try folder.write(parts.journal, as: "lms.sqlite-journal")
    }
    let bytes: Data? =
      switch log {
      case .absent: nil
      case .empty: Data()
      case .headerOnly: parts.log.prefix(32)
      case .partOfHeader: parts.log.prefix(20)
      case .partOfFrame: parts.log.prefix(32 + 24 + 100)
      case .frames: parts.log
      case .framesCutShort: parts.log.dropLast(50)
      case .wrongHeader: Data(repeating: 0xA5, count: 32) + parts.log.dropFirst(32)
      case .wipedHeader: Data(repeating: 0, count: 32) + parts.log.dropFirst(32)
      }
    if let bytes { try folder.write(bytes, as: "lms.sqlite-wal") }
    let shared: Data? =
      switch memory {
      case .absent: nil
      case .asLeft: parts.memory
      case .empty: Data()
      case .wiped: Data(repeating: 0, count: parts.memory.count)
      case .garbage: Data(repeating: 0xA5, count: parts.memory.count)
      }
    if let shared { try folder.write(shared, as: "lms.sqlite-shm") }
  }

  private struct Parts {
    let file: Data
    let halfWritten: Data
    let journal: Data
    let log: Data
    let memory: Data
  }

  private static let parts = Result {
    let logged = try TemporaryFolder()
    let writer = try Sample.writerWithLog(path: Sample.cleanWAL(in: logged))
    let hot = try TemporaryFolder()
    try HotJournal.make(in: hot)
    let read = { (folder: TemporaryFolder, name: String) in
      try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
    }
    let parts = Parts(
      file: try read(logged, "lms.sqlite"),
      halfWritten: try read(hot, "lms.sqlite"),
      journal: try read(hot, "lms.sqlite-journal"),
      log: try read(logged, "lms.sqlite-wal"),
      memory: try read(logged, "lms.sqlite-shm")
    )
    try writer.close()
    return parts
  }
}

/// What every way of opening makes of a folder in which a process was killed.
enum Openings {
  /// Checks that nobody is locked out and nothing is lost: who may write reads what SQLite itself recovers; who may not
  /// reads the same, or is told what to do, and changes nothing.
  ///
  /// - Returns: the names that are there.
  @discardableResult
  static func expectRight(_ folder: TemporaryFolder, _ state: String) throws -> [String] {
    let truth = try inCopy(folder) { path, _ in
      let queue = try DatabaseQueue(path: path)
      let names = try queue.read { try Self.names($0) }
      try queue.close()
      return names
    }
    try inCopy(folder) { path, copy in
      let before = try copy.snapshot()
      do throws(DatabaseFileError) {
        let names = try Sample.open(path)
        #expect((try? Sample.names(names)) == truth, "read only: \(state)")
      } catch {
        #expect(error.code == .needsWriting, "read only: \(state): \(error)")
        #expect(error.remedy.contains("without --read-only"))
      }
      #expect(try copy.snapshot() == before, "read only: \(state)")
    }
    try inCopy(folder) { path, _ in
      try DatabaseFile.recoverIfInterrupted(path: path)
      #expect(try Sample.names(Sample.open(path)) == truth, "recovered: \(state)")
    }
    try inCopy(folder) { path, _ in
      let file = try Sample.open(path, .readWrite)
      #expect(try Sample.names(file) == truth, "for writing: \(state)")
      try file.writer?.write { try $0.execute(sql: "INSERT INTO learner (name) VALUES ('edsger')") }
      file.close()
      #expect(try Sample.names(Sample.open(path)) == truth + ["edsger"], "after writing: \(state)")
    }
    return truth
  }

  private static func names(_ db: Database) throws -> [String] {
    try String.fetchAll(db, sql: "SELECT name FROM learner ORDER BY id")
  }

  private static func inCopy<Value>(
    _ folder: TemporaryFolder,
    _ body: (_ path: String, _ copy: TemporaryFolder) throws -> Value
  ) throws -> Value {
    let copy = try TemporaryFolder()
    for name in ["lms.sqlite", "lms.sqlite-journal", "lms.sqlite-wal", "lms.sqlite-shm"]
    where FileManager.default.fileExists(atPath: folder.file(name)) {
      try copy.copy(folder.file(name), as: name)
    }
    return try body(copy.file("lms.sqlite"), copy)
  }
}
