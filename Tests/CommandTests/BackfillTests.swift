import Foundation
import GRDB
import TerminalTestSupport
import TestSupport
import Testing

@Suite struct `Backfill without the screens` {
  @Test func `the recorded deployment is repaired once, and a second run posts nothing`() throws {
    let folder = try Fixtures.goldenDeployment()
    let first = try Command.run("--deployment", folder.path, "--backfill", "--yes", in: folder.path)
    #expect([0, 2].contains(first.status), "\(first.errors)")
    #expect(first.output.contains("nothing leaves this machine"))
    #expect(first.output.contains("posted    "))
    #expect(first.status == (first.output.contains("nothing is left to repair") ? 0 : 2))
    #expect(first.errors.isEmpty, "no progress bar without a terminal")
    let before = try credentials(folder)
    let second = try Command.run("--deployment", folder.path, "--backfill", "--yes", in: folder.path)
    #expect(second.output.contains("Nothing to post"))
    #expect(second.status == first.status)
    #expect(try credentials(folder) == before)
  }

  @Test func `only what is asked for is repaired`() throws {
    let repository = try Repository.withSample()
    let run = "course-v1:HelixTech+PC102+2026_T1"
    let result = try Command.run(
      "--backfill",
      "--yes",
      "--user",
      "paid_learner",
      "--course",
      run,
      in: repository.path
    )
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("posted    1"))
    let left = try Command.run("--backfill", "--dry-run", "--user", "paid_learner", in: repository.path)
    #expect(left.status == 2)
    #expect(left.output.contains("2 course certificates to post for 1 learner"))
    #expect(!left.output.contains(run))
  }

  @Test func `on a terminal it asks, and no is the answer when nothing is said`() throws {
    let repository = try Repository.withSample()
    for (answer, status) in [("\r", Int32(2)), ("no\r", 2), ("y\r", 0)] {
      let terminal = try Command.onTerminal(
        "--backfill",
        "--user",
        "paid_learner",
        in: repository.path,
        columns: 120
      )
      try terminal.waitFor("Post 3 rows? [y/N]")
      try terminal.send(answer)
      #expect(try terminal.waitForExit() == .exited(status))
      #expect(terminal.rawText.contains(status == 0 ? "posted    3" : "Nothing was posted."))
    }
  }

  @Test func `passwords in the databases reach no output`() throws {
    let folder = try Fixtures.goldenDeployment()
    let queue = try DatabaseQueue(path: folder.file("lms.sqlite"))
    try queue.write { try $0.execute(sql: "UPDATE auth_user SET password = 'pbkdf2-SECRET'") }
    try queue.close()
    let result = try Command.run("--deployment", folder.path, "--backfill", "--dry-run", in: folder.path)
    #expect(!(result.output + result.errors).contains("SECRET"))
  }

  private func credentials(_ folder: TemporaryFolder) throws -> [String] {
    let queue = try DatabaseQueue(path: folder.file("credentials.sqlite"))
    defer { try? queue.close() }
    return try queue.read { db in
      try Row.fetchAll(db, sql: "SELECT id, username, status, modified FROM credentials_usercredential ORDER BY id")
        .map { "\($0)" }
    }
  }

  @Test(
    arguments: [
      (["--user", "paid_lerner"], "paid_learner"),
      (["--program", "00000000-0000-0000-0000-00000000abcd"], "no program 00000000-0000-0000-0000-00000000abcd"),
      (["--course", "course-v1:HelixTech+PC109+2026_T1"], "course-v1:HelixTech+PC109+2026_T1"),
    ]
  )
  func `a name that nobody knows is an error, not an empty plan`(options: [String], hint: String) throws {
    let repository = try Repository.withSample()
    let result = try Command.run(arguments: ["--backfill", "--dry-run"] + options, in: repository.path)
    #expect(result.status == 1)
    #expect(result.errors.contains(hint), "\(result.errors)")
    #expect(result.output.isEmpty)
  }
}
