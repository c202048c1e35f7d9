import DatabaseFile
import GRDB
import LMS
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("Where a task is meant to be posted")
struct DestinationTests {
  private let site: Site

  init() throws { site = try Site(learners: ["ada", "amina", "zoe"]) }

  private func queue(_ destination: QueueDestination) throws -> TaskQueue {
    try TaskQueue(lms: site.lms, destination: destination)
  }

  private func plan(_ queue: TaskQueue, _ names: String...) async throws {
    let tasks = names.map {
      PlannedTask(
        request: .awardCourseCertificate(username: $0, courseRunKey: Site.run),
        findings: [.awardLost]
      )
    }
    _ = try await queue.enqueue(plan: tasks, now: site.clock.now)
  }

  private func claim(_ queue: TaskQueue, _ limit: Int = 10) async throws -> [String?] {
    try await queue.turn(record: [], claimUpTo: limit, now: site.clock.now).map(\.request.username)
  }

  @Test("What a backfill was confirmed for is claimed for no other place, and the other place says so")
  func backfill() async throws {
    let (one, copy) = (try queue(.site("one.example")), try queue(.copy))
    try await plan(one, "ada", "amina")
    #expect(try await !copy.hasDue(now: site.clock.now))
    #expect(try await claim(copy).isEmpty)
    let elsewhere = try #require(try await copy.elsewhere())
    #expect(elsewhere.waiting == [TasksElsewhere.Waiting(.site("one.example"), tasks: 2)])
    #expect(
      elsewhere.description
        == "Not posted: in the queue wait 2 tasks for one.example, and posts now go to the embedded "
        + "copy. Configure one.example again, or let them go to the embedded copy with: learner-records sync move"
    )
    #expect(try await one.elsewhere() == nil)
    #expect(try await claim(one) == ["ada", "amina"])
  }

  @Test("A save's task goes wherever posts go, and once it was tried nowhere else")
  func live() async throws {
    try site.save("ada")
    let (one, two) = (try queue(.site("one.example")), try queue(.site("two.example")))
    #expect(try await two.elsewhere() == nil)
    #expect(try await one.elsewhere() == nil)
    let task = try #require(try await two.turn(record: [], claimUpTo: 1, now: site.clock.now).first)
    let down = TaskQueue.Finished(task: task, outcome: .retry("down", after: nil))
    _ = try await two.turn(record: [down], claimUpTo: 0, now: site.clock.now)
    site.clock.advance(seconds: 3600)
    #expect(try await claim(one).isEmpty)
    #expect(try await one.elsewhere()?.waiting == [TasksElsewhere.Waiting(.site("two.example"), tasks: 1)])
    try site.save("ada")
    #expect(try await claim(one).isEmpty, "a second save goes into the task that waits")
    #expect(try await claim(two) == ["ada"])
  }

  @Test("While tasks wait for another place a backfill adds none, and changes none")
  func refuses() async throws {
    try await plan(try queue(.site("one.example")), "ada")
    let copy = try queue(.copy)
    await #expect(throws: TasksElsewhere.self) { try await plan(copy, "ada", "zoe") }
    #expect(try site.states() == ["ada queued"])
    #expect(try await claim(try queue(.site("one.example"))) == ["ada"])
  }

  @Test("A queued save that was never tried takes the place of the backfill that it coalesces with")
  func coalesces() async throws {
    try site.save("ada")
    try await plan(try queue(.site("one.example")), "ada")
    #expect(try site.tasks().count == 1)
    #expect(try await claim(try queue(.copy)).isEmpty)
  }

  @Test("Moved, they go to the new place, and those that were given up as well")
  func moves() async throws {
    let (one, two) = (try queue(.site("one.example")), try queue(.site("two.example")))
    try await plan(one, "ada", "amina")
    let task = try #require(try await one.turn(record: [], claimUpTo: 1, now: site.clock.now).first)
    let refused = TaskQueue.Finished(task: task, outcome: .dead("404 no"))
    _ = try await one.turn(record: [refused], claimUpTo: 0, now: site.clock.now)
    #expect(try await two.moveHere() == 1)
    #expect(try await two.elsewhere() == nil)
    _ = try await two.retryAllDead(now: site.clock.now)
    #expect(try await claim(two) == ["ada", "amina"])
  }

  @Test("What waits for another place keeps no program task of its learner from running here")
  func lane() async throws {
    let award = PlannedTask(request: .awardProgramCertificates(username: "ada"), findings: [.programAwardLost])
    _ = try await queue(.site("one.example")).enqueue(plan: [award], now: site.clock.now)
    site.clock.advance(seconds: 1)
    let revocation = TaskRequest.revokeProgramCertificates(username: "ada", courseRunKey: Site.run)
    _ = try await site.queue.enqueue([revocation], origin: .backfill, now: site.clock.now)
    #expect(try await claim(try queue(.copy)).count == 1)
  }

  @Test("The screens' engine posts what is meant for it, and its log names what is not")
  func engine() async throws {
    try await plan(try queue(.site("one.example")), "ada")
    try site.save("amina")
    try await site.engine().run(.untilIdle)
    #expect(try site.states() == ["ada queued", "amina done"])
    #expect(site.log.all.contains { $0.message.contains("1 task for one.example") })
  }

  @Test("Of an older queue, what a backfill left and what was tried waits until somebody says where it belongs")
  func older() async throws {
    let folder = try TemporaryFolder()
    let lms = try OlderQueue.open(in: folder, upTo: "sync 3: findings")
    let writer = try #require(lms.file.writer)
    try await writer.write { db in
      for (name, origin, attempts, state) in [
        ("planned", "backfill", 0, "queued"), ("tried", "live", 1, "queued"), ("saved", "live", 0, "queued"),
        ("ended", "backfill", 1, "done"),
      ] {
        try db.execute(
          sql: """
            INSERT INTO sync_task (key, kind, username, course_run_key, origin, priority, state, attempts, created,
              not_before)
            VALUES (?, 'award_course_certificate', ?, 'course-v1:a+b+c', ?, 0, ?, ?, 0, 0)
            """,
          arguments: [name, name, origin, state, attempts]
        )
      }
    }
    let queue = try TaskQueue(lms: lms, destination: .site("one.example"))
    #expect(try await queue.elsewhere()?.waiting == [TasksElsewhere.Waiting(.unknown, tasks: 2)])
    #expect(try await queue.turn(record: [], claimUpTo: 5, now: .now).map(\.request.username) == ["saved"])
    #expect(try await queue.moveHere() == 2)
    #expect(try await queue.turn(record: [], claimUpTo: 5, now: .now).count == 2)
  }
}
