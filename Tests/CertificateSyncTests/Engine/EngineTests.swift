import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("The engine, end to end in the embedded service")
struct EngineTests {
  @Test("A saved certificate is awarded, and the log says so in the LMS's words")
  func awards() async throws {
    let site = try Site()
    try site.save()
    try await site.engine().run(.untilIdle)
    #expect(try await site.held() == .awarded)
    #expect(try site.states() == ["ada done"])
    #expect(
      site.log.all.map(\.message).contains {
        $0.hasPrefix("Awarded a course certificate to user") && $0.contains(Site.run)
      }
    )
  }

  @Test("A certificate that no longer stands is revoked")
  func revokes() async throws {
    let site = try Site()
    try site.save()
    try await site.engine().run(.untilIdle)
    try site.save("ada", Site.run, .unavailable)
    try await site.engine().run(.untilIdle)
    #expect(try await site.held() == .revoked)
  }

  @Test("An audit certificate is skipped with the LMS's reason, and nothing is posted")
  func skips() async throws {
    let site = try Site()
    try site.save("ada", Site.run, .auditPassing)
    try await site.engine().run(.untilIdle)
    #expect(site.service.posts.isEmpty)
    let task = try #require(try site.tasks().first)
    #expect(task.state == .skipped)
    #expect(task.message?.contains("has not earned a course certificate") == true)
  }

  @Test("An engine that has come to rest is woken by the commit, not by its clock", .timeLimit(.minutes(30)))
  func woken() async throws {
    let site = try Site()
    let engine = site.engine(limits: EngineLimits(pollSeconds: 3600))
    async let running: Void = engine.run(.untilStopped)
    try site.save("amina")
    engine.wakeSignal.wake()
    try await site.until { $0 == ["amina done"] }
    try site.save("ada")
    try await site.until { $0 == ["amina done", "ada done"] }
    engine.stop()
    try await running
    #expect(try site.states() == ["amina done", "ada done"])
  }

  @Test("Stopped, the engine lets the post in flight end and records it, and claims no more")
  func stops() async throws {
    let site = try Site()
    let latch = Latch()
    site.service.next(.heldBack(latch))
    let engine = site.engine(limits: EngineLimits(concurrency: 1, pollSeconds: 0.002))
    try site.save("ada")
    try site.save("amina")
    async let running: Void = engine.run(.untilStopped)
    await latch.arrivals()
    engine.stop()
    latch.open()
    try await running
    #expect(try site.states() == ["ada done", "amina queued"])
  }

  @Test("A stop that comes before the start is not lost, and holds for one run")
  func stoppedBeforeStart() async throws {
    let site = try Site()
    try site.save()
    let engine = site.engine()
    engine.stop()
    try await engine.run(.untilStopped)
    #expect(try site.states() == ["ada queued"])
    try await engine.run(.untilIdle)
    #expect(try site.states() == ["ada done"])
  }

  @Test("Cancelling the task around a run stops it as stop() does: what is in flight is recorded")
  func cancelled() async throws {
    let site = try Site()
    let latch = Latch()
    site.service.next(.heldBack(latch))
    try site.save()
    let engine = site.engine()
    let running = Task { try await engine.run(.untilStopped) }
    await latch.arrivals()
    running.cancel()
    latch.open()
    try await running.value
    #expect(try site.states() == ["ada done"])
    try site.save("amina")
    try await engine.run(.untilIdle)
    #expect(try await site.held("amina") == .awarded, "the engine can be started again")
  }

  @Test("Two engines share a deployment and post each change once")
  func shared() async throws {
    let names = (0..<30).map { "learner\($0)" }
    let site = try Site(learners: names)
    for name in names { try site.save(name) }
    let (first, second) = (site.engine(), site.engine(wakeSignal: WakeSignal()))
    async let one: Void = first.run(.untilIdle)
    async let two: Void = second.run(.untilIdle)
    _ = try await (one, two)
    #expect(site.service.posts.count == 30)
    for name in names { #expect(try await site.held(name) == .awarded) }
  }

  @Test("A later start finishes what an earlier process left queued")
  func laterStart() async throws {
    let site = try Site()
    try site.save()
    let later = try TaskQueue(lms: site.lms)
    #expect(try await later.hasDue(now: site.clock.now))
    try await site.engine(wakeSignal: WakeSignal()).run(.untilIdle)
    #expect(try await site.held() == .awarded)
  }
}
