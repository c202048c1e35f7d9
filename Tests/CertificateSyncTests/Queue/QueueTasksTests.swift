import DatabaseFile
import Foundation
import Logging
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("Looking at the tasks of a queue")
struct QueueTasksTests {
  @Test("Running, retrying and dead tasks come with what a screen shows, each in its order")
  func tasks() async throws {
    let names = ["a", "b", "c", "d", "e", "f"]
    let site = try Site(learners: names)
    for name in names { try await site.enqueue(name) }
    let claimed = try await site.claim(5)
    site.clock.advance(seconds: 3)
    try await site.record(claimed[0], .dead("404 no configuration"))
    site.clock.advance(seconds: 1)
    try await site.record(claimed[1], .dead("400 \u{1B}[2J"))
    try await site.record(claimed[2], .retry("503", after: 500))
    try await site.record(claimed[3], .retry("500", after: nil))
    let tasks = try await site.queue.reader.tasks(now: site.clock.now)
    #expect(tasks.running.map(\.request.username) == ["e"])
    let running = try #require(tasks.running.first)
    #expect(running.started == Site.start)
    #expect(running.processID == ProcessInfo.processInfo.processIdentifier)
    #expect(running.attempts == 1)
    #expect(tasks.retrying.map(\.request.username) == ["d", "c"], "the next try first")
    #expect(tasks.retrying.map(\.message) == ["500", "503"])
    #expect(tasks.retrying.allSatisfy { $0.notBefore >= site.clock.now && $0.processID == nil })
    #expect(tasks.dead.map(\.message) == ["400 \u{1B}[2J", "404 no configuration"], "the latest first")
    #expect(tasks.dead.map(\.finished) == [site.clock.now, site.clock.now.adding(seconds: -1)])
    let due = try await site.queue.reader.tasks(now: site.clock.now.adding(seconds: 600))
    #expect(due.retrying.map(\.id) == tasks.retrying.map(\.id))
    let one = try await site.queue.reader.tasks(limit: 1, now: site.clock.now)
    #expect(one.retrying.map(\.request.username) == ["d"])
    #expect(one.dead.count == 1 && one.retrying.count == 1)
  }

  @Test("A deployment in which the engine never ran has none, and is not changed by the look")
  func nothing() async throws {
    let folder = try Fixtures.goldenDeployment()
    let before = try folder.snapshot()
    let reader = try QueueReader(readingOnly: folder.file("lms.sqlite"))
    #expect(try await reader.tasks() == QueueTasks())
    #expect(try await reader.activity(after: Site.start, until: .now) == QueueActivity())
    #expect(try folder.snapshot() == before)
    #expect(throws: DatabaseFileError.self) { try QueueReader(readingOnly: folder.file("absent.sqlite")) }
  }

  @Test("What ended in a stretch of time is counted once, with the seconds that it took")
  func activity() async throws {
    let site = try Site(learners: ["a", "b", "c"])
    for name in ["a", "b", "c"] { try await site.enqueue(name) }
    let claimed = try await site.claim(3)
    site.clock.advance(seconds: 2)
    try await site.record(claimed[0], .done("posted"))
    let middle = site.clock.now
    site.clock.advance(seconds: 4)
    try await site.record(claimed[1], .skipped("audit"))
    try await site.record(claimed[2], .dead("404"))
    let reader = site.queue.reader
    let first = try await reader.activity(after: Site.start, until: middle)
    #expect(first.ended == 1)
    #expect(first.meanSeconds == 2)
    let second = try await reader.activity(after: middle, until: site.clock.now)
    #expect(second.ended == 2)
    #expect(second.meanSeconds == 6)
    let after = try await reader.activity(after: site.clock.now, until: site.clock.now.adding(seconds: 9))
    #expect(after == QueueActivity())
  }

  @Test("A log line keeps its number when older lines are gone")
  func log() {
    let log = RecentLog(keeping: 3)
    let logger = log.logger()
    for number in 0..<5 { logger.info("line \(number)") }
    #expect(log.numbered.first == 2)
    #expect(log.numbered.lines.map(\.message) == ["line 2", "line 3", "line 4"])
    #expect(log.all == log.numbered.lines)
  }
}
