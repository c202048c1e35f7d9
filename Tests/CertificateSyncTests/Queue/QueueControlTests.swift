import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("Pausing, resting, retrying by hand")
struct QueueControlTests {
  @Test("A pause is kept in the database: no queue on the deployment claims until it is resumed")
  func pause() async throws {
    let site = try Site()
    try site.save()
    try await site.queue.pause(reason: "maintenance")
    let other = try TaskQueue(lms: site.lms)
    #expect(try await other.turn(record: [], claimUpTo: 5, now: site.clock.now).isEmpty)
    #expect(try await other.status().pauseReason == "maintenance")
    try await site.engine().run(.untilIdle)
    #expect(site.service.posts.isEmpty)
    try await other.resume()
    try await site.engine().run(.untilIdle)
    #expect(try await site.held() == .awarded)
  }

  @Test("A post in flight when the pause comes still ends and is recorded")
  func pauseWhileRunning() async throws {
    let site = try Site()
    try site.save()
    let task = try #require(try await site.claim().first)
    try await site.queue.pause(reason: "maintenance")
    try await site.record(task, .done("posted"))
    #expect(try site.states() == ["ada done"])
  }

  @Test("The reason of a pause stays until it is over: neither a refusal nor another pause takes its place")
  func firstReason() async throws {
    let site = try Site()
    try site.save()
    let task = try #require(try await site.claim().first)
    #expect(try await site.queue.pause(reason: "maintenance") == "maintenance")
    try await site.record(task, .pause("401 no"))
    #expect(try await site.queue.pause(reason: "by an operator") == "maintenance")
    #expect(try await site.queue.status().pauseReason == "maintenance")
    try await site.queue.resume()
    #expect(try await site.queue.pause(reason: "by an operator") == "by an operator")
  }

  @Test func `a refusal's pause is told from an operator's`() async throws {
    let site = try Site()
    try site.save()
    let task = try #require(try await site.claim().first)
    #expect(try await !site.queue.status().isRefused)
    try await site.queue.pause(reason: "maintenance")
    #expect(try await !site.queue.status().isRefused)
    try await site.queue.resume()
    try await site.record(task, .pause("401 no"))
    #expect(try await site.queue.status().isRefused)
    try await site.queue.resume()
    #expect(try await !site.queue.status().isRefused)
    // An older version's pause says nothing of who made it.
    try site.execute("INSERT INTO sync_setting VALUES ('paused', '401 no')")
    #expect(try await site.queue.status().isRefused)
  }

  @Test("A Retry-After rests the whole queue, in the database, and the longest wish counts")
  func rest() async throws {
    let site = try Site(learners: ["a", "b", "c"])
    for name in ["a", "b", "c"] { try await site.enqueue(name) }
    let tasks = try await site.claim(2)
    try await site.record(tasks[0], .retry("429 slow down", after: 90))
    try await site.record(tasks[1], .retry("429 slow down", after: 40))
    let other = try TaskQueue(lms: site.lms)
    site.clock.advance(seconds: 89)
    #expect(try await other.turn(record: [], claimUpTo: 5, now: site.clock.now).isEmpty, "“c” never failed, and waits")
    #expect(try await !other.hasDue(now: site.clock.now))
    #expect(try await other.status(now: site.clock.now).slowedUntil == Site.start.adding(seconds: 90))
    site.clock.advance(seconds: 1)
    #expect(try await other.turn(record: [], claimUpTo: 5, now: site.clock.now).map(\.request.username).contains("c"))
    #expect(try await other.status(now: site.clock.now).slowedUntil == nil)
  }

  @Test("Resuming ends a rest, too, and what met it is due; what waits for its own trouble keeps waiting")
  func resumeEndsRest() async throws {
    let site = try Site(learners: ["ada", "amina", "zoe"])
    try await site.enqueue("ada")
    try await site.enqueue("amina")
    try await site.enqueue("zoe")
    let tasks = try await site.claim(2)
    try await site.record(tasks[0], .retry("429", after: 3000))
    try await site.record(tasks[1], .retry("503", after: nil))
    let waiting = try site.tasks().first { $0.request.username == "amina" }?.notBefore
    #expect(try await site.queue.resume(now: site.clock.now) == 1)
    #expect(try site.tasks().first { $0.request.username == "amina" }?.notBefore == waiting)
    #expect(try await site.claim(1).map(\.request.username) == ["ada"])
    #expect(try await site.claim(1).map(\.request.username) == ["zoe"])
  }

