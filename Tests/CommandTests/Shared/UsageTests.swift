import Foundation
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `Usage` {
  private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> FinishedProcess {
    try Command.run(arguments: arguments, in: folder.path)
  }

  @Test func `sentences name options and commands that there are`() throws {
    let declared = try run(["--experimental-dump-help"], in: try TemporaryFolder()).output
    let commands = CommandName.allCases.flatMap { $0.rawValue.split(separator: " ").map(String.init) }
    for word in OptionName.allCases.map(\.rawValue) + commands where word != "learner-records" {
      let kind = word.hasPrefix("--") ? "name" : "commandName"
      let name = word.hasPrefix("--") ? String(word.dropFirst(2)) : word
      #expect(declared.contains("\"\(kind)\" : \"\(name)\""), "\(word)")
    }
  }

  @Test(arguments: [
    (["--backfill", "--yes", "--program", " "], "--program takes a program's title or UUID"),
    (["audit", "--program", ""], "--program takes a program's title or UUID"),
    (["show", "ada", "--program", ""], "--program takes a program's title or UUID"),
    (["--backfill", "--yes", "--course", "not a key"], "--course"),
    (["--dry-run"], "--dry-run belongs to --backfill"),
    (["--yes"], "--yes belongs to --backfill"),
    (["--user", "x"], "--user belongs to --backfill"),
    (["--backfill"], "--yes or --dry-run"),
    (["--backfil"], "--backfill"),
    (["raec"], "raec"), (["adit"], "Did you mean “learner-records audit”?"),
    (["race", "--runs", "0"], "--runs"),
    (["race", "--runs", "-1"], "--runs takes a number of 1 or more."),
    (["--backfill", "--yes", "--limit", "-1"], "--limit takes a number of 1 or more."),
    (["--backfill", "--yes", "--rate", "-1"], "--rate takes a number of 0.001 or more."),
    (["--backfill", "--yes", "--concurrency", "-4"], "--concurrency takes 1 to 1000."),
    (["sync", "--grace", "-1"], "--grace takes a number of seconds, 0 or more."),
    (["sync", "--keep-days", "-1"], "--keep-days takes 0 to 36500."),
    (["sync", "--status-interval", "-0.5"], "--status-interval takes a number of seconds, 0 or more."),
    (["backfill"], "is the option --backfill"),
    (["backfill", "--dry-run", "--limit", "3"], "is the option --backfill"),
    (["--backfill", "--dry-run", "--org", "a,,b"], "--org: “” is not the name of an organization"),
    (["--deployment"], "--deployment"),
  ])
  func `wrong usage is named and ends with 64`(arguments: [String], message: String) throws {
    let folder = try TemporaryFolder()
    let result = try run(arguments, in: folder)
    #expect(result.status == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(try folder.snapshot().isEmpty)
  }

  @Test func `the help names the commands, the options and the exit statuses`() throws {
    let result = try run(["--help"], in: TemporaryFolder())
    #expect(try run(["help"], in: TemporaryFolder()).output == result.output, "one is parsed, the other is not")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    for text in [
      "--deployment", "--read-only", "--backfill", "--dry-run", "--program <title or uuid>", "--course <key>",
      "--user <username>", "--yes", "race", "Exit status: 0", "--version",
    ] {
      #expect(result.output.contains(text), "\(text)")
    }
    #expect(try run(["--version"], in: TemporaryFolder()).output.contains("."))
  }

  @Test(arguments: ["", "show", "audit", "race", "config", "doctor", "keys", "backfill"])
  func `the help of a command has an example`(command: String) throws {
    let words = command.isEmpty ? [] : [command]
    let result = try run(words + ["--help"], in: TemporaryFolder())
    #expect(result.status == 0)
    #expect(result.output.contains(/Examples?:\n +learner-records/), "\(result.output)")
  }

  @Test func `the race shows the defect and the fix`() throws {
    let folder = try TemporaryFolder()
    let result = try run(["race"], in: folder)
    #expect(result.status == 0, "\(result.errors)")
    for word in ["lost", "posted", "stale", "phantom", " ms "] {
      #expect(result.output.contains(word), "\(word)")
    }
    #expect(try folder.snapshot().isEmpty)
  }

  @Test func `outside the repository it says what to do`() throws {
    let folder = try TemporaryFolder()
    let result = try run(["--backfill", "--dry-run"], in: folder)
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("learner-records: No deployment:"))
    #expect(result.errors.contains("--deployment"))
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(try folder.snapshot().isEmpty)
  }
}
