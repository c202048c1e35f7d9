import Credentials
import DatabaseFile
import GRDB
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("Faults of the service")
struct ServiceFaultTests {
  /// Runs the engine and moves the clock on to each next try, until nothing waits or it has been done so often.
  private func drain(_ site: Site, rounds: Int = 40) async throws {
    for _ in 0..<rounds {
      try await site.engine().run(.untilIdle)
      guard let next = try site.tasks().filter({ $0.state == .queued }).map(\.notBefore).min() else { return }
      let rest = try await site.queue.status(now: site.clock.now).slowedUntil
      site.clock.advance(to: max(next, rest ?? next))
    }
  }

  @Test("Down: tried again until it answers")
  func down() async throws {
    let site = try Site()
    site.service.next(.lost("connection refused"), .lost("connection refused"), .lost("connection reset by peer"))
    try site.save()
    try await site.engine().run(.untilIdle)
    let task = try #require(try site.tasks().first)
    #expect(task.state == .queued)
    #expect(task.message == "no answer from the Credentials service: connection refused")
    try await drain(site)
    #expect(try await site.held() == .awarded)
    #expect(site.service.posts.count == 4)
  }

  @Test("The answer is lost: the post is repeated and changes nothing more")
  func answerLost() async throws {
    let site = try Site()
    site.service.next(.carriedOutThenLost("connection reset by peer"))
    try site.save()
    try await drain(site)
    #expect(try await site.held() == .awarded)
    #expect(site.service.posts.count == 2)
    #expect(try site.states() == ["ada done"])
  }

  @Test("500 once, then fine")
  func onceInternal() async throws {
    let site = try Site()
    site.service.next(.status(500, "<html><title>Server Error</title></html>"))
    try site.save()
    try await site.engine().run(.untilIdle)
    #expect(try site.tasks().first?.message == "500 Server Error")
    try await drain(site)
    #expect(try site.states() == ["ada done"])
  }

  @Test("500 for ever: given up after eleven posts, kept with the last answer")
  func internalForEver() async throws {
    let site = try Site()
    site.service.always(.status(500, ["detail": "deadlock"]))
    try site.save()
    try await drain(site)
    let task = try #require(try site.tasks().first)
    #expect(task.state == .dead)
    #expect(task.message == "given up after 11 tries: 500 deadlock")
    #expect(site.service.posts.count == 11)
  }

  @Test("429 rests the whole queue for the Retry-After, or for a minute", arguments: [(nil, 60.0), (120, 120), (0, 0)])
  func throttled(_ header: Double?, _ seconds: Double) async throws {
    let site = try Site()
    site.service.next(.status(429, ["detail": "Request was throttled."], retryAfter: header))
    try site.save("ada")
    try await site.engine(limits: EngineLimits(concurrency: 1, pollSeconds: 0.002)).run(.untilIdle)
    if seconds > 0 {
      try site.save("amina")
      try await site.engine().run(.untilIdle)
      #expect(site.service.posts.count == 1, "“amina” waits as well")
      #expect(try await site.queue.status(now: site.clock.now).slowedUntil == Site.start.adding(seconds: seconds))
    }
    try await drain(site)
    #expect(try await site.held() == .awarded)
  }

  @Test("A hostile Retry-After rests for an hour at most", arguments: [1e300, .infinity, -5, .nan])
  func hostileHeader(_ seconds: Double) {
    guard
      case .retry(_, let after?) = TaskOutcome(
        refusal: CredentialsAnswer(status: 429, body: .null, retryAfter: seconds)
      )
    else {
      Issue.record("429 is tried again")
      return
    }
    #expect((0...3600).contains(after))
  }

  @Test("400 is for good: dead with the reason, and the queue goes on")
  func badRequest() async throws {
    let site = try Site()
    site.service.next(.status(400, ["course_run_key": ["No active CourseCertificate exists"]]))
    try site.save("ada")
    try site.save("amina")
    try await site.engine(limits: EngineLimits(concurrency: 1, pollSeconds: 0.002)).run(.untilIdle)
    #expect(try site.states() == ["ada dead", "amina done"])
    #expect(try site.tasks().first?.message == "400 course_run_key: No active CourseCertificate exists")
  }

