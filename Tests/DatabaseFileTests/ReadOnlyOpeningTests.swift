import DatabaseFile
import Foundation
import GRDB
import TestSupport
import Testing

/// Opening for reading writes no byte, in the file or beside it, and still sees all that was committed.
@Suite("Opening for reading only")
struct ReadOnlyOpeningTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func expectUntouched(_ path: String, names: [String]) throws {
    let before = try folder.snapshot()
    do {
      let file = try Sample.open(path)
      #expect(file.writer == nil)
      #expect(file.path == path)
      #expect(file.access == .readOnly)
      #expect(try Sample.names(file) == names)
      #expect(try folder.snapshot() == before, "while it is open")
    }
    #expect(try folder.snapshot() == before, "after it was closed")
  }

  @Test("A database in rollback journal mode is read and left alone")
  func rollback() throws {
    try expectUntouched(Sample.rollback(in: folder), names: ["ada"])
    #expect(try folder.snapshot().keys.sorted() == ["lms.sqlite"])
  }

  @Test("A database in WAL mode that nobody has open gets no -wal and no -shm")
  func cleanWAL() throws {
    try expectUntouched(Sample.cleanWAL(in: folder), names: ["ada"])
    #expect(try folder.snapshot().keys.sorted() == ["lms.sqlite"])
  }

  @Test("What another connection has committed to its log is seen")
  func unmergedLog() throws {
    let path = try Sample.cleanWAL(in: folder)
    let writer = try Sample.writerWithLog(path: path)
    try expectUntouched(path, names: ["ada", "grace"])
    try writer.close()
  }

  @Test("What another connection commits later is seen as well")
  func laterCommits() throws {
    let path = try Sample.cleanWAL(in: folder)
    let writer = try Sample.writerWithLog(path: path)
    let file = try Sample.open(path)
    #expect(try Sample.names(file) == ["ada", "grace"])
    try writer.write { try $0.execute(sql: "INSERT INTO learner (name) VALUES ('edsger')") }
    #expect(try Sample.names(file) == ["ada", "grace", "edsger"])
    try writer.close()
  }

  @Test("A log that is empty for the moment, but in use, does not freeze what is read")
  func emptyLogInUse() throws {
    let path = try Sample.cleanWAL(in: folder)
    let writer = try Sample.writerWithLog(path: path)
    try writer.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    let size = try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? NSNumber
    try #require(size == 0)
    let file = try Sample.open(path)
    #expect(try Sample.names(file) == ["ada", "grace"])
    try writer.write { try $0.execute(sql: "INSERT INTO learner (name) VALUES ('edsger')") }
    #expect(try Sample.names(file) == ["ada", "grace", "edsger"])
    try writer.close()
  }

  @Test("The files that a killed process left are read with all it had committed")
  func leftByACrash() throws {
    let crashed = try TemporaryFolder()
    let writer = try Sample.writerWithLog(path: Sample.cleanWAL(in: crashed))
    try Sample.copy(["lms.sqlite", "lms.sqlite-wal", "lms.sqlite-shm"], from: crashed, to: folder)
    try writer.close()
    try expectUntouched(folder.file("lms.sqlite"), names: ["ada", "grace"])
  }

  @Test("An empty log that a killed process left makes no difference", arguments: [false, true])
  func emptyLogLeft(_ withSharedMemory: Bool) throws {
    let crashed = try TemporaryFolder()
    let writer = try Sample.writerWithLog(path: Sample.cleanWAL(in: crashed))
    try writer.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    let left = ["lms.sqlite", "lms.sqlite-wal"] + (withSharedMemory ? ["lms.sqlite-shm"] : [])
    try Sample.copy(left, from: crashed, to: folder)
    try writer.close()
    try expectUntouched(folder.file("lms.sqlite"), names: ["ada", "grace"])
  }

  @Test("A link to a database in use shows what was committed to the log beside its target")
  func link() throws {
    let elsewhere = try TemporaryFolder()
    let path = try Sample.cleanWAL(in: elsewhere)
    let writer = try Sample.writerWithLog(path: path)
    try FileManager.default.createSymbolicLink(atPath: folder.file("lms.sqlite"), withDestinationPath: path)
    let before = try elsewhere.snapshot()
    #expect(try Sample.names(Sample.open(folder.file("lms.sqlite"))) == ["ada", "grace"])
    #expect(try elsewhere.snapshot() == before)
    try writer.close()
  }

  @Test("A log without its -shm cannot be read without writing, and the error says so")
  func logAlone() throws {
    let crashed = try TemporaryFolder()
    let writer = try Sample.writerWithLog(path: Sample.cleanWAL(in: crashed))
    try Sample.copy(["lms.sqlite", "lms.sqlite-wal"], from: crashed, to: folder)
    try writer.close()
    let before = try folder.snapshot()
    let error = try #require(throws: DatabaseFileError.self) { try Sample.open(folder.file("lms.sqlite")) }
    #expect(error.code == .needsWriting)
    #expect(error.reason.contains("lms.sqlite-wal"))
    #expect(try folder.snapshot() == before)
  }

  @Test("A rollback journal that a killed process left cannot be read past without writing, and the error says so")
  func hotJournal() throws {
    try HotJournal.make(in: folder)
    let before = try folder.snapshot()
    let error = try #require(throws: DatabaseFileError.self) { try Sample.open(folder.file("lms.sqlite")) }
    #expect(error.code == .needsWriting, "\(error)")
    #expect(try folder.snapshot() == before)
  }

  @Test("Writing through it is refused by SQLite")
  func refusesWrites() throws {
    let file = try Sample.open(Sample.rollback(in: folder))
    let queue = try #require(file.reader as? DatabaseQueue)
    let error = try #require(throws: DatabaseFileError.self) {
      try DatabaseFile.translating(path: file.path) {
        try queue.writeWithoutTransaction { try $0.execute(sql: "DELETE FROM learner") }
      }
    }
    #expect(error.code == .unwritable)
    #expect(try Sample.names(file) == ["ada"])
  }
}
