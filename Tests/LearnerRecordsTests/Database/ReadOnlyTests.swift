import DatabaseFile
import GRDB
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite struct `Reading a deployment` {
  private func readEverything(_ store: RecordStore) throws {
    try store.read { reader in
      let programs = try reader.programs(now: Clock.golden)
      try reader.runRecords(now: Clock.golden) { _ in }
      try reader.programRecords(now: Clock.golden) { _ in }
      _ = try reader.learners(ofProgram: programs[0].program, now: Clock.golden)
      _ = try reader.learnerRecord(username: "learner00000", program: programs[0].program, now: Clock.golden)
    }
  }

  @Test func `writes not one byte`() throws {
    let deployment = try Deployment()
    let before = try deployment.folder.snapshot()
    try readEverything(RecordStore(folder: deployment.folder.path))
    #expect(try deployment.folder.snapshot() == before)
  }

  @Test func `writes not one byte beside files in WAL mode that nobody has open`() throws {
    let deployment = try Deployment()
    for file in [Deployment.File.lms, .credentials] {
      let pool = try deployment.pool(file)
      try pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
      try pool.close()
    }
    let before = try deployment.folder.snapshot()
    try readEverything(RecordStore(folder: deployment.folder.path))
    #expect(try deployment.folder.snapshot() == before)
  }

  @Test func `sees what a pool of the same process commits after the store was opened`() throws {
    let deployment = try Deployment()
    let store = try RecordStore(folder: deployment.folder.path)
    func shown() throws -> RunAssessment? {
      try store.read { reader in
        try reader.runRecords(of: "learner00001", now: Clock.golden).first { $0.credential?.status == "awarded" }
      }?.assessment
    }
    #expect(try shown() != nil)
    let lms = try deployment.pool(.lms)
    let credentials = try deployment.pool(.credentials)
    #expect(try shown() != nil)
    try credentials.write { db in
      try db.execute(sql: "UPDATE credentials_usercredential SET status = 'revoked' WHERE username = 'learner00001'")
    }
    #expect(try shown() == nil)
    try credentials.write { db in
      try db.execute(sql: "UPDATE credentials_usercredential SET status = 'awarded' WHERE username = 'learner00001'")
    }
    let before = try deployment.folder.snapshot()
    #expect(try shown() != nil)
    // The shared memory is the writer's; a reader marks its place in it, so only the data files are compared.
    let after = try deployment.folder.snapshot()
    #expect(after.filter { !$0.key.hasSuffix("-shm") } == before.filter { !$0.key.hasSuffix("-shm") })
    try credentials.close()
    try lms.close()
  }

  @Test func `a read inside a read is allowed`() throws {
    let deployment = try Deployment()
    let store = try RecordStore(folder: deployment.folder.path)
    var names: Set<String> = []
    try store.read { reader in
      try reader.runRecords(RunFilter(users: ["learner00001"]), now: Clock.golden) { record in
        try store.read { inner in
          names.formUnion(try inner.runRecords(of: record.username, now: Clock.golden).map(\.username))
        }
      }
    }
    #expect(names == ["learner00001"])
  }

  @Test func `what the caller throws comes back as it is`() throws {
    struct Enough: Error {}
    let deployment = try Deployment()
    #expect(throws: Enough.self) {
      try deployment.read { reader in try reader.runRecords(now: Clock.golden) { _ in throw Enough() } }
    }
  }

  @Test func `a missing table is refused by its name`() throws {
    let deployment = try Deployment()
    try deployment.execute(.credentials, "DROP TABLE records_usergrade")
    let error = #expect(throws: DatabaseFileError.self) { try RecordStore(folder: deployment.folder.path) }
    #expect(error?.code == .schema)
    #expect(error?.path == deployment.folder.file("credentials.sqlite"))
    #expect(error?.reason.contains("“records_usergrade”") == true)
  }

  @Test func `a missing column is refused by the names of table and column`() throws {
    let deployment = try Deployment()
    try deployment.execute(.lms, "ALTER TABLE course_overviews_courseoverview DROP COLUMN display_name")
    let error = #expect(throws: DatabaseFileError.self) { try RecordStore(folder: deployment.folder.path) }
    #expect(error?.path == deployment.folder.file("lms.sqlite"))
    #expect(error?.reason.contains("“course_overviews_courseoverview”") == true)
    #expect(error?.reason.contains("“display_name”") == true)
  }

  @Test func `a folder without the files is refused`() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: DatabaseFileError.self) { try RecordStore(folder: folder.path) }
    #expect(error?.code == .missing)
  }
}
