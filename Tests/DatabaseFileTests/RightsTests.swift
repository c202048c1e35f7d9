import DatabaseFile
import Foundation
import GRDB
import TestSupport
import Testing

@Suite("Rights of files and folders", .enabled(if: Rights.bind, "this system lets its tests read every file"))
final class RightsTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  deinit { chmod(folder.path, 0o755) }

  private func refusal(_ path: String, _ access: DatabaseAccess) throws -> DatabaseFileError {
    try #require(throws: DatabaseFileError.self) {
      try Rights.ofAnOrdinaryUser { try Sample.open(path, access) }
    }
  }

  @Test("A file that may not be read is refused, with whose it is", arguments: [DatabaseAccess.readOnly, .readWrite])
  func unreadableFile(_ access: DatabaseAccess) throws {
    let path = try Sample.rollback(in: folder)
    chmod(path, 0)
    let error = try refusal(path, access)
    #expect(error.code == .unreadable)
    #expect(error.path == path)
    #expect(error.reason.contains("it belongs to ") && error.reason.contains("rights 0;"))
  }

  @Test(
    "A folder that may not be entered is not told as a missing file",
    arguments: [DatabaseAccess.readOnly, .readWrite]
  )
  func closedFolder(_ access: DatabaseAccess) throws {
    let path = try Sample.rollback(in: folder)
    chmod(folder.path, 0)
    #expect(try refusal(path, access).code == .unreadable)
  }

  @Test("A file that may not be written is refused for writing, and read")
  func unwritableFile() throws {
    let path = try Sample.rollback(in: folder)
    chmod(folder.path, 0o777)
    chmod(path, 0o444)
    let before = try folder.snapshot()
    let error = try refusal(path, .readWrite)
    #expect(error.code == .unwritable)
    #expect(error.path == path)
    #expect(error.reason.contains("rights 444;"))
    #expect(try folder.snapshot() == before)
    #expect(try Rights.ofAnOrdinaryUser { try Sample.names(Sample.open(path)) } == ["ada"])
  }

  @Test("A folder that may not be written is refused for writing, since SQLite's files lie beside the database")
  func unwritableFolder() throws {
    let path = try Sample.rollback(in: folder)
    chmod(path, 0o666)
    chmod(folder.path, 0o555)
    let error = try refusal(path, .readWrite)
    #expect(error.code == .unwritable)
    #expect(error.path == folder.path)
    #expect(try Rights.ofAnOrdinaryUser { try Sample.names(Sample.open(path)) } == ["ada"])
  }

  @Test("A database in WAL mode needs no right to write in order to be read, in use or not", arguments: [false, true])
  func readsWALWithoutRights(_ inUse: Bool) throws {
    let path = try Sample.cleanWAL(in: folder)
    let writer = inUse ? try Sample.writerWithLog(path: path) : nil
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) { chmod(folder.file(name), 0o444) }
    chmod(folder.path, 0o555)
    let names = try Rights.ofAnOrdinaryUser { try Sample.names(Sample.open(path)) }
    #expect(names == (inUse ? ["ada", "grace"] : ["ada"]))
    chmod(folder.path, 0o755)
    try writer?.close()
  }

  @Test("A new file in a folder that may not be written is refused")
  func createsNothing() throws {
    chmod(folder.path, 0o555)
    let error = try #require(throws: DatabaseFileError.self) {
      try Rights.ofAnOrdinaryUser {
        try DatabaseFile.create(path: folder.file("lms.sqlite"), schema: Sample.schema)
      }
    }
    #expect(error.path == folder.file("lms.sqlite"))
    #expect(try folder.snapshot().isEmpty)
  }
}
