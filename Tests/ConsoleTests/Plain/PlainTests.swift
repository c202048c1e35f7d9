import CertificateSync
import Foundation
import Logging
import OpenEdX
import Synchronization
import Terminal
import TestSupport
import Testing

@testable import Console
@testable import ConsoleRuntime
@testable import LearnerRecords

@Suite struct `The plain mode` {
  /// Answers with the examples, and notes what was enqueued.
  final class ExamplePerformer: EffectHandler {
    let enqueued = Mutex(0)
    /// The findings for which plans were asked beside the usual, and the reasons of pauses.
    let included = Mutex<[Set<Finding>]>([])
    let pauses = Mutex<[String]>([])
    let learners: [LearnerRow]
    let engine: EngineSnapshot

    init(
      learners: [LearnerRow] = Example.learners,
      engine: EngineSnapshot = EngineSnapshot(queue: QueueStatus())
    ) {
      (self.learners, self.engine) = (learners, engine)
    }

    func perform(_ effect: Effect, tell: @escaping @Sendable (ConsoleEvent) -> Void) async -> ConsoleEvent? {
      switch effect {
      case .loadPrograms, .countPrograms: return .programs(Example.programs)
      case .loadLearners(let program), .reloadLearners(let program): return .learners(program: program, learners)
      case .loadRecord(_, let program): return .record(program: program, Example.page())
      case .search(let text):
        let found = learners.map(\.username).filter { text.isEmpty || $0.contains(text) }
        return .found(found.map { Example.person($0, "") }, total: found.count, by: text)
      case .loadPerson(let username):
        return .person(LearnerPrograms(person: Example.person(username, ""), entries: []))
      case .plan(_, let include):
        included.withLock { $0.append(include) }
        return .planned(Example.plan(include: include))
      case .pauseQueue(let reason):
        pauses.withLock { $0.append(reason) }
        return .queueChanged("The queue is paused: \(reason)")
      case .replayRace: return .race(Example.race)
      case .enqueue(let plan):
        enqueued.withLock { $0 += plan.items.count }
        return .enqueued(count: plan.items.count)
      case .write(let draft): return ExportFiles(stateFolder: nil).write(draft)
      default: return nil
      }
    }

    func look() async -> (engine: EngineSnapshot, dataChanged: Bool) {
      (engine, false)
    }
  }

  /// How a session of these lines ends.
  func ended(_ lines: String..., readOnly: Bool = false) async -> PlainSession.End {
    let (stream, feed) = AsyncStream.makeStream(of: String.self)
    for line in lines { feed.yield(line) }
    feed.finish()
    var model = Model(size: Size(columns: 120, rows: 40), heading: Example.heading(readOnly: readOnly))
    return await PlainSession(effectHandler: ExamplePerformer()) { _ in }.run(&model, lines: stream)
  }

  func said(
    _ lines: String...,
    by effectHandler: some EffectHandler = ExamplePerformer(),
    readOnly: Bool = false
  ) async -> [String] {
    await said(lines, by: effectHandler, readOnly: readOnly)
  }

  func said(
    _ lines: [String],
    by effectHandler: some EffectHandler = ExamplePerformer(),
    readOnly: Bool = false
  ) async -> [String] {
    let (stream, feed) = AsyncStream.makeStream(of: String.self)
    for line in lines { feed.yield(line) }
    feed.finish()
    let heard = Mutex<[String]>([])
    var model = Model(size: Size(columns: 120, rows: 40), heading: Example.heading(readOnly: readOnly))
    await PlainSession(effectHandler: effectHandler) { line in heard.withLock { $0.append(line) } }
      .run(&model, lines: stream)
    return heard.withLock { $0 }
  }

  @Test func `tells where it is and each row in words`() async {
    let lines = await said()
    #expect(lines[0] == "learner-records, sample deployment /srv/records/.sample")
    #expect(lines.contains("Programs"))
    #expect(lines.contains("5 rows"))
    #expect(lines.contains { $0.hasPrefix("1. Program: Paid Courses; School: Helix Institute; Status: active;") })
    #expect(lines.contains { $0.hasPrefix("4. ") && $0.contains("Drift: not counted yet") })
  }