  @Test("401 or 403 pauses the queue; resumed when the configuration is right, nothing is lost", arguments: [401, 403])
  func refused(_ status: Int) async throws {
    let site = try Site()
    site.service.next(.status(status, ["detail": "Authentication credentials were not provided."]))
    try site.save("ada")
    try site.save("amina")
    try await site.engine(limits: EngineLimits(concurrency: 1, pollSeconds: 0.002)).run(.untilIdle)
    #expect(try site.states() == ["ada queued", "amina queued"])
    let reason = "\(status) Authentication credentials were not provided."
    #expect(try await site.queue.status().pauseReason == reason)
    let pause = "The queue is paused until “sync resume”"
    let subject = try #require(try site.tasks().first).request.subject
    #expect(subject.contains("of ada in course-v1:"))
    #expect(site.log.all.contains { $0.message == "\(pause), \(subject): \(reason)" })
    #expect(try site.tasks().map(\.attempts) == [0, 0], "the configuration's fault counts against nobody")
    try await site.queue.resume()
    try await site.engine().run(.untilIdle)
    #expect(try site.states() == ["ada done", "amina done"])
  }

  @Test(
    "A body of rubbish makes a readable line and no trouble",
    arguments: [
      JSONValue.null, "", .string("\u{1B}[2J\u{0}\u{202E}garbage"), .array([.array([]), 3]), ["a": ["b": ["c": "d"]]],
      .string(String(repeating: "x", count: 100_000)),
    ]
  )
  func rubbish(_ body: JSONValue) async throws {
    let site = try Site()
    site.service.next(.status(502, body))
    try site.save()
    try await site.engine().run(.untilIdle)
    let message = try #require(try site.tasks().first?.message)
    #expect(message.hasPrefix("502 "))
    #expect(message.count < 400)
    #expect(!message.unicodeScalars.contains { $0.value < 0x20 })
  }

  @Test("A slow service holds up no more tasks than are in flight; stopped, what has no answer is handed back at once")
  func slow() async throws {
    let site = try Site(learners: ["a", "b", "c"])
    let latch = Latch()
    site.service.always(.heldBack(latch))
    for name in ["a", "b", "c"] { try site.save(name) }
    let engine = site.engine(limits: EngineLimits(concurrency: 2, pollSeconds: 0.002))
    async let running: Void = engine.run(.untilStopped)
    await latch.arrivals(2)
    #expect(try site.states() == ["a running", "b running", "c queued"])
    engine.stop(grace: .zero)
    try await running
    #expect(try site.states() == ["a queued", "b queued", "c queued"])
    #expect(try site.tasks().map(\.attempts) == [0, 0, 0])
    site.service.always(nil)
    try await site.engine().run(.untilIdle)
    #expect(try site.states() == ["a done", "b done", "c done"])
  }

  @Test("A service that does not heed its cancellation is left behind, and its late answer changes nothing")
  func deaf() async throws {
    let site = try Site()
    let latch = Latch()
    let deaf = DeafService(inner: site.service.inner, latch: latch)
    try site.save()
    let engine = SyncEngine(
      queue: site.queue,
      lms: site.lms,
      credentials: CredentialsConnection(deaf),
      limits: EngineLimits(pollSeconds: 0.002),
      logger: site.log.logger(),
      clock: { [clock = site.clock] in clock.now }
    )
    async let running: Void = engine.run(.untilStopped)
    await latch.arrivals()
    engine.stop(grace: .zero)
    try await running
    #expect(try site.states() == ["ada queued"])
    latch.open()
    try await site.engine().run(.untilIdle)
    #expect(try site.states() == ["ada done"])
  }
}

/// Holds each post back, cancelled or not.
private struct DeafService: ForwardingService {
  let inner: any CredentialsService
  let latch: Latch

  func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    await Task { await latch.pass() }.value
    return try await inner.post(request)
  }
}
