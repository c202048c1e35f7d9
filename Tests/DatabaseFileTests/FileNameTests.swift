import DatabaseFile
import Foundation
import GRDB
import TestSupport
import Testing

@Suite("Names of database files")
struct FileNameTests {
  static let names = [
    "with space.sqlite", "what?.sqlite", "a#b.sqlite", "100%.sqlite", "%41.sqlite", "a?mode=rw.sqlite", "a&b=c.sqlite",
    "zoë 京都 😀.sqlite", "e\u{301}.sqlite", "quote'\".sqlite", "tab\tnew\nline.sqlite", "file:lms.sqlite", "-wal",
    "back\\slash.sqlite",
  ]

  @Test("Whatever its name, the file itself is read and written, and no other is made", arguments: names)
  func opens(_ name: String) throws {
    let folder = try TemporaryFolder()
    let path = try Sample.rollback(in: folder, as: name)
    #expect(try folder.snapshot().keys.sorted() == [name])
    #expect(try Sample.names(Sample.open(path)) == ["ada"])
    #expect(try folder.snapshot().keys.sorted() == [name])
    let file = try Sample.open(path, .readWrite)
    try #require(file.writer).write { try $0.execute(sql: "INSERT INTO learner (name) VALUES ('grace')") }
    #expect(try Sample.names(Sample.open(path)) == ["ada", "grace"])
    try file.reader.close()
    let left = try folder.snapshot().keys
    #expect(Set(left).isSubset(of: [name, name + "-wal", name + "-shm"]))
  }

  @Test("The URI attaches the file to another connection without writing", arguments: names)
  func attaches(_ name: String) throws {
    let folder = try TemporaryFolder()
    let path = try Sample.cleanWAL(in: folder, as: name)
    let before = try folder.snapshot()
    let uri = try ReadOnlyURI(path: path).text
    try DatabaseQueue().writeWithoutTransaction { db in
      try db.execute(sql: "ATTACH ? AS other", arguments: [uri])
      #expect(try String.fetchAll(db, sql: "SELECT name FROM other.learner") == ["ada"])
      #expect(throws: DatabaseError.self) { try db.execute(sql: "DELETE FROM other.learner") }
      try db.execute(sql: "DETACH other")
    }
    #expect(try folder.snapshot() == before)
  }

  @Test("A relative path is taken from the current folder")
  func relative() throws {
    let folder = try TemporaryFolder()
    let path = try Sample.rollback(in: folder)
    let up = String(repeating: "../", count: FileManager.default.currentDirectoryPath.split(separator: "/").count)
    let relative = up + path.dropFirst()
    #expect(try Sample.names(Sample.open(relative)) == ["ada"])
    let file = try Sample.open(relative, .readWrite)
    #expect(try Sample.names(file) == ["ada"])
  }
}
