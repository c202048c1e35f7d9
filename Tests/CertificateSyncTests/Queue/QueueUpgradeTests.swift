import DatabaseFile
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
