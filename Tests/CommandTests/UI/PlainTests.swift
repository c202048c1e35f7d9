import Foundation
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `Without a screen` {
  /// Runs the program with lines on its standard input.
  private func run(_ arguments: String, _ lines: [String], in folder: String) throws -> FinishedProcess {
    let scratch = try TemporaryFolder()
    let input = try scratch.write(Data(lines.map { $0 + "\n" }.joined().utf8), as: "input")
    return try Command.run(arguments: arguments.split(separator: " ").map(String.init), in: folder, input: input)
  }

  @Test func `the reported learner is found and repaired by lines through a pipe`() throws {
    let repository = try Repository.withSample()
    let result = try run(
      "--plain",
      ["program Paid Courses", "learner paid_learner", "mark 1-3", "backfill", "yes", "wait", "refresh", "quit"],
      in: repository.path
    )
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.isEmpty)
    #expect(result.output.contains("3 course certificates to post for 1 learner"))
    #expect(result.output.contains("Type yes, or no\n3 tasks enqueued"))
    // What the engine says may stand before or behind the rows that were read again.
    let rows = result.output.split(separator: "\n").filter { $0.contains("Course Name: ") }.suffix(4)
    #expect(rows.count == 4 && rows.allSatisfy { $0.contains("Status: Earned") }, "\(result.output)")
    #expect(!result.output.contains("\u{1B}"))
  }

  @Test func `the end of the input is the end, and ASCII is ASCII`() throws {
    let repository = try Repository.withSample()
    let result = try run("--plain --ascii", ["program Paid Courses"], in: repository.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("Programs > Paid Courses"))
    #expect(result.output.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `commands to copy keep the configuration file that was named`() throws {
    let folder = try Fixtures.goldenDeployment()
    try folder.write(Data("# nothing\n".utf8), as: "my site.yaml")
    let input = try folder.write(Data("learner learner00008\nopen\ninfo\nquit\n".utf8), as: "input")
    let result = try Command.run(
      arguments: ["--deployment", ".", "--config", "my site.yaml", "--read-only", "--plain"],
      in: folder.path,
      input: input
    )
    #expect(result.status == 0, "\(result.errors)")
    let words = "learner-records --deployment . --config 'my site.yaml' --backfill --user learner00008"
    #expect(result.output.contains(words), "\(result.output)")
  }

  @Test func `what was enqueued is posted before the end of the input is the end of the session`() throws {
    let repository = try Repository.withSample()
    let lines = ["records", "mark 1-9", "backfill", "yes"]
    let result = try run("--plain", lines, in: repository.path)
    #expect(result.status == 0, "\(result.errors)")
    // Whether it says that it waits depends on how much is posted by then.
    #expect(result.errors.isEmpty)
    let status = try Command.run("sync", "status", in: repository.path)
    #expect(status.output.contains("0 queued"), "\(status.output)")
  }

  @Test func `what was not posted makes the end a 2, and is told with its remedy`() throws {
    let lines = ["engine", "pause for a test", "records", "mark 1-9", "backfill", "yes", "wait"]
    for end in [[], ["quit"]] {
      let repository = try Repository.withSample()
      let result = try run("--plain", lines + end, in: repository.path)
      #expect(result.status == 2)
      #expect(!result.output.contains("Waiting for"))
      #expect(result.errors.contains("enqueued here, not all were posted:\nwaiting "), "\(result.errors)")
      #expect(result.errors.contains("The queue is paused: for a test\nTo go on: learner-records sync resume"))
    }
    let fresh = try Repository.withSample()
    let unanswered = try run("--plain", ["mark 1", "backfill"], in: fresh.path)
    #expect(unanswered.status == 2)
    #expect(unanswered.errors == "learner-records: The last question was not answered: nothing was done about it.\n")
  }

  @Test func `a picture is written without a terminal, and never over another`() throws {
    let repository = try Repository.withSample()
    let first = try Command.run("--screenshot", "screen.svg", "--size", "100x30", in: repository.path)
    #expect(first.status == 0, "\(first.errors)")
    let path = repository.folder.file("screen.svg")
    let picture = try String(contentsOfFile: path, encoding: .utf8)
    #expect(picture.contains("<svg"))
    #expect(picture.contains("Paid"))
    let again = try Command.run("--screenshot", "screen.svg", in: repository.path)
    #expect(again.status == 1)
    #expect(again.errors.contains("there is such a file already"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == picture)
  }

  @Test(arguments: [
    (["--screenshot", "x.svg", "--plain"], "do not go together"), (["--plain", "--size", "9x9"], "--size: “9x9”"),
    (["--size", "80x24"], "--size belongs to"), (["--backfill", "--plain"], "--plain belongs to the terminal UI"),
  ])
  func `options that contradict each other are refused`(arguments: [String], reason: String) throws {
    let repository = try Repository.withSample()
    let result = try Command.run(arguments: arguments, in: repository.path)
    #expect(result.status == 64)
    #expect(result.errors.contains(reason), "\(result.errors)")
  }

  @Test func `where the operator was is remembered for the next screens, and lines neither follow nor move it`() throws
  {
    let deployment = try Fixtures.goldenDeployment()
    let home = try TemporaryFolder()
    let arguments = ["--deployment", deployment.path]
    let first = try Command.onTerminal(arguments: arguments, in: home.path)
    try first.waitFor("Cloud Comp")
    try first.send(KeyBytes.enter)
    try first.waitFor("learner00004")
    try first.send("/learner0000" + KeyBytes.enter)
    try first.waitFor("filter: learner0000")
    try first.send("q")
    #expect(try first.waitForExit() == .exited(0))
    let path = home.file(".local/state/learner-records/state.json")
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    let remembered = try Data(contentsOf: URL(fileURLWithPath: path))
    let lines = try run("--deployment \(deployment.path) --plain", ["findings", "1"], in: home.path)
    #expect(lines.status == 0, "\(lines.errors)")
    #expect(!lines.output.contains("learner0000”"))
    #expect(lines.output.contains("Type help for the commands\nPrograms\n"), "\(lines.output)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == remembered)
    let second = try Command.onTerminal(arguments: arguments, in: home.path)
    try second.waitFor("filter: learner0000")
    try second.send("q")
    #expect(try second.waitForExit() == .exited(0))
    try Data("{".utf8).write(to: URL(fileURLWithPath: path))
    let third = try Command.onTerminal(arguments: arguments, in: home.path)
    try third.waitFor("Cloud Comp")
    #expect(!third.screen.text.contains("learner0000"))
    try third.send("q")
    #expect(try third.waitForExit() == .exited(0))
  }

  @Test func `preferences come from the configuration file, and a wrong one is named`() throws {
    let repository = try Repository.withSample()
    let folder = try TemporaryFolder()
    let file = try folder.write(Data("ui:\n  columns:\n    programs: Drift, Program\n".utf8), as: "config.yaml")
    let result = try run("--config \(file) --plain", [], in: repository.path)
    #expect(result.output.contains("1. Drift: "), "\(result.output)\(result.errors)")
    let wrong = try folder.write(Data("ui:\n  theme: pink\n".utf8), as: "wrong.yaml")
    for arguments in [["--config", wrong, "--plain"], ["config", "--config", wrong]] {
      let refused = try Command.run(arguments: arguments, in: repository.path)
      #expect(refused.status == 1)
      #expect(refused.errors.contains("ui.theme: “pink” is no theme; there are auto, dark, light, none"))
    }
  }
}