  @Test func `draws nothing and marks no status by a sign alone`() async {
    let lines = await said("1", "4", "1", "back", "sort", "no", "help", "engine", "pause", "no", "status")
    let drawn = Set("│┌┐└┘─├┤┬┴▏▸●✓✗○\u{1B}")
    for line in lines { #expect(!line.contains { drawn.contains($0) }, "\(line)") }
    #expect(lines.contains { $0.contains("Status: Not Earned; Why: award-lost") })
    #expect(lines.contains("Paid Courses Record: Earned"))
    #expect(lines.contains("Engine on commit  queued 0  running 0  retrying 0  dead 0  done 0  0.0/s"))
  }

  @Test func `repairs after it has told the plan and heard a yes`() async {
    let effectHandler = ExamplePerformer()
    let lines = await said("open 1", "open 4", "mark 1-3", "backfill", "yes", by: effectHandler)
    #expect(lines.contains("3 marked"))
    #expect(lines.contains { $0.contains("3 course certificates to post for 1 learner") })
    #expect(lines.contains("Type yes, or no"))
    #expect(lines.contains { $0.hasPrefix("3 tasks enqueued") })
    #expect(effectHandler.enqueued.withLock { $0 } == 3)
  }

  @Test(arguments: ["no", "n", "backfill", "1", ""]) func `repairs nothing without a yes`(answer: String) async {
    let effectHandler = ExamplePerformer()
    let lines = await said("1", "4", "backfill", answer, by: effectHandler)
    #expect(lines.contains("Type yes, or no"))
    #expect(effectHandler.enqueued.withLock { $0 } == 0)
  }

  @Test func `takes a yes for nothing when nothing was asked`() async {
    let lines = await said("yes")
    #expect(lines.last == "Error: Nothing was asked")
  }

  @Test func `refuses to change anything where reading only is allowed`() async {
    let effectHandler = ExamplePerformer()
    let lines = await said("backfill", "yes", by: effectHandler, readOnly: true)
    #expect(
      lines.contains { $0.contains("Nothing can be posted from here: the deployment was opened with --read-only") }
    )
    #expect(!lines.contains("Type yes, or no"))
    #expect(effectHandler.enqueued.withLock { $0 } == 0)
  }

  @Test(arguments: [
    ("99", "There is no row 99"), ("mark 2-1", "“2-1” is neither a row nor a range"), ("mark x", "“x” is neither"),
    ("opne", "No command “opne”: “open”?"), ("0", "There is no row 0"),
    ("mark 1-9", "There is no row 9"),
  ])
  func `says what is wrong with a line`(line: String, reason: String) async {
    let lines = await said(line)
    #expect(lines.last?.hasPrefix("Error: ") == true)
    #expect(lines.last?.contains(reason) == true)
  }

  @Test func `tells long lists by the page`() async {
    let effectHandler = ExamplePerformer(learners: Example.crowd)
    let lines = await said("1", "next", "previous", "search learner09", by: effectHandler)
    #expect(lines.contains("100 rows, 1 to 20"))
    #expect(lines.contains("100 rows, 21 to 40"))
    #expect(lines.count { $0 == "100 rows, 1 to 20" } == 2)
    #expect(lines.contains("10 rows, with “learner09”"))
    #expect(lines.last?.hasPrefix("10. Learner: learner099") == true)
  }

  @Test func `looks for learners among all, and a number opens the one that was told`() async {
    let lines = await said("people", "search paid", "1")
    #expect(lines.contains("1. Learner: blank_name; E-mail: blank_name@example.org; LMS id: 7"))
    #expect(lines.contains("1 row, with “paid”"))
    #expect(lines.contains("All learners › paid_learner"))
    #expect(await said("people ele", "1").contains("All learners › eleni.p"))
    #expect(await said("people nobody").contains("0 rows, with “nobody”"))
    #expect(await said("3", "engine", "people paid").contains { $0.contains("works in Records only") })
  }

  @Test func `says what is wrong with a filter, and keeps the rows of before`() async {
    let lines = await said("1", "search finding:award-lots")
    #expect(lines.last == "Error: no finding is called “award-lots”; “finding” shows those that occur")
    #expect(!lines.contains { $0.contains("with “finding:award-lots”") })
    #expect(await said("1", "search finding:award-lost").contains("2 rows, with “finding:award-lost”"))
  }

