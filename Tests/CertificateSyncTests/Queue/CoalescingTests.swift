import Credentials
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("One task a key")
struct CoalescingTests {
  @Test("A second save goes into the task that waits, and the newest status is the one that is posted")
  func coalesces() async throws {
    let site = try Site()
    try site.save("ada", Site.run, .downloadable)
    try site.save("ada", Site.run, .notPassing)
    try site.save("ada", Site.run, .unavailable)
    #expect(try site.states() == ["ada queued"])
    try await site.engine().run(.untilIdle)
    #expect(site.service.postedStatuses == [.revoked])
  }

  @Test("Other learners and other runs have tasks of their own")
  func separateKeys() throws {
    let site = try Site()
    try site.save("ada", Site.run)
    try site.save("ada", Site.otherRun)
    try site.save("amina", Site.run)
    #expect(try site.tasks().count == 3)
  }

  @Test("A save while the task runs makes a second one, which is not claimed before the first has ended")
  func oneRunning() async throws {
    let site = try Site()
    try site.save("ada", Site.run, .downloadable)
    let running = try await site.claim(10)
    #expect(running.count == 1)
    try site.save("ada", Site.run, .notPassing)
    #expect(try site.states() == ["ada running", "ada queued"])
    #expect(try await site.claim(10).isEmpty, "the key is taken")
    try await site.record(running[0], .done("posted"))
    #expect(try await site.claim(10).count == 1)
    #expect(try site.states() == ["ada done", "ada running"])
  }

  @Test("While a post of the older status is under way, a newer status of the same run is not posted beside it")
  func neverOvertaken() async throws {
    let site = try Site()
    let latch = Latch()
    site.service.next(.heldBack(latch))
    try site.save("ada", Site.run, .downloadable)
    let first = site.engine()
    let second = site.engine(wakeSignal: WakeSignal())
    async let one: Void = first.run(.untilIdle)
    await latch.arrivals()
    try site.save("ada", Site.run, .notPassing)
    async let two: Void = second.run(.untilIdle)
    try site.save("amina", Site.run, .downloadable)
    // The task of “amina” is the younger one: when it has been run, that of “ada” has been passed over.
    try await site.until { $0.contains("amina done") }
    #expect(site.service.postedStatuses.prefix(1) == [.awarded])
    latch.open()
    _ = try await (one, two)
    #expect(try await site.held() == .revoked)
    let ada = site.service.posts.filter { $0.username == "ada" }.compactMap(\.courseStatus)
    #expect(ada == [.awarded, .revoked])
  }

  @Test("A live save makes a waiting backfill task urgent, and a backfill never makes a live one wait")
  func urgency() async throws {
    let site = try Site()
    let id = try await site.enqueue("ada", origin: .backfill)
    #expect(try await site.enqueue("ada", origin: .live) == id)
    #expect(try await site.enqueue("ada", origin: .backfill) == id)
    #expect(try site.tasks().map(\.origin) == [.live])
  }

  @Test("A save takes a task that waits for another try out of its waiting, with all its tries")
  func freshTries() async throws {
    let site = try Site()
    try site.save()
    for _ in 0..<3 {
      let task = try #require(try await site.claim().first)
      try await site.record(task, .retry("down", after: nil))
      site.clock.advance(seconds: 600)
    }
    #expect(try site.tasks().map(\.attempts) == [3])
    try site.save("ada", Site.run, .notPassing)
    let task = try #require(try await site.claim().first)
    #expect(task.attempts == 1)
    #expect(try site.tasks().count == 1)
  }
}
