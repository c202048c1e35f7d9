import Foundation
import LoopbackSupport
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread, .timeLimit(.minutes(30))) struct `Output that cannot be written` {
  /// Runs a line of the shell with the program as `$0`.
  private func shell(_ script: String, in folder: String) throws -> FinishedProcess {
    try FinishedProcess(executable: "/bin/bash", ["-c", "cd '\(folder)'; \(script)", try Command.path()])
  }

  @Test(arguments: [
    "config", "race", "keys", "sync status", "audit", "show paid_learner", "--backfill --dry-run",
    "--backfill --yes --user paid_learner", "--backfill --yes --user paid_learner --format jsonl",
  ])
  func `is named, and the exit status is 1, when the disk behind it is full`(arguments: String) throws {
    let repository = try Repository.withSample()
    let result = try shell(#""$0" \#(arguments) >/dev/full"#, in: repository.path)
    #expect(result.status == 1)
    #expect(result.errors.hasSuffix("learner-records: standard output: No space left on device\n"), "\(result.errors)")
  }

  @Test(arguments: ["config", "race", "keys", "audit --configuration", "--backfill --yes --user paid_learner"])
  func `is no error when nobody reads it to its end`(arguments: String) throws {
    let repository = try Repository.withSample()
    let script = #""$0" \#(arguments) | true; echo "status ${PIPESTATUS[0]}""#
    let result = try shell(script, in: repository.path)
    #expect(["status 0\n", "status 2\n"].contains(result.output), "\(result.output)")
    #expect(result.errors.isEmpty)
    guard arguments.contains("paid_learner") else { return }
    #expect(try shell(#""$0" --backfill --yes --user paid_learner"#, in: repository.path).output.contains("Nothing to"))
  }

  @Test func `does not stop the engine, whose log it would be`() throws {
    for unwritable in [#"2>/dev/full"#, #"2>&1 >/dev/null | true; exit "${PIPESTATUS[0]}""#] {
      let stage = try SyncStage()
      try stage.enqueue()
      #expect(try shell(#""$0" sync --once \#(unwritable)"#, in: stage.repository.path).status == 0)
      #expect(try stage.states() == ["done"])
    }
  }
}