  @Test func `a number chooses from what was asked, and opens no row`() async {
    let sorted = await said("1", "sort", "2")
    #expect(sorted.contains("1. their own order; chosen"))
    #expect(sorted.contains("Type a number, or no"))
    #expect(sorted.last?.hasPrefix("5. Learner: ") == true)
    let again = await said("1", "sort", "2", "sort")
    #expect(again.contains { $0.hasPrefix("2. ") && $0.contains("; chosen, ") })
    let limited = await said("1", "finding", "2")
    #expect(limited.contains("2. rows with drift: 2 rows"))
    #expect(limited.contains("2 rows, only rows with drift"))
    for lines in [sorted, again, limited] { #expect(!lines.contains { $0.contains("Record: Earned") }) }
    #expect(await said("1", "sort", "99").contains("Error: There is no choice 99"))
    #expect(await said("1", "sort", "yes").contains("Error: Type a number, or no"))
  }

  @Test func `a choice is dropped by a no and by another command`() async {
    let dropped = await said("1", "sort", "no", "4")
    #expect(dropped.contains("Nothing was done"))
    #expect(dropped.contains("Paid Courses Record: Earned"))
    #expect(await said("1", "sort", "back").last { !$0.isEmpty }?.hasPrefix("5. Program: ") == true)
    let effectHandler = ExamplePerformer()
    let asked = await said("1", "4", "backfill", "back", "yes", by: effectHandler)
    #expect(asked.last == "Error: Nothing was asked")
    #expect(effectHandler.enqueued.withLock { $0 } == 0)
  }

  @Test func `a number takes a finding into the plan, whose sums are told again`() async throws {
    let effectHandler = ExamplePerformer()
    let lines = await said("1", "4", "backfill", "1", "yes", by: effectHandler)
    let first = try #require(BackfillPlan.onRequest.first)
    #expect(lines.contains("1. \(first.rawValue)"))
    #expect(lines.contains("\(first.rawValue): in the plan"))
    #expect(lines.count { $0 == "Repair also:" } == 1, "what has changed is told, not all of the plan")
    #expect(lines.count { $0.hasPrefix("Repairs ") } == 2)
    #expect(lines.count { $0 == "Type yes, or no" } == 2)
    #expect(effectHandler.included.withLock { $0 } == [[], [first]])
    #expect(effectHandler.enqueued.withLock { $0 } == Example.plan().items.count)
    #expect(!lines.contains { $0.contains("[ ]") })
  }

  @Test func `a number answers no question of yes and no`() async {
    let engine = Example.busyEngine()
    let lines = await said("engine", "retry-all", "1", by: ExamplePerformer(engine: engine))
    #expect(lines.contains("Error: No number was asked for: Type yes, or no"))
  }

  @Test func `copies by saying it`() async {
    #expect(await said("1", "copy 4").last == "paid_learner")
    #expect(await said("1", "copy-command 4").last?.hasPrefix("learner-records --backfill --user paid_learner") == true)
  }

  @Test func `says how to go on where a screen would open a line`() async {
    #expect(await said("export").last == "Type it whole, as in: export csv programs.csv")
    #expect(await said("search").last == "Type it whole, as in: search paid")
    #expect(await said(":finding").contains { $0.contains("rows with drift") })
  }

  @Test func `ends at quit, and does nothing after it`() async {
    let lines = await said("quit", "1")
    #expect(!lines.contains { $0.contains("paid_learner") })
  }

  @Test func `waits for the engine to have done what is queued`() async {
    final class Busy: EffectHandler {
      let looks = Mutex(0)
      func perform(_ effect: Effect, tell: @escaping @Sendable (ConsoleEvent) -> Void) async -> ConsoleEvent? { nil }
      func look() async -> (engine: EngineSnapshot, dataChanged: Bool) {
        var queue = QueueStatus()
        queue.queued = looks.withLock { looks in
          looks += 1
          return max(0, 5 - looks)
        }
        return (EngineSnapshot(queue: queue), false)
      }
    }
    let busy = Busy()
    #expect(await said("wait", by: busy).last?.contains("queued 0") == true)
    // Five to the end of the queue, one for what has changed by then, one after the line.
    #expect(busy.looks.withLock { $0 } == 7)
  }

  @Test func `a list is told as the databases are, however soon after they have changed`() async {
    /// Repairs a row by the time of each look, on a clock that stands still.
    final class Repairing: EffectHandler {
      let rows = Mutex(12)
      func perform(_ effect: Effect, tell: @escaping @Sendable (ConsoleEvent) -> Void) async -> ConsoleEvent? {
        guard case .countFindings = effect else { return nil }
        return .findings([Example.group(.awardLost, rows: rows.withLock { $0 })], tookSeconds: 60)
      }
      func look() async -> (engine: EngineSnapshot, dataChanged: Bool) {
        rows.withLock { $0 -= 1 }
        return (EngineSnapshot(queue: QueueStatus()), true)
      }
    }
    let lines = await said("findings", "list", "wait", "list", by: Repairing())
    let told = lines.compactMap { line in
      line.firstMatch(of: /1\. .*; Rows: (\d+);/).flatMap { Int($0.1) }
    }
    #expect(told.count >= 4, "\(lines)")
    #expect(zip(told, told.dropFirst()).allSatisfy { $0 > $1 }, "\(told)")
  }

  @Test func `a number means the row that was told, also when rows have changed since`() async {
    /// Has one learner less from the second look on.
    final class Leaving: EffectHandler {
      let looks = Mutex(0)
      let example = ExamplePerformer()
      func perform(_ effect: Effect, tell: @escaping @Sendable (ConsoleEvent) -> Void) async -> ConsoleEvent? {
        switch effect {
        case .loadLearners(let program), .reloadLearners(let program):
          let isLess = looks.withLock { $0 } > 2
          return .learners(program: program, isLess ? Array(Example.learners.dropFirst()) : Example.learners)
        case .loadRecord(let username, let program):
          return .record(program: program, Example.page(username: username))
        default: return await example.perform(effect, tell: tell)
        }
      }
      func look() async -> (engine: EngineSnapshot, dataChanged: Bool) {
        looks.withLock { $0 += 1 }
        return (EngineSnapshot(queue: QueueStatus()), true)
      }
    }
    let lines = await said("1", "4", by: Leaving())
    #expect(lines.contains { $0.hasPrefix("4. Learner: paid_learner;") })
    #expect(lines.contains("Programs › Paid Courses › paid_learner"))
  }

  @Test func `how it ended tells what could not be done`() async {
    #expect(await ended("1", "list") == PlainSession.End())
    for line in ["bogus", "99", "pause now", "export pdf x.pdf"] {
      #expect(await ended(line, "list").hasFailed, "\(line)")
    }
    #expect(await ended("engine", "pause x", readOnly: true).hasFailed)
    #expect(await ended("1", "4", "backfill", readOnly: true) == PlainSession.End(), "a plan can be looked at")
    #expect(await ended("quit").hasQuit)
    #expect(await ended("1", "4", "backfill").isUnanswered)
    #expect(!(await ended("1", "4", "backfill", "no").isUnanswered))
  }

  @Test func `a plan that was told is told again by a list`() async {
    let lines = await said("1", "4", "backfill", "list", "no")
    #expect(lines.count { $0 == "Repair also:" } == 2)
  }

  @Test func `writes a picture once everything is read`() async throws {
    let folder = try TemporaryFolder()
    let effectHandler = ExamplePerformer()
    let model = Model(size: Size(columns: 80, rows: 24), heading: Example.heading())
    let path = folder.file("screen.svg")
    guard case .done? = await PictureSession(effectHandler: effectHandler).run(model, path: path) else {
      Issue.record("no picture was made")
      return
    }
    let picture = try String(contentsOfFile: path, encoding: .utf8)
    #expect(picture.contains("<svg"))
    #expect(picture.contains("Quantum"))
    #expect(!picture.contains("reading"))
    guard case .fileExists? = await PictureSession(effectHandler: effectHandler).run(model, path: path) else {
      Issue.record("a file that is there must not be replaced")
      return
    }
  }
}
