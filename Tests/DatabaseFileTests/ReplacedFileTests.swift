import DatabaseFile
import Foundation
import GRDB
import TestSupport
import Testing

@Suite("A file in whose place another is put")
struct ReplacedFileTests {
  @Test("Leaves no descriptor behind, however often")
  func descriptors() throws {
    let folder = try TemporaryFolder()
    let path = try Sample.cleanWAL(in: folder)
    for number in 0..<100 {
      #expect(try Sample.names(Sample.open(path)) == [number == 0 ? "ada" : "ada\(number - 1)"])
      try Sample.rollback(in: folder, as: "next", named: "ada\(number)")
      try #require(rename(folder.file("next"), path) == 0)
    }
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
    }
    #expect(open.count { $0.hasPrefix(folder.path) } <= 2)
  }

  @Test("Is not written into by a program that has the old one open, and neither is the old one")
  func writing() throws {
    let folder = try TemporaryFolder()
    let path = try Sample.cleanWAL(in: folder)
    let file = try Sample.open(path, .readWrite)
    let writer = try #require(file.writer)
    try writer.write { try $0.execute(sql: "UPDATE learner SET name = 'grace'") }
    try Sample.rollback(in: folder, as: "next", named: "amina")
    try #require(rename(folder.file("next"), path) == 0)
    let error = try #require(throws: DatabaseFileError.self) {
      try writer.write { try $0.execute(sql: "UPDATE learner SET name = 'lost'") }
    }
    #expect(error.code == .replaced)
    #expect(error.description.hasPrefix(path + ": another file was put in its place"))
    #expect(error.description.contains("remove the two"))
    #expect(try writer.read { try String.fetchAll($0, sql: "SELECT name FROM learner") } == ["grace"])
  }
}
