import DatabaseFile
import Foundation
import GRDB
import TestSupport
import Testing

@Suite("Making a database file")
struct CreatingTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("The schema is there, and nothing lies beside the file")
  func creates() throws {
    try DatabaseFile.create(path: folder.file("lms.sqlite"), schema: Sample.schema)
    #expect(try folder.snapshot().keys.sorted() == ["lms.sqlite"])
    #expect(try Sample.names(Sample.open(folder.file("lms.sqlite"))) == [])
  }

  @Test("An existing file is refused and kept, even an empty one", arguments: ["", "notes of mine"])
  func refusesExisting(_ content: String) throws {
    try folder.write(Data(content.utf8), as: "lms.sqlite")
    try expectRefused()
  }

  @Test("An existing folder or link is refused and kept")
  func refusesOthers() throws {
    try FileManager.default.createDirectory(atPath: folder.file("lms.sqlite"), withIntermediateDirectories: false)
    try expectRefused()
    try FileManager.default.removeItem(atPath: folder.file("lms.sqlite"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("lms.sqlite"),
      withDestinationPath: folder.file("gone.sqlite")
    )
    try expectRefused()
  }

  @Test("What was begun is removed when the schema is wrong")
  func removesWhatWasBegun() throws {
    let error = try #require(throws: DatabaseFileError.self) {
      try DatabaseFile.create(path: folder.file("lms.sqlite"), schema: Sample.schema + "CREATE TABEL broken (id)")
    }
    #expect(error.path == folder.file("lms.sqlite"))
    #expect(error.reason.contains("TABEL"))
    #expect(try folder.snapshot().isEmpty)
  }

  @Test("Without the folder nothing is made, and the error names the file")
  func missingFolder() throws {
    let path = folder.file("nowhere/lms.sqlite")
    let error = try #require(throws: DatabaseFileError.self) {
      try DatabaseFile.create(path: path, schema: Sample.schema)
    }
    #expect(error.path == path)
    #expect(try folder.snapshot().isEmpty)
  }

  private func expectRefused(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let before = try folder.snapshot()
    let error = try #require(throws: DatabaseFileError.self, sourceLocation: sourceLocation) {
      try DatabaseFile.create(path: folder.file("lms.sqlite"), schema: Sample.schema)
    }
    #expect(error.code == .unwritable, sourceLocation: sourceLocation)
    #expect(error.reason.contains("exists"), sourceLocation: sourceLocation)
    #expect(try folder.snapshot() == before, sourceLocation: sourceLocation)
  }
}
