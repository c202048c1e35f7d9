import DatabaseFile
import Foundation
import GRDB
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `The audit's reports` {
  private func rows(_ arguments: [String], _ folder: TemporaryFolder) throws -> [JSONValue] {
    let audit = try FinishedProcess(["audit", "--format", "jsonl", "--deployment", folder.path] + arguments)
    #expect(audit.errors.isEmpty)
    return try audit.lines.map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
  }

  private func csv(_ arguments: [String], _ folder: TemporaryFolder) throws -> [[String]] {
    let audit = try FinishedProcess(["audit", "--format", "csv", "--deployment", folder.path] + arguments)
    return CSV.records(audit.output)
  }

  /// A reader of RFC 4180, which knows nothing of the writer.
  private enum CSV {
    static func records(_ text: String) -> [[String]] {
      var records: [[String]] = [[""]]
      var isQuoted = false
      func append(_ scalar: Unicode.Scalar) {
        let last = records[records.count - 1].count - 1
        records[records.count - 1][last].unicodeScalars.append(scalar)
      }
      var scalars = Array(text.unicodeScalars)[...]
      while let scalar = scalars.popFirst() {
        switch (scalar, isQuoted) {
        case ("\"", true) where scalars.first == "\"": append(scalars.removeFirst())
        case ("\"", _): isQuoted.toggle()
        case (",", false): records[records.count - 1].append("")
        case ("\n", false): records.append([""])
        default: append(scalar)
        }
      }
      return records.dropLast()
    }
  }

  @Test func `count by finding what the rows themselves show`() throws {
    let folder = try Fixtures.goldenDeployment()
    var expected: [String: Int] = [:]
    for row in try rows([], folder) {
      guard case .array(let findings)? = row["findings"] else { continue }
      for finding in findings.compactMap(\.string) { expected[finding, default: 0] += 1 }
    }
    let counted = try rows(["--summary"], folder).filter { $0["by"]?.string == "finding" }
    #expect(counted.count == expected.count)
    for line in counted {
      let name = try #require(line["name"]?.string)
      #expect(line["rows"] == .number(Double(expected[name] ?? 0)), "\(name)")
    }
  }

  @Test func `say the same in every format`() throws {
    let folder = try Fixtures.goldenDeployment()
    let json = try rows(["--summary"], folder)
    let lines = try csv(["--summary"], folder)
    #expect(lines.first == ["by", "name", "program_uuid", "rows"])
    #expect(lines.count == json.count + 1)
    let table = try FinishedProcess(["audit", "--summary", "--deployment", folder.path])
    for (line, value) in zip(lines.dropFirst(), json) {
      #expect(line[0] == value["by"]?.string && line[1] == value["name"]?.string)
      #expect(line[2] == value["program_uuid"]?.string ?? "")
      #expect(.number(Double(line[3]) ?? -1) == value["rows"])
      #expect(table.output.contains(line[1]) && (line[2].isEmpty || table.output.contains(line[2])), "\(line)")
    }
    #expect(Set(lines.dropFirst().map { $0[0] }) == ["finding", "program", "course_run", "cause"])
  }

  @Test(arguments: [[], ["--by", "program"]])
  func `end with the command that says what a backfill would repair`(by: [String]) throws {
    let folder = try Fixtures.goldenDeployment()
    let summary = try FinishedProcess(["audit", "--summary", "--deployment", folder.path] + by)
    let words = try #require(summary.lines.last?.split(separator: ": ").last).split(separator: " ")
    #expect(words.first == "learner-records")
    let plan = try FinishedProcess(words.dropFirst().map { $0.trimmingCharacters(in: ["'"]) })
    #expect(plan.output.hasPrefix("This is a dry run"), "\(plan.output.prefix(200))\(plan.errors)")
    let some = try FinishedProcess(["audit", "--summary", "--deployment", folder.path, "--org", "NorthX"] + by)
    #expect(!some.output.contains("--backfill"), "it would be about other rows")
  }

  @Test func `count only the rows that are asked for`() throws {
    let folder = try Fixtures.goldenDeployment()
    let arguments = ["--user", "learner00004", "--finding", "award-lost"]
    let drift = try rows(arguments, folder)
    let summary = try rows(["--summary"] + arguments, folder)
    let lost = summary.first { $0["by"]?.string == "finding" && $0["name"]?.string == "award-lost" }
    #expect(lost?["rows"] == .number(Double(drift.count)))
    let nothing = ["--summary", "--user", "admin"]
    #expect(try rows(nothing, folder).isEmpty)
    #expect(try csv(nothing, folder).count == 1)
    let table = try FinishedProcess(["audit", "--deployment", folder.path] + nothing)
    #expect(table.status == 0)
    #expect(table.output == "0 rows, 0 with drift.\n")
  }

  @Test func `of the configuration say the same in every format`() throws {
    let folder = try Fixtures.goldenDeployment()
    let json = try rows(["--configuration"], folder)
    let lines = try csv(["--configuration"], folder)
    #expect(lines.first == ["kind", "subject", "text", "remedy"])
    #expect(lines.count == json.count + 1)
    let table = try FinishedProcess(["audit", "--configuration", "--deployment", folder.path])
    for (line, value) in zip(lines.dropFirst(), json) {
      #expect(line == ["kind", "subject", "text", "remedy"].map { value[$0]?.string ?? "" })
      #expect(line.allSatisfy { !$0.isEmpty })
      #expect(table.output.contains("\n\(line[0])\n") || table.output.hasPrefix("\(line[0])\n"))
      #expect(table.output.contains("  \(line[2]) \(line[3])\n"))
    }
    #expect(table.output.hasSuffix("\n\(json.count) problems in the configuration.\n"))
  }

  @Test func `of the configuration find each thing that is broken`() throws {
    let folder = try Fixtures.goldenDeployment()
    let before = try rows(["--configuration"], folder).compactMap { $0["kind"]?.string }
    #expect(!before.contains("issuance-disabled"))
    for (file, sql) in [
      ("lms.sqlite", "UPDATE credentials_credentialsapiconfig SET enabled = 0"),
      ("credentials.sqlite", "UPDATE credentials_coursecertificate SET course_run_id = NULL WHERE is_active"),
    ] {
      let queue = try DatabaseQueue(path: folder.file(file))
      try queue.write { try $0.execute(sql: sql) }
      try queue.close()
    }
    let after = try rows(["--configuration"], folder).compactMap { $0["kind"]?.string }
    #expect(after.contains("issuance-disabled"))
    #expect(after.count { $0 == "config-unlinked" } > before.count { $0 == "config-unlinked" })
  }

  @Test func `tell times in the zone of the settings to people, and in UTC to programs`() throws {
    let folder = try Fixtures.goldenDeployment()
    for file in ["lms.sqlite", "credentials.sqlite"] {
      let queue = try DatabaseQueue(path: folder.file(file))
      try queue.write {
        try $0.execute(
          sql: """
            \(SyncOrigin.schema);
            INSERT INTO sync_origin VALUES
              ('lms', 'dump', 'a.sql', NULL, NULL, '2026-11-20 10:00:00', '2026-11-20 10:00:00', 'p'),
              ('credentials', 'dump', 'a.sql', NULL, NULL, '2026-11-20 10:00:00', '2026-11-20 10:00:00', 'p');
            """
        )
      }
      try queue.close()
    }
    let config = try folder.write(Data("ui:\n  time_zone: Asia/Kolkata\n".utf8), as: "config.yaml")
    let place = ["--deployment", folder.path, "--config", config]
    for report in [["audit"], ["audit", "--summary"], ["--backfill", "--dry-run"]] {
      let told = try FinishedProcess(report + place).output
      #expect(told.contains("(a.sql, 2026-11-20T15:30:00+05:30)"), "\(told.suffix(300))")
    }
    let problems = try FinishedProcess(["audit", "--configuration"] + place).output
    #expect(problems.contains("+05:30") && !problems.contains("00Z"), "\(problems)")
    let lines = try FinishedProcess(["audit", "--configuration", "--format", "jsonl"] + place).output
    #expect(!lines.contains("+05:30") && lines.contains("00Z"))
  }

  @Test(arguments: [
    (["--org", "saltx"], "--org: no course run is of the organization “saltx”. The nearest are: SaltX, "),
    (["--org", "SaltX,Nope"], "organization “Nope”."), (["--user", "learner00004,nobody-at-all"], "“nobody-at-all”"),
    (["--user", "learner0000x"], "knows “learner0000x”. The nearest names are: learner00000"),
    (["--user", "learner00004@example.org"], "is no username; it is found with “learner00004”"),
    (["--program", "00000000000000000000000000000000"], "the site has no program 00000000-"),
    (["--program", "data"], "of 3 programs: “Data Science Series 7” (9ef7d69a-4646-4382-b2df-a3f55ce1981a), “Data "),
    (["--course", "course-v1:No+Such+Run"], "there is no certificate or credential for “course-v1:No+Such+Run”"),
  ])
  func `are refused for what nobody knows, rather than empty`(filter: [String], said: String) throws {
    let folder = try Fixtures.goldenDeployment()
    for report in [[], ["--summary"]] {
      let audit = try FinishedProcess(["audit", "--deployment", folder.path] + report + filter)
      #expect(audit.status == 1)
      #expect(audit.output.isEmpty)
      #expect(audit.errors.contains(said), "\(audit.errors)")
    }
  }

  @Test func `of an endless name stay short`() throws {
    let folder = try Fixtures.goldenDeployment()
    let name = String(repeating: "x\u{1b}", count: 10_000)
    for arguments in [["show", name], ["audit", "--user", name]] {
      let refused = try FinishedProcess(arguments + ["--deployment", folder.path])
      #expect(refused.status == 1)
      #expect(refused.errors.count < 500 && !refused.errors.contains("\u{1b}"))
    }
  }
}
