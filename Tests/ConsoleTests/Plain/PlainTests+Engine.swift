import CertificateSync
import Foundation
import Logging
import OpenEdX
import Synchronization
import Terminal
import TestSupport
import Testing

@testable import Console
@testable import LearnerRecords

/// The queue, its pauses, the log and the race.
extension `The plain mode` {
  @Test(arguments: [["pause", "new certificates"], ["pause new certificates"], ["pause", "  new certificates"]])
  func `a pause takes its reason from the next line or from its own`(typed: [String]) async {
    let effectHandler = ExamplePerformer()
    let lines = await said(["engine"] + typed, by: effectHandler)
    #expect(lines.contains("Type the reason, or no") == (typed.count == 2))
    #expect(lines.contains("The queue is paused: new certificates"))
    #expect(effectHandler.pauses.withLock { $0 } == ["new certificates"])
  }

  @Test(arguments: ["no", "n", "yes", "", "quit"]) func `what is no reason pauses nothing`(line: String) async {
    let effectHandler = ExamplePerformer()
    _ = await said("engine", "pause", line, by: effectHandler)
    #expect(effectHandler.pauses.withLock { $0.isEmpty })
  }

  @Test func `a pause with a reason never resumes, and is refused where it cannot be`() async {
    var paused = Example.busyEngine()
    paused.queue?.pauseReason = "401"
    let lines = await said("engine", "pause again", by: ExamplePerformer(engine: paused))
    #expect(lines.last == "Error: The queue is paused already: 401; “pause” alone resumes it")
    let effectHandler = ExamplePerformer()
    let refused = await said("engine", "pause now", by: effectHandler, readOnly: true)
    #expect(refused.contains { $0.contains("Pause is not possible here") })
    #expect(await said("pause now", by: effectHandler).last?.contains("works in Engine only") == true)
    #expect(effectHandler.pauses.withLock { $0.isEmpty })
  }

  @Test func `tells the queue by kind and state, then its tasks, then the log`() async {
    let effectHandler = ExamplePerformer(engine: Example.busyEngine())
    let lines = await said("engine", "section", "section", "list", "status", by: effectHandler)
    #expect(lines.count { $0 == "Engine posting: 2 under way, dispatched on commit" } == 2)
    #expect(lines.contains("course status: waiting 32, running 2, done 1200, skipped 0, dead 2"))
    #expect(lines.contains("All kinds: waiting 32, running 2, done 1204, skipped 7, dead 2"))
    let told = lines.filter { $0.hasPrefix("Tasks under way") || $0.hasPrefix("Log, all levels") }
    #expect(told.map { $0.prefix(3) } == ["Tas", "Log", "Tas", "Tas"])
    #expect(lines.contains { $0.hasPrefix("1. State: running; When: for 4 s; Learner: paid_learner; Task: course") })
    #expect(lines.contains { $0.hasPrefix("3. State: retrying; ") })
    #expect(lines.contains { $0.hasPrefix("3. Time: ") && $0.contains("; Level: error; Message: Refused: 404") })
  }

  @Test func `a long log is told at its newest lines`() async {
    var engine = Example.busyEngine()
    engine.log = (0..<50).map { Example.logLine(0, .info, "line \($0)") }
    let lines = await said("engine", "section", "previous", by: ExamplePerformer(engine: engine))
    #expect(lines.contains("50 rows, 31 to 50"))
    #expect(lines.contains("50 rows, 11 to 30"))
  }

  @Test func `an engine that has done nothing says so`() async {
    let lines = await said("engine", "section")
    #expect(lines.contains("No task yet"))
    #expect(lines.suffix(2) == ["Log, all levels, the newest last; “section” tells the tasks", "0 rows"])
  }

  @Test func `tells the whole race, both ways with their verdicts`() async {
    let lines = await said("engine", "race", "list", "1", "back", by: ExamplePerformer(engine: Example.busyEngine()))
    for result in Example.race {
      #expect(lines.contains("The way “\(result.dispatch.rawValue)”:"))
      for entry in result.timeline { #expect(lines.contains { $0.hasSuffix(": \(entry.text)") }) }
    }
    #expect(lines.contains("1. 0.03ms, LMS: BEGIN"))
    #expect(lines.contains("4. 0.71ms, worker: task starts, the transaction is still open"))
    let cases = RaceScenario.allCases.count
    #expect(lines.count { $0.hasPrefix("Wrong, lost: the LMS says downloadable") } == 2 * cases)
    #expect(lines.count { $0.hasPrefix("Right, posted: the LMS says downloadable") } == 2 * cases)
    #expect(lines.contains("Error: There is no row 1"))
    #expect(lines.contains { $0.hasPrefix("5. State: dead; ") }, "back at the tasks")
  }
}
