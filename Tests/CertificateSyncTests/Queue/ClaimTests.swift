import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("Claiming")
struct ClaimTests {
  @Test("Live tasks go before those of a backfill, and of each the older ones first")
  func order() async throws {
    let site = try Site(learners: ["a", "b", "c", "d"])
    try await site.enqueue("a", origin: .backfill)
    site.clock.advance(seconds: 1)
    try await site.enqueue("b", origin: .live)
    try await site.enqueue("c", origin: .backfill)
    try await site.enqueue("d", origin: .live)
    var order: [String?] = []
    while let task = try await site.claim().first { order.append(task.request.username) }
    #expect(order == ["b", "d", "a", "c"])
  }

  @Test("No more tasks are claimed than asked for, and the batch keeps the order")
  func limit() async throws {
    let site = try Site(learners: ["a", "b", "c"])
    for name in ["a", "b", "c"] { try await site.enqueue(name) }
    #expect(try await site.claim(2).map(\.request.username) == ["a", "b"])
    #expect(try await site.claim(2).map(\.request.username) == ["c"])
    #expect(try await site.claim(2).isEmpty)
  }

  @Test("A task is not claimed before its time")
  func notBefore() async throws {
    let site = try Site()
    try await site.enqueue()
    let task = try #require(try await site.claim().first)
    try await site.record(task, .retry("down", after: 100))
    site.clock.advance(seconds: 99)
    #expect(try await site.claim().isEmpty)
    #expect(try await !site.queue.hasDue(now: site.clock.now))
    site.clock.advance(seconds: 30)
    #expect(try await site.claim().count == 1)
  }

  @Test("Two queues on one deployment never hold the same task")
  func twoClaimers() async throws {
    let names = (0..<40).map { "learner\($0)" }
    let site = try Site(learners: names)
    let requests = names.map { TaskRequest.awardCourseCertificate(username: $0, courseRunKey: Site.run) }
    _ = try await site.queue.enqueue(requests, origin: .live, now: site.clock.now)
    let other = try TaskQueue(lms: site.lms)
    let now = site.clock.now
    let claimed = try await withThrowingTaskGroup(of: [Int64].self) { group in
      for queue in [site.queue, other] {
        group.addTask {
          var ids: [Int64] = []
          while true {
            let tasks = try await queue.turn(record: [], claimUpTo: 3, now: now)
            if tasks.isEmpty { return ids }
            ids += tasks.map(\.id)
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(claimed.count == 40)
    #expect(Set(claimed).count == 40)
  }
}
