import DatabaseFile
import Foundation
import GRDB
import TestSupport
import Testing

@Suite("Files that cannot be opened")
struct BadFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Both ways of opening refuse the file with this code, name it, and leave the folder as it was.
  private func expectRefusal(
    _ path: String,
    _ code: DatabaseFileError.Code,
    naming words: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try folder.snapshot()
    for access in [DatabaseAccess.readOnly, .readWrite] {
      let error = try #require(throws: DatabaseFileError.self, sourceLocation: sourceLocation) {
        try Sample.open(path, access)
      }
      #expect(error.code == code, "\(access): \(error)", sourceLocation: sourceLocation)
      #expect(error.path == path, sourceLocation: sourceLocation)
      for word in words + [path, error.reason, error.remedy] {
        #expect(error.description.contains(word), "\(access): \(error)", sourceLocation: sourceLocation)
      }
      #expect(!error.description.contains("\n"), sourceLocation: sourceLocation)
      #expect(try folder.snapshot() == before, "\(access)", sourceLocation: sourceLocation)
    }
  }

  @Test("A missing file is missing, and is not made")
  func missing() throws {
    try expectRefusal(folder.file("lms.sqlite"), .missing)
    try expectRefusal(folder.file("no folder/lms.sqlite"), .missing)
  }

  @Test("A link to nowhere is missing")
  func danglingLink() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("lms.sqlite"),
      withDestinationPath: folder.file("gone.sqlite")
    )
    try expectRefusal(folder.file("lms.sqlite"), .missing)
  }

  @Test("A folder or a device is no file")
  func notAFile() throws {
    try FileManager.default.createDirectory(atPath: folder.file("lms.sqlite"), withIntermediateDirectories: false)
    try expectRefusal(folder.file("lms.sqlite"), .notAFile)
    try expectRefusal("/dev/null", .notAFile)
  }

  @Test("An empty file is a database without the tables that are needed")
  func empty() throws {
    try folder.write(Data(), as: "lms.sqlite")
    try expectRefusal(folder.file("lms.sqlite"), .schema, naming: ["learner"])
  }

  @Test(
    "A file of other bytes is no database",
    arguments: ["x", "SQLite format 3", String(repeating: "-- MySQL dump 10.13 ", count: 9)]
  )
  func garbage(_ text: String) throws {
    try folder.write(Data(text.utf8), as: "lms.sqlite")
    try expectRefusal(folder.file("lms.sqlite"), .notADatabase)
  }

  @Test("A header with nothing that makes sense behind it is no database or a damaged one")
  func garbageBehindTheHeader() throws {
    var bytes = Data("SQLite format 3\u{0}".utf8)
    bytes.append(Data(repeating: 0xA5, count: 8000))
    try folder.write(bytes, as: "lms.sqlite")
    try expectRefusal(folder.file("lms.sqlite"), .notADatabase)
  }

  @Test("A database that was cut short is damaged, wherever the cut lies", arguments: [200, 2000, 4096, 5000, 8192])
  func truncated(_ size: Int) throws {
    let path = try Sample.rollback(in: folder)
    let queue = try DatabaseQueue(path: path)
    try queue.write { db in
      for _ in 0..<50 {
        try db.execute(sql: "INSERT INTO filler VALUES (?)", arguments: [String(repeating: "x", count: 900)])
      }
    }
    try queue.close()
    let bytes = try #require(FileManager.default.contents(atPath: path))
    try #require(bytes.count > size)
    try folder.write(bytes.prefix(size), as: "lms.sqlite")
    try expectRefusal(path, .corrupt)
  }

  @Test("A missing table is named")
  func missingTable() throws {
    let path = folder.file("lms.sqlite")
    try DatabaseFile.create(path: path, schema: "CREATE TABLE filler (text TEXT)")
    try expectRefusal(path, .schema, naming: ["“learner”"])
  }

  @Test("A missing column is named with its table")
  func missingColumn() throws {
    let path = folder.file("lms.sqlite")
    try DatabaseFile.create(path: path, schema: "CREATE TABLE learner (id INTEGER, nickname TEXT)")
    try expectRefusal(path, .schema, naming: ["“learner”", "“name”"])
  }

  @Test("Names of tables and columns count without case, other tables and columns not at all")
  func toleratesMore() throws {
    let path = folder.file("lms.sqlite")
    try DatabaseFile.create(
      path: path,
      schema: "CREATE TABLE Learner (ID INTEGER, NAME TEXT, more BLOB); CREATE TABLE z (a)"
    )
    #expect(try Sample.names(Sample.open(path)) == [])
  }
}