  @Test("A dead task keeps its last answer, and runs again by hand with all its tries")
  func retryOne() async throws {
    let site = try Site()
    let id = try await site.enqueue()
    let task = try #require(try await site.claim().first)
    try await site.record(task, .dead("400 username: unknown"))
    #expect(try site.tasks().map(\.message) == ["400 username: unknown"])
    let result = try await site.queue.retryDead([id, 999], now: site.clock.now)
    #expect(result.queued == 1)
    #expect(result.notDead == [999])
    #expect(try await site.claim().map(\.attempts) == [1])
  }

  @Test("With all dead tasks what waits for another try is due as well, with all its tries")
  func retryWaiting() async throws {
    let site = try Site(policy: ModelWorld.policy)
    try await site.enqueue()
    let task = try #require(try await site.claim().first)
    try await site.record(task, .retry("503", after: 5000))
    let result = try await site.queue.retryAllDead(now: site.clock.now)
    #expect(result == TaskQueue.RetryByHand(due: 1))
    #expect(try site.tasks().map(\.notBefore) == [site.clock.now] && site.tasks().map(\.attempts) == [0])
  }

  @Test("Of one key at most one task is dead, and none once a later one is done")
  func oneDeadTask() async throws {
    let site = try Site()
    for _ in 1...3 {
      try await site.enqueue()
      let task = try #require(try await site.claim().first)
      try await site.record(task, .dead("400 no"))
    }
    #expect(try site.states() == ["ada skipped", "ada skipped", "ada dead"])
    #expect(try await site.queue.retryAllDead(now: site.clock.now) == TaskQueue.RetryByHand(queued: 1))
    let task = try #require(try await site.claim().first)
    try await site.record(task, .dead("400 no"))
    try await site.enqueue()
    let last = try #require(try await site.claim().first)
    try await site.record(last, .done("posted"))
    #expect(try await site.queue.status(now: site.clock.now).dead == 0)
    #expect(try await site.queue.reader.skipped().map(\.tasks) == [3])
  }

  @Test("A dead task that waits for another place is not superseded by one that was done here")
  func deadElsewhere() async throws {
    let site = try Site()
    let one = try TaskQueue(lms: site.lms, destination: .site("one.example"))
    try await site.enqueue()
    let task = try #require(try await one.turn(record: [], claimUpTo: 1, now: site.clock.now).first)
    let refused = TaskQueue.Finished(task: task, outcome: .dead("404"))
    _ = try await one.turn(record: [refused], claimUpTo: 0, now: site.clock.now)
    try await site.enqueue()
    let here = try #require(try await site.claim().first)
    try await site.record(here, .done("posted"))
    #expect(try site.states() == ["ada dead", "ada done"])
  }

  @Test("All dead tasks run again; one whose key waits already ends as superseded")
  func retryAll() async throws {
    let names = (0..<1200).map { "learner\($0)" }
    let site = try Site(learners: [])
    let requests = names.map { TaskRequest.awardCourseCertificate(username: $0, courseRunKey: Site.run) }
    _ = try await site.queue.enqueue(requests, origin: .backfill, now: site.clock.now)
    let tasks = try await site.claim(2000)
    #expect(tasks.count == 1200)
    let dead = tasks.map { TaskQueue.Finished(task: $0, outcome: .dead("400 no")) }
    _ = try await site.queue.turn(record: dead, claimUpTo: 0, now: site.clock.now)
    try await site.enqueue("learner7")
    let result = try await site.queue.retryAllDead(now: site.clock.now)
    #expect(result == TaskQueue.RetryByHand(queued: 1199, superseded: 1, notDead: []))
    let status = try await site.queue.status(now: site.clock.now)
    #expect(status.queued == 1200)
    #expect(status.dead == 0)
    #expect(status.skipped == 1)
  }
}
