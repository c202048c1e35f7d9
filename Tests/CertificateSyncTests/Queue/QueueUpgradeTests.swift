import DatabaseFile
import Foundation
import GRDB
import LMS
import TestSupport
import Testing

@testable import CertificateSync

@Suite("Bringing an older queue up to date")
struct QueueUpgradeTests {
  @Test("Several at once all find it up to date in the end")
  func atOnce() async throws {
    for _ in 0..<5 {
      let folder = try TemporaryFolder()
      let path = folder.file("lms.sqlite")
      try LMSDatabase.create(path: path)
      let files = try (0..<4).map { _ in try LMSDatabase(path: path, access: .readWrite) }
      try SyncSchema.migrator.migrate(try #require(files[0].file.writer), upTo: "sync 1: queue")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for file in files { group.addTask { _ = try TaskQueue(lms: file) } }
        try await group.waitForAll()
      }
      let writer = try #require(files[0].file.writer)
      #expect(try await writer.read { try SyncSchema.migrator.hasCompletedMigrations($0) })
    }
  }

  @Test(arguments: ["0.1.0", "0.2.0"])
  func `a queue that a version has left opens with all its tasks`(version: String) async throws {
    let sql = try String(contentsOfFile: Fixtures.queue(version: version), encoding: .utf8)
    let folder = try TemporaryFolder()
    let lms = try Self.lms(folder.file("left.sqlite"))
    try await #require(lms.file.writer).write { db in try db.execute(sql: sql) }
    let queue = try TaskQueue(lms: lms, destination: .site("credentials.example.org"))
    let left: [(TaskState, [Int64])] = [(.queued, [1, 2]), (.running, [3]), (.dead, [4]), (.done, [5])]
    for (state, ids) in left {
      #expect(try await queue.tasks(state: state).map(\.id).sorted() == ids)
    }
    // A step that was changed after its release would leave older queues with other tables than new ones.
    let new = try Self.lms(folder.file("new.sqlite"))
    _ = try TaskQueue(lms: new)
    #expect(try await Self.tables(lms) == Self.tables(new))
  }

  private static func lms(_ path: String) throws -> LMSDatabase {
    try LMSDatabase.create(path: path)
    return try LMSDatabase(path: path, access: .readWrite)
  }

  private static func tables(_ lms: LMSDatabase) async throws -> [String] {
    try await #require(lms.file.writer).read { db in
      try String.fetchAll(
        db,
        sql: "SELECT sql FROM sqlite_master WHERE tbl_name LIKE 'sync\\_%' ESCAPE '\\' AND sql NOT NULL ORDER BY name"
      )
    }
  }

  @Test("Of the dead tasks of one key the last stays dead")
  func dead() async throws {
    let folder = try TemporaryFolder()
    let lms = try OlderQueue.open(in: folder, upTo: "sync 3: findings")
    let writer = try #require(lms.file.writer)
    try await writer.write { db in
      for key in ["a", "a", "b", "a"] {
        try db.execute(
          sql: """
            INSERT INTO sync_task (key, kind, username, origin, priority, state, created, not_before, finished)
            VALUES (?, 'award_program_certificates', 'ada', 'backfill', 1, 'dead', 0, 0, 1)
            """,
          arguments: [key]
        )
      }
    }
    let queue = try TaskQueue(lms: lms)
    #expect(try await queue.tasks(state: .dead).map(\.id).sorted() == [3, 4])
    #expect(try await queue.status().skipped == 2)
  }
}
