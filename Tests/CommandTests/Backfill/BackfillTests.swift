import Foundation
import GRDB
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `Backfill without the screens` {
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

  @Test func `an award that is hidden until a date is told, posted before or now`() throws {
    let folder = try Fixtures.goldenDeployment()
    let run = "course-v1:NorthX+G151+2024T2"
    try write(folder, "credentials.sqlite") { db in
      try db.execute(
        sql:
          "UPDATE credentials_coursecertificate SET certificate_available_date = '2099-05-06 00:00:00' WHERE course_id = ?",
        arguments: [run]
      )
    }
    func plan(_ options: String...) throws -> String {
      let line = ["--deployment", folder.path, "--backfill", "--user", "learner00004", "--course", run] + options
      return try Command.run(arguments: line, in: folder.path).output
    }
    let hidden = "hidden until 2099-05-06, as its configuration's available date says."
    let nothing = "Nothing to post: this backfill repairs nothing in what was chosen."
    #expect(try plan("--dry-run").contains("\(nothing)\n\n1 award that"))
    #expect(try plan("--dry-run").contains("1 award that was posted before stays \(hidden)"))
    // An override later than today hides nothing by itself, and is posted by an award.
    try write(folder, "lms.sqlite") { db in
      try db.execute(
        sql: """
          INSERT INTO certificates_certificatedateoverride
            (created, modified, generated_certificate_id, date, reason, overridden_by_id)
          SELECT g.created_date, g.created_date, g.id, '2098-01-01 00:00:00', '', u.id FROM certificates_generatedcertificate g
          JOIN auth_user u ON u.id = g.user_id WHERE u.username = 'learner00004' AND g.course_id = ?
          """,
        arguments: [run]
      )
      #expect(db.changesCount == 1)
    }
    let audit = try Command.run("audit", "--deployment", folder.path, "--user", "learner00004", in: folder.path)
    #expect(audit.output.contains("not-earned  hidden-until-date override-drift"), "\(audit.output)")
    for options in [["--dry-run"], ["--yes"]] {
      let text = try plan("--include", "override-drift", options[0])
      #expect(text.contains("1 course run to post for 1 learner"), "\(text)")
      #expect(
        text.split(separator: "\n").count { $0 == "1 of these stays \(hidden)" } == (options == ["--yes"] ? 2 : 1)
      )
    }
  }

  @Test func `passwords in the databases reach no output`() throws {
    let folder = try Fixtures.goldenDeployment()
    try write(folder, "lms.sqlite") { try $0.execute(sql: "UPDATE auth_user SET password = 'pbkdf2-SECRET'") }
    let result = try Command.run("--deployment", folder.path, "--backfill", "--dry-run", in: folder.path)
    #expect(!(result.output + result.errors).contains("SECRET"))
  }

  private func write(_ folder: TemporaryFolder, _ file: String, _ body: (Database) throws -> Void) throws {
    let queue = try DatabaseQueue(path: folder.file(file))
    try queue.write(body)
    try queue.close()
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
      (["--user", "paid_lerner"], "paid_learner"), (["--user", "paid_learner,paid_lerner"], "paid_learner"),
      (["--org", "Nope"], "no course run is of the organization “Nope”"),
      (["--program", "00000000-0000-0000-0000-00000000abcd"], "no program 00000000-0000-0000-0000-00000000abcd"),
      (["--program", "Paid Curses"], "or one that begins with it. The nearest is: “Paid Courses” (5a1dc0de-"),
      (["--program", "gardening"], "The nearest is: “Quantum Gardening” (5a1dc0de-"),
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
