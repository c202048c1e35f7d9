import DatabaseFile
import GRDB
import TestSupport
import Testing

@Suite("Reading beside others")
struct ReadingBesideOthersTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("What was read as immutable and has changed meanwhile is told, what has not is fine")
  func changedMeanwhile() throws {
    let path = try Sample.cleanWAL(in: folder)
    let way = try ReadOnlyURI(path: path)
    #expect(way.text.contains("immutable=1"))
    try way.verify()
    let file = try DatabaseFile(path: path, access: .readWrite, requires: [])
    try file.writer?.write { db in try db.execute(sql: "INSERT INTO learner (name) VALUES ('grace')") }
    file.close()
    let error = #expect(throws: DatabaseFileError.self) { try way.verify() }
    #expect(error?.code == .busy && error?.reason.contains("while it was read") == true)
  }
}
