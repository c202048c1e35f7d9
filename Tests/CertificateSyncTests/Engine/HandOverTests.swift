import Credentials
import OpenEdX
import Synchronization
import TestSupport
import Testing

@testable import CertificateSync

@Suite struct `Handing tasks over` {
  /// A desk that answers as it is told and keeps what it was given.
  private final class Desk: Sendable {
    let given = Mutex<[LMSTask]>([])
    let answer = Mutex(HandOverDesk.Answer.taken("taken"))

    var handOver: HandOverDesk {
      HandOverDesk { task in
        self.given.withLock { $0.append(task) }
        return self.answer.withLock { $0 }
      }
    }
  }

  private func engine(_ site: Site, _ desk: Desk) -> SyncEngine {
    SyncEngine(
      queue: site.queue,
      lms: site.lms,
      credentials: CredentialsConnection(site.service),
      wakeSignal: site.wakeSignal,
      limits: EngineLimits(pollSeconds: 0.002),
      desk: desk.handOver,
      logger: site.log.logger(),
      clock: { [clock = site.clock] in clock.now }
    )
  }

  @Test func `nothing is posted, and an award goes to the workers once until its time is over`() async throws {
    let site = try Site()
    try site.save()
    let desk = Desk()
    let engine = engine(site, desk)
    try await engine.run(.untilIdle)
    let task = LMSTask.awardCourseCertificate(username: "ada", courseRunKey: Site.run)
    #expect(desk.given.withLock { $0 } == [task])
    #expect(site.service.posts.isEmpty)
    #expect(try site.states() == ["ada done"])
    #expect(try await site.queue.reader.handedOver().tasks == 1)
    try await site.enqueue()
    try await engine.run(.untilIdle)
    #expect(try site.states() == ["ada done", "ada skipped"])
    site.clock.advance(seconds: HandOverRule.patience)
    try await site.enqueue()
    try await engine.run(.untilIdle)
    #expect(desk.given.withLock { $0 } == [task, task])
  }

  @Test func `a revocation is never handed over`() async throws {
    let site = try Site()
    try site.save("ada", Site.run, .notPassing)
    let desk = Desk()
    try await engine(site, desk).run(.untilIdle)
    #expect(desk.given.withLock { $0 }.isEmpty)
    #expect(try site.states() == ["ada skipped"])
  }

  @Test func `what does not come is given up after some tries, and has all of them again by hand`() async throws {
    let site = try Site()
    try site.save()
    let desk = Desk()
    let engine = engine(site, desk)
    for _ in 0..<HandOverRule.tries {
      try await site.enqueue()
      try await engine.run(.untilIdle)
      site.clock.advance(seconds: HandOverRule.patience)
    }
    try await site.enqueue()
    try await engine.run(.untilIdle)
    #expect(desk.given.withLock { $0 }.count == HandOverRule.tries)
    let dead = try #require(try site.tasks().last)
    #expect(dead.state == .dead && dead.message?.contains("handed over 5 times") == true)
    _ = try await site.queue.retryDead([dead.id], now: site.clock.now)
    try await engine.run(.untilIdle)
    #expect(desk.given.withLock { $0 }.count == HandOverRule.tries + 1)
  }

  @Test(
    arguments: [
      (.tryAgain("OOM"), "ada queued", nil), (.misconfigured("NOAUTH"), "ada queued", "NOAUTH"),
      (.unfit("too long"), "ada dead", nil),
    ] as [(HandOverDesk.Answer, String, String?)]
  ) func `what the desk does not take is not counted as handed over`(
    _ answer: HandOverDesk.Answer,
    _ state: String,
    _ pause: String?
  ) async throws {
    let site = try Site()
    try site.save()
    let desk = Desk()
    desk.answer.withLock { $0 = answer }
    try await engine(site, desk).run(.untilIdle)
    #expect(try site.states() == [state])
    #expect(try await site.queue.status().pauseReason == pause)
    #expect(try await site.queue.reader.handedOver().tasks == 0)
  }

  @Test func `the rule leaves the workers their time and stops after some tries`() {
    let now = Site.start
    let long = now.adding(seconds: -HandOverRule.patience)
    #expect(HandOverRule(count: 0, last: nil).decide(now: now) == .handOver)
    #expect(HandOverRule(count: 1, last: long.adding(seconds: 1)).decide(now: now) == .wait)
    #expect(HandOverRule(count: 4, last: long).decide(now: now) == .handOver)
    #expect(HandOverRule(count: 5, last: long).decide(now: now) == .giveUp)
    // A clock that was set back holds nothing.
    #expect(HandOverRule(count: 1, last: now.adding(seconds: 5)).decide(now: now) == .handOver)
  }
}
