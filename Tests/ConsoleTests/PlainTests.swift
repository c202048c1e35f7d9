import CertificateSync
import Foundation
import LearnerRecords
import OpenEdX
import Synchronization
import Terminal
import TestSupport
import Testing

@testable import Console

@Suite struct `The plain mode` {
  /// Answers with the examples, and notes what was enqueued.
  private final class ExamplePerformer: Performer {
    let enqueued = Mutex(0)
    let learners: [LearnerRow]

    init(learners: [LearnerRow] = Example.learners) { self.learners = learners }

    func perform(_ effect: Effect, tell: @escaping @Sendable (ConsoleEvent) -> Void) async -> ConsoleEvent? {
      switch effect {
      case .loadPrograms, .countPrograms: return .programs(Example.programs)
      case .loadLearners(let program), .reloadLearners(let program): return .learners(program: program, learners)
      case .loadRecord(_, let program): return .record(program: program, Example.page())
      case .plan: return .planned(Example.plan())
      case .enqueue(let plan):
        enqueued.withLock { $0 += plan.items.count }
        return .enqueued(count: plan.items.count)
      default: return nil
      }
    }

    func look() async -> (engine: EngineSnapshot, dataChanged: Bool) {
      (EngineSnapshot(queue: QueueStatus()), false)
    }
  }

  private func said(
    _ lines: String...,
    by performer: some Performer = ExamplePerformer(),
    readOnly: Bool = false
  ) async -> [String] {
    let (stream, feed) = AsyncStream.makeStream(of: String.self)
    for line in lines { feed.yield(line) }
    feed.finish()
    let heard = Mutex<[String]>([])
    var model = Model(size: Size(columns: 120, rows: 40), heading: Example.heading(readOnly: readOnly))
    await PlainSession(performer: performer) { line in heard.withLock { $0.append(line) } }
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
    let lines = await said("1", "4", "1", "back", "help", "status")
    let drawn = Set("│┌┐└┘─├┤┬┴▏▸●✓✗○\u{1B}")
    for line in lines { #expect(!line.contains { drawn.contains($0) }, "\(line)") }
    #expect(lines.contains { $0.contains("Status: Not Earned; Why: award-lost") })
    #expect(lines.contains("Paid Courses Record: Earned"))
    #expect(lines.contains("Engine on commit  queued 0  running 0  retrying 0  dead 0  done 0  0.0/s"))
  }

  @Test func `repairs after it has told the plan and heard a yes`() async {
    let performer = ExamplePerformer()
    let lines = await said("open 1", "open 4", "mark 1-3", "backfill", "yes", by: performer)
    #expect(lines.contains("3 marked"))
    #expect(lines.contains { $0.contains("3 course certificates to post for 1 learner") })
    #expect(lines.contains("Type yes, or no"))
    #expect(lines.contains { $0.hasPrefix("3 tasks enqueued") })
    #expect(performer.enqueued.withLock { $0 } == 3)
  }

  @Test(arguments: ["no", "n", "backfill", "1", ""]) func `repairs nothing without a yes`(answer: String) async {
    let performer = ExamplePerformer()
    let lines = await said("1", "4", "backfill", answer, by: performer)
    #expect(lines.contains("Type yes, or no"))
    #expect(performer.enqueued.withLock { $0 } == 0)
  }

  @Test func `takes a yes for nothing when nothing was asked`() async {
    let lines = await said("yes")
    #expect(lines.last == "Error: Nothing was asked")
  }

  @Test func `refuses to change anything where reading only is allowed`() async {
    let performer = ExamplePerformer()
    let lines = await said("backfill", "yes", by: performer, readOnly: true)
    #expect(lines.contains { $0.contains("Backfill is not possible here: the deployment was opened with --read-only") })
    #expect(performer.enqueued.withLock { $0 } == 0)
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
    let performer = ExamplePerformer(learners: Example.crowd)
    let lines = await said("1", "next", "previous", "search learner09", by: performer)
    #expect(lines.contains("100 rows, 1 to 20"))
    #expect(lines.contains("100 rows, 21 to 40"))
    #expect(lines.count { $0 == "100 rows, 1 to 20" } == 2)
    #expect(lines.contains("10 rows, with “learner09”"))
    #expect(lines.last?.hasPrefix("10. Learner: learner099") == true)
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
    final class Busy: Performer {
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
    #expect(busy.looks.withLock { $0 } == 5)
  }

  @Test func `writes a picture once everything is read`() async throws {
    let folder = try TemporaryFolder()
    let performer = TakeAwayPerformer(ExamplePerformer(), stateFolder: nil)
    let model = Model(size: Size(columns: 80, rows: 24), heading: Example.heading())
    let path = folder.file("screen.svg")
    guard case .done? = await PictureSession(performer: performer).run(model, path: path) else {
      Issue.record("no picture was made")
      return
    }
    let picture = try String(contentsOfFile: path, encoding: .utf8)
    #expect(picture.contains("<svg"))
    #expect(picture.contains("Quantum"))
    #expect(!picture.contains("reading"))
    guard case .fileExists? = await PictureSession(performer: performer).run(model, path: path) else {
      Issue.record("a file that is there must not be replaced")
      return
    }
  }
}
