import Credentials
import DatabaseFile
import Foundation
import GRDB
import LMS
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("Faults of the database")
struct DatabaseFaultTests {
  @Test("Locked by another connection for a while: the engine waits, and nothing is lost")
  func locked() async throws {
    let site = try Site()
    try site.save()
    let watch = BusyWatch()
    try await watch.watch(#require(site.lms.file.writer))
    let other = try Locker(path: site.folder.file("lms.sqlite"))
    try await other.lock()
    let engine = site.engine()
    async let running: Void = engine.run(.untilIdle)
    await watch.waits()
    #expect(try site.states() == ["ada queued"], "readers are not held up")
    try await other.unlock()
    try await running
    #expect(try await site.held() == .awarded)
    withExtendedLifetime(watch) {}
  }

  @Test("Locked for longer than the time-out: said in the log once, and taken up again when the lock is gone")
  func lockedForLong() async throws {
    let site = try Site()
    let impatient = try LMSDatabase(
      path: site.folder.file("lms.sqlite"),
      access: .readWrite
    )
    try await #require(impatient.file.writer).writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 1") }
    let engine = SyncEngine(
      queue: try TaskQueue(lms: impatient),
      lms: site.lms,
      credentials: CredentialsConnection(site.service),
      wakeSignal: site.wakeSignal,
      limits: EngineLimits(pollSeconds: 0.002),
      logger: site.log.logger(),
      clock: { [clock = site.clock] in clock.now }
    )
    try site.save()
    let other = try Locker(path: site.folder.file("lms.sqlite"))
    try await other.lock()
    async let running: Void = engine.run(.untilStopped)
    await site.log.line(containing: "keeps the database locked")
    try await other.unlock()
    await site.log.line(containing: "The queue can be written again")
    engine.stop()
    try await running
    #expect(try await site.held() == .awarded)
  }

  @Test("In a run that is to end, a lock that lasts is an error that names the file")
  func lockedOnce() async throws {
    let site = try Site()
    try site.save()
    try await #require(site.lms.file.writer).writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 1") }
    let other = try Locker(path: site.folder.file("lms.sqlite"))
    try await other.lock()
    let error = await #expect(throws: DatabaseFileError.self) { try await site.engine().run(.untilIdle) }
    #expect(error?.code == .busy)
    #expect(error?.description.contains("lms.sqlite") == true)
    try await other.unlock()
    try await site.engine().run(.untilIdle)
    #expect(try await site.held() == .awarded)
  }

  @Test("Full: a save fails whole; freed, what was saved before goes on")
  func full() async throws {
    let site = try Site()
    try site.save("ada")
    let writer = try #require(site.lms.file.writer)
    try await writer.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    let key = try CourseKey(Site.run)
    let error = await #expect(throws: DatabaseFileError.self) {
      try await site.lms.transaction { transaction in
        try transaction.save("amina", key, .downloadable)
        // Fills what room the last page still has.
        try transaction.db.execute(
          sql: "INSERT INTO sync_setting (name, value) VALUES ('x', ?)",
          arguments: [String(repeating: "x", count: 1_000_000)]
        )
      }
    }
    #expect(error?.code == .full)
    #expect(error?.description.contains("no space left") == true)
    #expect(try site.states() == ["ada queued"], "no certificate of “amina”, so no task of hers")
    try await writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1073741823") }
    try site.save("amina")
    try await site.engine().run(.untilIdle)
    #expect(try site.states() == ["ada done", "amina done"])
  }

  @Test("The answer could not be recorded because the disk was full: it is kept, and recorded when there is room")
  func fullWhileRecording() async throws {
    let site = try Site()
    let latch = Latch()
    site.service.next(.heldBack(latch))
    try site.save()
    let engine = site.engine()
    async let running: Void = engine.run(.untilStopped)
    await latch.arrivals()
    try site.execute(
      "CREATE TRIGGER sync_full BEFORE UPDATE ON sync_task BEGIN INSERT INTO sync_blob VALUES (zeroblob(9000000)); END",
      before: "CREATE TABLE sync_blob (data blob)"
    )
    try await #require(site.lms.file.writer).writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    latch.open()
    await site.log.line(containing: "no space left")
    #expect(try site.states() == ["ada running"])
    try await #require(site.lms.file.writer).writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA max_page_count = 1073741823")
      try db.execute(sql: "DROP TRIGGER sync_full")
    }
    try await site.until { $0 == ["ada done"] }
    engine.stop()
    try await running
    #expect(site.service.posts.count == 1, "posted once, recorded later")
  }

  @Test("Another file in its place: the engine ends with an error that names it, and posts nothing")
  func replaced() async throws {
    let site = try Site()
    try site.save()
    let path = site.folder.file("lms.sqlite")
    try site.folder.copy(path, as: "next")
    try #require(rename(site.folder.file("next"), path) == 0)
    let error = await #expect(throws: DatabaseFileError.self) { try await site.engine().run(.untilIdle) }
    #expect(error?.code == .replaced)
    #expect(error?.description.contains(path) == true)
    #expect(site.service.posts.isEmpty)
  }

  @Test(
    "A row of the queue that cannot be read is given up with a message, and the others go on",
    arguments: ["kind = 'from_the_future'", "created = x'00FF'", "origin = ''"]
  )
  func corruptRow(_ damage: String) async throws {
    let site = try Site()
    try site.save("ada")
    try site.save("amina")
    try site.execute("UPDATE sync_task SET \(damage) WHERE username = 'ada'")
    try await site.engine(limits: EngineLimits(concurrency: 1, pollSeconds: 0.002)).run(.untilIdle)
    #expect(try await site.held("amina") == .awarded)
    let rows = try await site.lms.file.reader.read { db in
      try Row.fetchAll(db, sql: "SELECT state, message FROM sync_task WHERE username = 'ada'")
        .map { "\($0[0] as String): \($0[1] as String)" }
    }
    #expect(rows == ["dead: this version cannot read the task's row: it is damaged, or a newer version wrote it"])
    _ = try await site.queue.status(now: site.clock.now)
    _ = try await site.queue.reader.lastErrors()
  }

  @Test("Opened for reading only, a deployment has no engine, and its queue can still be looked at")
  func readOnly() async throws {
    let site = try Site()
    try site.save()
    let lms = try LMSDatabase(path: site.folder.file("lms.sqlite"), access: .readOnly)
    let error = #expect(throws: DatabaseFileError.self) { try TaskQueue(lms: lms) }
    #expect(error?.code == .unwritable)
    #expect(try await QueueReader(lms: lms).status().queued >= 1)
  }
}

extension Site {
  fileprivate func execute(_ sql: String, before first: String) throws {
    try execute(first)
    try execute(sql)
  }
}
