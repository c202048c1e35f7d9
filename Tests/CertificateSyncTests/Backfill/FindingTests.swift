import Credentials
import GRDB
import OpenEdX
import Synchronization
import TestSupport
import Testing

@testable import CertificateSync

@Suite struct `The finding of a task` {
  private final class CauseList: Sendable {
    let all = Mutex<[PostCause?]>([])
  }

  private static let request = TaskRequest.awardCourseCertificate(username: "ada", courseRunKey: Site.run)

  private func claimed(_ site: Site) async throws -> SyncTask {
    try #require(try await site.queue.turn(record: [], claimUpTo: 1, now: site.clock.now).first)
  }

  @Test func `is written with its row, and stays when a change in the LMS asks for the same`() async throws {
    let site = try Site()
    let planned = PlannedTask(request: Self.request, findings: [.awardLost, .overrideDrift])
    _ = try await site.queue.enqueue([planned], origin: .backfill, now: site.clock.now)
    _ = try await site.queue.enqueue([Self.request], origin: .live, now: site.clock.now)
    let task = try await claimed(site)
    #expect(task.findings == [.awardLost, .overrideDrift])
    #expect(task.origin == .live)
  }

  @Test func `is that of the later backfill where two meet`() async throws {
    let site = try Site()
    for findings in [[Finding.awardLost], [.revocationStale]] {
      let planned = PlannedTask(request: Self.request, findings: findings)
      _ = try await site.queue.enqueue([planned], origin: .backfill, now: site.clock.now)
    }
    #expect(try await claimed(site).findings == [.revocationStale])
  }

  @Test func `is known where its post is made, with the number of the try`() async throws {
    let site = try Site()
    try site.save("ada")
    try await site.queue.write { try $0.execute(sql: "DELETE FROM sync_task") }
    let planned = PlannedTask(request: Self.request, findings: [.awardLost])
    _ = try await site.queue.enqueue([planned], origin: .backfill, now: site.clock.now)
    let causes = CauseList()
    let engine = SyncEngine(
      queue: site.queue,
      lms: site.lms,
      credentials: CredentialsConnection(site.service) { report in causes.all.withLock { $0.append(report.cause) } },
      logger: site.log.logger(),
      clock: { site.clock.now }
    )
    site.service.next(.lost("the line went dead"))
    try await engine.run(.untilIdle)
    site.clock.advance(seconds: 3600)
    try await engine.run(.untilIdle)
    let expected = [1, 2].map { PostCause(findings: [.awardLost], attempt: $0) }
    #expect(causes.all.withLock { $0 } == expected)
    #expect(engine.ratePerSecond == 0.1, "the lost try did not end the task")
  }

  @Test func `is empty in a word that this version does not know`() async throws {
    let site = try Site()
    _ = try await site.queue.enqueue([PlannedTask(request: Self.request)], origin: .backfill, now: site.clock.now)
    try await site.queue.write { try $0.execute(sql: "UPDATE sync_task SET findings = 'moon-phase,award-lost'") }
    #expect(try await claimed(site).findings == [.awardLost])
  }

  @Test func `is added to a queue of an older version, whose tasks are kept`() async throws {
    let site = try Site()
    _ = try await site.queue.enqueue([Self.request], origin: .live, now: site.clock.now)
    try await site.queue.write { db in
      try db.execute(
        sql: """
          UPDATE sync_task SET state = 'dead', finished = 1;
          ALTER TABLE sync_task DROP COLUMN findings;
          DELETE FROM grdb_migrations WHERE identifier = 'sync 3: findings';
          """
      )
    }
    // Only looked at, the older table serves as it is.
    #expect(try await site.queue.reader.lastErrors().map(\.findings) == [[]])
    let reopened = try TaskQueue(lms: site.lms)
    #expect(try await reopened.tasks(ids: [1]).map(\.state) == [.dead])
    let planned = PlannedTask(request: Self.request, findings: [.awardLost])
    let ids = try await reopened.enqueue([planned], origin: .backfill, now: site.clock.now)
    #expect(try await reopened.turn(record: [], claimUpTo: 1, now: site.clock.now).map(\.id) == ids)
  }
}
