import Foundation
import LearnerRecords
import OpenEdX
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@testable import ConsoleRuntime
@testable import learner_records

@Suite(.ownThread) struct `Counts from one start to the next` {
  @Test func `hold for the databases as a session that could write has left them, which changes their files`() throws {
    let folder = try Fixtures.goldenDeployment()
    let home = try TemporaryFolder()
    let paths = ["lms.sqlite", "credentials.sqlite"].map { folder.file($0) }
    let kept = KeptCounts(
      folder: home.file(".local/state/learner-records"),
      deployment: folder.path,
      basis: KeptCounts.basis(of: RecordSettings(), countedBy: ProgramVersion.text)
    )
    var states = [DataFingerprint(of: paths)]
    for _ in 1...2 {
      let terminal = try Command.onTerminal(arguments: ["--deployment", folder.path], in: home.path, columns: 120)
      try terminal.waitFor("a backfill repairs")
      try terminal.send("q")
      #expect(try terminal.waitForExit() == .exited(0))
      states.append(DataFingerprint(of: paths))
      let kept = try #require(kept.ledger(states[states.count - 1]))
      #expect(kept.ledger.learners > 100)
    }
    #expect(states[0] != states[1] && states[1] != states[2])
  }

  @Test(arguments: [true, false])
  func `are kept, with all else, unless ui.remember says not to`(remembers: Bool) throws {
    let folder = try Fixtures.goldenDeployment()
    let home = try TemporaryFolder()
    try home.write(Data("ui:\n  remember: \(remembers)\n".utf8), as: "config.yaml")
    let terminal = try Command.onTerminal(
      arguments: ["--deployment", folder.path, "--config", home.file("config.yaml")],
      in: home.path,
      columns: 120
    )
    try terminal.waitFor("a backfill repairs")
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    let state = home.file(".local/state/learner-records")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: state)) ?? []
    #expect(names.contains("state.json") == remembers && names.isEmpty != remembers)
  }
}
