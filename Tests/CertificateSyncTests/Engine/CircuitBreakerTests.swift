import Credentials
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("Sparing a service that fails")
struct CircuitBreakerTests {
  private let start = Site.start

  /// A breaker under which so many requests in a row have failed.
  private func breaker(_ failures: Int) -> CircuitBreaker {
    var breaker = CircuitBreaker()
    for _ in 0..<failures { _ = breaker.take(.ill, now: start) }
    return breaker
  }

  @Test("Five failures in a row begin a rest; a success between them begins the count anew")
  func begins() {
    var breaker = breaker(4)
    #expect(breaker.take(.ill, now: start) == 5)
    var spared = self.breaker(4)
    #expect(spared.take(.well, now: start) == nil && spared.take(.ill, now: start) == nil && !spared.isProbing)
  }

  @Test("What fails while it rests was sent before; then one failure is enough, and the rests double up to a minute")
  func doubles() {
    var breaker = breaker(5)
    #expect(breaker.take(.ill, now: start.adding(seconds: 4.9)) == nil)
    var now = start.adding(seconds: 5)
    var rests: [Double] = []
    for _ in 0..<6 {
      let rest = breaker.take(.ill, now: now) ?? 0
      rests.append(rest)
      now = now.adding(seconds: rest)
    }
    #expect(rests == [10, 20, 40, 60, 60, 60])
    #expect(breaker.isProbing)
  }

  @Test("The first success restores the whole speed")
  func restores() {
    var breaker = breaker(5)
    _ = breaker.take(.well, now: start.adding(seconds: 6))
    #expect(!breaker.isProbing)
    for _ in 0..<4 { #expect(breaker.take(.ill, now: start.adding(seconds: 7)) == nil) }
    #expect(breaker.take(.ill, now: start.adding(seconds: 7)) == 5)
  }

  @Test("A refusal is a sign of life; what pauses or slows the queue anyway is no sign")
  func signs() {
    let sign = { (status: Int) in CircuitBreaker.Sign(status: status) }
    #expect([201, 400, 404].allSatisfy { sign($0) == .well })
    #expect([500, 503].allSatisfy { sign($0) == .ill })
    #expect([401, 403, 429].allSatisfy { sign($0) == nil })
  }

  @Test("A service that answers 500 for ever is asked five times, then once a rest; all is posted once it works")
  func engine() async throws {
    let names = (1...40).map { "learner\($0)" }
    let site = try Site(learners: names)
    for name in names { try site.save(name) }
    site.service.always(.status(500))
    let engine = site.engine(limits: EngineLimits(concurrency: 1, pollSeconds: 0.002))
    try await engine.run(.untilIdle)
    #expect(site.service.posts.count == 5)
    #expect(try await site.queue.status(now: site.clock.now).slowedUntil == site.clock.now.adding(seconds: 5))
    #expect(site.log.all.contains { $0.message.contains("nothing is posted for 5 s") })
    site.clock.advance(seconds: 5)
    try await engine.run(.untilIdle)
    site.service.always(nil)
    while let due = try site.tasks().filter({ $0.state == .queued }).map(\.notBefore).max() {
      let rest = try await site.queue.status(now: site.clock.now).slowedUntil
      site.clock.advance(to: max(due, rest ?? due))
      try await engine.run(.untilIdle)
    }
    #expect(try site.tasks().allSatisfy { $0.state == .done })
  }
}
