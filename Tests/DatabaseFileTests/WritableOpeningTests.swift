import DatabaseFile
import Foundation
import GRDB
import TestSupport
import Testing

@Suite("Opening for writing")
struct WritableOpeningTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("The writing connection is in WAL mode and waits for the disk at each commit")
  func pragmas() throws {
    let file = try Sample.open(Sample.rollback(in: folder), .readWrite)
    #expect(file.access == .readWrite)
    try #require(file.writer).writeWithoutTransaction { (db: Database) throws in
      #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal")
      #expect(try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2)
      #expect(try Int.fetchOne(db, sql: "PRAGMA foreign_keys") == 0)
      #expect(try Int.fetchOne(db, sql: "PRAGMA busy_timeout") == Int(DatabaseFile.busyTimeout * 1000))
    }
  }

  @Test("What is written is read through the same file, and by others")
  func writes() throws {
    let path = try Sample.rollback(in: folder)
    let file = try Sample.open(path, .readWrite)
    try #require(file.writer).write { try $0.execute(sql: "INSERT INTO learner (name) VALUES ('grace')") }
    #expect(try Sample.names(file) == ["ada", "grace"])
    #expect(try Sample.names(Sample.open(path)) == ["ada", "grace"])
  }

  @Test("A log that was left alone is merged: nothing that was committed is lost")
  func recoversLog() throws {
    let crashed = try TemporaryFolder()
    let writer = try Sample.writerWithLog(path: Sample.cleanWAL(in: crashed))
    try Sample.copy(["lms.sqlite", "lms.sqlite-wal"], from: crashed, to: folder)
    try writer.close()
    #expect(try Sample.names(Sample.open(folder.file("lms.sqlite"), .readWrite)) == ["ada", "grace"])
  }

  @Test("A commit that was cut off is undone from its journal")
  func recoversJournal() throws {
    try HotJournal.make(in: folder)
    let file = try Sample.open(folder.file("lms.sqlite"), .readWrite)
    #expect(try Sample.names(file) == ["ada"])
    #expect(try file.reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM filler") } == 0)
  }

  @Test("A full disk is told as such, and the data is as it was")
  func full() throws {
    let file = try Sample.open(Sample.rollback(in: folder), .readWrite)
    let writer = try #require(file.writer)
    try writer.writeWithoutTransaction { db in
      let pages = try #require(try Int.fetchOne(db, sql: "PRAGMA page_count"))
      try db.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
    }
    let error = try #require(throws: DatabaseFileError.self) {
      try DatabaseFile.translating(path: file.path) {
        try writer.write { db in
          try db.execute(sql: "INSERT INTO learner (name) VALUES ('grace')")
          for _ in 0..<50 {
            try db.execute(sql: "INSERT INTO filler VALUES (?)", arguments: [String(repeating: "x", count: 3000)])
          }
        }
      }
    }
    #expect(error.code == .full)
    #expect(error.path == file.path)
    #expect(try Sample.names(file) == ["ada"])
    #expect(try file.reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM filler") } == 0)
    try writer.write { try $0.execute(sql: "INSERT INTO learner (name) VALUES ('edsger')") }
    #expect(try Sample.names(file) == ["ada", "edsger"])
  }

  @Test("A write ends as busy when another connection keeps the lock past the time-out")
  func busyWriter() throws {
    let path = try Sample.rollback(in: folder)
    let file = try DatabaseFile(path: path, access: .readWrite, requires: Sample.tables, busyTimeout: 0.01)
    let other = try DatabaseQueue(path: path)
    try other.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      let error = try #require(throws: DatabaseFileError.self) {
        try DatabaseFile.translating(path: path) {
          try #require(file.writer).write { try $0.execute(sql: "DELETE FROM learner") }
        }
      }
      #expect(error.code == .busy)
      #expect(try Sample.names(file) == ["ada"], "readers do not wait")
      try db.execute(sql: "ROLLBACK")
    }
    try #require(file.writer).write { try $0.execute(sql: "DELETE FROM learner") }
    #expect(try Sample.names(file) == [])
  }

  @Test(
    "Opening ends as busy when another connection keeps the whole file",
    arguments: [DatabaseAccess.readOnly, .readWrite]
  )
  func busyOpening(_ access: DatabaseAccess) throws {
    let path = try Sample.rollback(in: folder)
    let other = try DatabaseQueue(path: path)
    try other.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN EXCLUSIVE")
      let error = try #require(throws: DatabaseFileError.self) {
        try DatabaseFile(path: path, access: access, requires: Sample.tables, busyTimeout: 0.01)
      }
      #expect(error.code == .busy)
      try db.execute(sql: "ROLLBACK")
    }
    #expect(try Sample.names(Sample.open(path, access)) == ["ada"])
  }
}
