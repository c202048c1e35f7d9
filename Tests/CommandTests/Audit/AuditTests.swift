import Foundation
import GRDB
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `The audit command` {
  /// A name that moves the cursor, breaks lines and holds what CSV and tables use.
  private static let hostile = "evil\u{1b}[2J\u{202e},\"x\"\n"

  private func rename(_ folder: TemporaryFolder, _ name: String, to other: String) throws {
    let queue = try DatabaseQueue(path: folder.file("lms.sqlite"))
    try queue.write { db in
      try db.execute(sql: "UPDATE auth_user SET username = ? WHERE username = ?", arguments: [other, name])
    }
    try queue.close()
  }

  @Test func `prints all golden rows in order`() throws {
    let folder = try Fixtures.goldenDeployment()
    let audit = try FinishedProcess(["audit", "--all", "--format", "jsonl", "--deployment", folder.path])
    #expect(audit.status == 2)
    #expect(audit.errors.isEmpty)
    let got = try audit.lines.map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
      .compactMap(Fixtures.recorded)
    let expected =
      try Fixtures.jsonLines(Fixtures.golden("findings.jsonl"))
      + Fixtures.jsonLines(Fixtures.golden("program_findings.jsonl"))
    #expect(got.count == expected.count)
    let different = zip(expected, got).filter { $0 != $1 }
    #expect(different.isEmpty, "\(different.prefix(5))")
  }

  @Test func `writes not one byte beside the databases`() throws {
    let folder = try Fixtures.goldenDeployment()
    let before = try folder.snapshot()
    for extra in [["--all"], ["--summary"], ["--configuration"]] {
      #expect(try FinishedProcess(["audit", "--deployment", folder.path] + extra).status == 2)
    }
    #expect(try folder.snapshot() == before)
  }

  @Test func `passes on only the rows that are asked for`() throws {
    let folder = try Fixtures.goldenDeployment()
    let arguments = ["audit", "--user", "learner00004", "--finding", "award-lost", "--format", "jsonl"]
    let audit = try FinishedProcess(arguments + ["--org", "SaltX", "--deployment", folder.path])
    #expect(
      audit.output == """
        {"username": "learner00004", "course_run": "course-v1:SaltX+H124+2023T1", "shown": "not-earned", \
        "findings": ["award-lost"]}

        """
    )
    let before = try FinishedProcess(["--deployment", folder.path] + arguments + ["--org", "SaltX"])
    #expect(before.output == audit.output)
  }

  @Test func `shows hostile names without acting on the terminal`() throws {
    let folder = try Fixtures.goldenDeployment()
    try rename(folder, "learner00004", to: Self.hostile)
    let audit = try FinishedProcess(["audit", "--deployment", folder.path])
    #expect(!audit.output.contains("\u{1b}"))
    #expect(!audit.output.unicodeScalars.contains("\u{202e}"))
    #expect(audit.output.contains("evil␛[2J⟨U+202E⟩,\"x\"␊"))
    let findings = try #require(audit.lines.first { $0.hasPrefix("evil") })
    #expect(findings.contains("course-v1:"))
  }

  @Test func `quotes what CSV needs quoted, and keeps values as they are`() throws {
    let folder = try Fixtures.goldenDeployment()
    try rename(folder, "learner00004", to: Self.hostile)
    let csv = try FinishedProcess(["audit", "--format", "csv", "--deployment", folder.path])
    #expect(csv.output.hasPrefix("username,course_run,program_uuid,shown,findings\n"))
    #expect(csv.output.contains("\n\"evil\u{1b}[2J\u{202e},\"\"x\"\"\n\",course-v1:"))
    let json = try FinishedProcess(["audit", "--format", "jsonl", "--deployment", folder.path])
    let rows = try json.lines.map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
    #expect(rows.contains { $0["username"]?.string.map { CodePoints.equal($0, Self.hostile) } ?? false })
    #expect(!json.output.contains("\u{1b}"))
  }

  @Test func `tells drift, failure and wrong usage apart by its exit status`() throws {
    let folder = try Fixtures.goldenDeployment()
    let place = ["--deployment", folder.path]
    #expect(try FinishedProcess(["audit", "--user", "admin"] + place).status == 0)
    #expect(try FinishedProcess(["audit", "--finding", "not-passed", "--user", "learner00004"] + place).status == 0)
    #expect(try FinishedProcess(["audit"] + place).status == 2)
    #expect(try FinishedProcess(["audit", "--summary"] + place).status == 2)
    #expect(try FinishedProcess(["audit", "--deployment", folder.file("nowhere")]).status == 1)
    for wrong in [["--finding", "lost"], ["--program", ""], ["--configuration", "--all"], ["--format", "xml"]] {
      let audit = try FinishedProcess(["audit"] + wrong + place)
      #expect(audit.status == 64, "\(wrong)")
      #expect(audit.output.isEmpty)
    }
    #expect(try FinishedProcess(["audit", "--backfill"] + place).status == 64)
  }

  @Test func `ends with 2 where a page is not right, and with 0 where the LMS alone owes something`() throws {
    for (changes, status) in [(Fixtures.Harbour.doubledRun, Int32(2)), (Fixtures.Harbour.uncertified, 0)] {
      let folder = try Fixtures.harbour(changes)
      let place = ["--deployment", folder.path]
      for report in [[], ["--summary"]] {
        let audit = try FinishedProcess(["audit"] + report + place)
        #expect(audit.status == status, "\(audit.output)")
        #expect(audit.output.contains(status == 2 ? "run-key-duplicate" : "passed-uncertified"))
      }
    }
  }

  @Test(arguments: ["table", "jsonl", "csv"])
  func `ends quietly when its reader goes away`(format: String) throws {
    let folder = try Fixtures.goldenDeployment()
    let program = try BuiltProgram.path("learner-records")
    let script = #""$0" audit --all --format "$1" --deployment "$2" | true; echo "status ${PIPESTATUS[0]}""#
    let shell = try FinishedProcess(executable: "/bin/bash", ["-c", script, program, format, folder.path])
    #expect(shell.errors.isEmpty)
    #expect(shell.output == "status 2\n")
  }

  @Test func `names what many rows have in common`() throws {
    let folder = try Fixtures.goldenDeployment()
    let summary = try FinishedProcess(["audit", "--summary", "--deployment", folder.path])
    #expect(summary.output.contains("Configuration 18 of course-v1:NoRecX+B108+2025T1 explains 25 rows"))
    let arguments = ["audit", "--finding", "config-inactive", "--format", "jsonl"]
    let rows = try FinishedProcess(arguments + ["--deployment", folder.path])
    let inactive = rows.lines.count { $0.contains("course-v1:NoRecX+B108+2025T1") }
    #expect(inactive == 25)
  }
}
