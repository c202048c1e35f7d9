import Foundation
import GRDB
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("Leases")
struct RescueTests {
  @Test("A running task of a living process keeps its lease; when the lease has run out it is taken back")
  func lapsed() async throws {
    let site = try Site()
    try await site.enqueue()
    _ = try await site.claim()
    #expect(try await site.queue.rescue(now: site.clock.now) == 0)
    site.clock.advance(seconds: TaskQueue.leaseSeconds + 1)
    #expect(try await site.queue.rescue(now: site.clock.now) == 1)
    #expect(try site.states() == ["ada queued"])
    #expect(try await site.claim().count == 1)
  }

  @Test("A task of a process that is gone is taken back at once")
  func dead() async throws {
    let site = try Site()
    try await site.enqueue()
    _ = try await site.claim()
    let gone = LeaseOwner(host: LeaseOwner.current.host, processID: LeaseOwner.current.processID, startTime: "1")
    try site.execute("UPDATE sync_task SET lease_owner = ?", [gone.text])
    #expect(try await site.queue.rescue(now: site.clock.now) == 1)
    #expect(try site.states() == ["ada queued"])
  }

  @Test(
    "Of another host, and of an owner that cannot be read, nothing is known: the lease has to run out",
    arguments: ["elsewhere 1 1", "written by a newer version", ""]
  )
  func otherHost(_ owner: String) async throws {
    let site = try Site()
    try await site.enqueue()
    _ = try await site.claim()
    try site.execute("UPDATE sync_task SET lease_owner = ?", [owner])
    #expect(try await site.queue.rescue(now: site.clock.now) == 0)
    site.clock.advance(seconds: TaskQueue.leaseSeconds + 1)
    #expect(try await site.queue.rescue(now: site.clock.now) == 1)
  }

  @Test("The owner of a lease is read as it was written, and this process is not taken for dead")
  func owner() {
    let own = LeaseOwner.current
    #expect(LeaseOwner(text: own.text) == own)
    #expect(!own.isDead)
    #expect(own.text.split(separator: " ").count == 3)
  }

  @Test("A process that has ended is gone, also before its parent has asked for its end")
  func ended() throws {
    var child: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/sleep"), strdup("1000"), nil]
    defer { for argument in arguments { free(argument) } }
    let failure = posix_spawn(&child, "/bin/sleep", nil, nil, &arguments, nil)
    try #require(failure == 0)
    let start = LeaseOwner.startTime(of: child) ?? ""
    let owner = LeaseOwner(host: LeaseOwner.current.host, processID: child, startTime: start)
    #expect(!start.isEmpty && !owner.isDead)
    kill(child, SIGKILL)
    var information = siginfo_t()
    while waitid(P_PID, id_t(child), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    #expect(owner.isDead)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    #expect(owner.isDead)
  }

  @Test("A rescued task for which a newer one waits is superseded by it")
  func superseded() async throws {
    let site = try Site()
    try await site.enqueue()
    _ = try await site.claim()
    try await site.enqueue()
    site.clock.advance(seconds: TaskQueue.leaseSeconds + 1)
    #expect(try await site.queue.rescue(now: site.clock.now) == 1)
    #expect(try site.states() == ["ada skipped", "ada queued"])
  }

  @Test("A worker that lost its lease can no longer record what came of its task")
  func fenced() async throws {
    let site = try Site()
    try await site.enqueue()
    let lost = try #require(try await site.claim().first)
    site.clock.advance(seconds: TaskQueue.leaseSeconds + 1)
    _ = try await site.queue.rescue(now: site.clock.now)
    let held = try #require(try await site.claim().first)
    #expect(held.id == lost.id)
    try await site.record(lost, .dead("too late"))
    #expect(try site.states() == ["ada running"], "the second claim is the one that counts")
    try await site.record(held, .done("posted"))
    #expect(try site.states() == ["ada done"])
  }

  @Test("A task that failed while a newer one waits ends as superseded, with its trouble")
  func failedThenSuperseded() async throws {
    let site = try Site()
    try await site.enqueue()
    let task = try #require(try await site.claim().first)
    try await site.enqueue()
    try await site.record(task, .retry("503 down", after: nil))
    let first = try #require(try site.tasks().first)
    #expect(first.state == .skipped)
    #expect(first.message == "superseded by a newer task; before that: 503 down")
    #expect(try site.states() == ["ada skipped", "ada queued"])
  }
}
