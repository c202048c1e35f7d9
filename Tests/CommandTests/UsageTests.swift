import Foundation
import TestSupport
import Testing

@Suite struct `Usage` {
  private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Command.Result {
    try Command.run(arguments: arguments, in: folder.path)
  }

  @Test(arguments: [
    (["--backfill", "--yes", "--program", "not-a-uuid"], "is not a UUID"),
    (["--backfill", "--yes", "--course", "not a key"], "--course"),
    (["--dry-run"], "--dry-run belongs to --backfill"),
    (["--yes"], "--yes belongs to --backfill"),
    (["--user", "x"], "--user belongs to --backfill"),
    (["--backfill"], "--yes or --dry-run"),
    (["--backfil"], "--backfill"),
    (["raec"], "raec"),
    (["race", "--runs", "0"], "--runs"),
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
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    for text in [
      "--deployment", "--read-only", "--backfill", "--dry-run", "--program <uuid>", "--course <key>",
      "--user <username>", "--yes", "race", "Exit status: 0", "--version",
    ] {
      #expect(result.output.contains(text), "\(text)")
    }
    #expect(try run(["--version"], in: TemporaryFolder()).output.contains("."))
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
