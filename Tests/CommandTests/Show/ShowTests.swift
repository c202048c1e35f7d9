import Foundation
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `The show command` {
  private func show(_ arguments: [String]) throws -> FinishedProcess {
    let folder = try Fixtures.goldenDeployment()
    return try FinishedProcess(["show"] + arguments + ["--deployment", folder.path])
  }

  private func json(_ arguments: [String]) throws -> JSONValue {
    let run = try show(arguments + ["--format", "json"])
    #expect(run.status == 0, "\(run.errors)")
    return try JSONDecoder().decode(JSONValue.self, from: Data(run.output.utf8))
  }

  @Test func `says in its help that it takes one program`() throws {
    let help = try FinishedProcess(["show", "--help"])
    #expect(help.output.replacing(/\s+/, with: " ").contains("may be given several times, except with show"))
    let two = try show([
      "paid", "--program", String(repeating: "1", count: 32), "--program", String(repeating: "2", count: 32),
    ])
    #expect(two.status == 64 && two.errors.contains("one --program at most"))
  }

  @Test func `answers for one program as the service does`() throws {
    for line in try Fixtures.jsonLines(Fixtures.golden("records.jsonl")).prefix(8) {
      let username = try #require(line["username"]?.string)
      for detail in line["details"]?.array ?? [] {
        let uuid = try #require(detail["uuid"]?.string)
        #expect(try json([username, "--program", uuid]) == detail)
      }
    }
  }

  @Test func `takes a program by its title, and answers as for its UUID`() throws {
    let uuid = "0c77ac9023854825bd2276c6ade6b275"
    for title in ["Cybersecurity Program 14", "cybersecurity pro"] {
      #expect(try json(["learner00004", "--program", title]) == json(["learner00004", "--program", uuid]))
    }
    let refused = try show(["learner00004", "--program", "Cyber"])
    #expect(refused.status == 1 && refused.output.isEmpty)
    #expect(
      refused.errors.contains(
        "of 2 programs: “Cybersecurity Program 14” (0c77ac90-2385-4825-bd22-76c6ade6b275), “Cybersecurity Series 12” ("
      ),
      "\(refused.errors)"
    )
  }

  @Test func `answers with list, details and findings`() throws {
    let lines = try Fixtures.jsonLines(Fixtures.golden("records.jsonl"))
    let findings =
      try Fixtures.jsonLines(Fixtures.golden("findings.jsonl"))
      + Fixtures.jsonLines(Fixtures.golden("program_findings.jsonl"))
    for line in lines[1..<9] {
      let username = try #require(line["username"]?.string)
      let got = try json([username])
      #expect(got["list"] == line["list"])
      // The recorded details hold a few programs more, of which the learner has nothing.
      let recorded = line["details"]?.array ?? []
      let details = got["details"]?.array ?? []
      #expect(details.allSatisfy { recorded.contains($0) })
      for detail in recorded where !details.contains(detail) {
        #expect(detail["record"]?["grades"]?.array?.allSatisfy { $0["issue_date"] == "" } == true)
      }
      let mine = findings.filter { $0["username"]?.string == username && $0["findings"]?.isTruthy == true }
      let told = got["findings"]?.array?.compactMap(Fixtures.recorded).filter { $0["findings"]?.isTruthy == true }
      #expect(told == mine)
    }
  }

  @Test func `keeps the configuration file in the commands to copy, quoted for a shell`() throws {
    let folder = try Fixtures.goldenDeployment()
    let file = try folder.write(Data("ui:\n  theme: auto\n".utf8), as: "my site's.yaml")
    for arguments in [["show", "learner00008", "--config", file], ["--config", file, "show", "learner00008"]] {
      let run = try FinishedProcess(arguments + ["--deployment", folder.path])
      #expect(run.status == 0, "\(run.errors)")
      let words =
        #"learner-records --deployment \#(folder.path) --config '\#(folder.path)/my site'\''s.yaml' --backfill --user "#
        + "learner00008"
      #expect(run.output.contains(words), "\(run.output)")
    }
  }

  @Test func `finds a learner by address and by LMS id`() throws {
    let folder = try Fixtures.goldenDeployment()
    // What follows the heading tells the clock.
    let byName = try FinishedProcess(["show", "learner00004", "--deployment", folder.path])
    #expect(byName.status == 0)
    for text in ["Learner00004@example.org", "1004"] {
      let found = try FinishedProcess(["show", text, "--deployment", folder.path])
      #expect(found.lines.first == byName.lines.first)
      #expect(found.lines.first?.contains("LMS user 1004") == true)
    }
  }

  @Test func `says the page's words first and the true state beside them`() throws {
    let text = try show(["learner00004"]).output
    #expect(text.contains("Partially Completed; the list says Partially Completed"))
    #expect(text.contains("hidden until 2099-01-01T00:00:00Z"))
    #expect(text.contains("award-lost: passed in the LMS, but Credentials never heard of it"))
    #expect(text.contains("./manage.py copy_catalog"))
    #expect(text.contains(" --backfill --user learner00004 --course course-v1:SaltX+H124+2023T1\n"))
  }

  @Test func `tells times in the zone of the settings, and as JSON in UTC`() throws {
    let folder = try Fixtures.goldenDeployment()
    func show(_ zone: String, _ arguments: String...) throws -> FinishedProcess {
      let file = try folder.write(Data("ui:\n  time_zone: \(zone)\n".utf8), as: "config.yaml")
      return try FinishedProcess(["show", "learner00004", "--deployment", folder.path, "--config", file] + arguments)
    }
    let text = try show("America/New_York").output
    #expect(text.contains("hidden until 2098-12-31T19:00:00-05:00") && !text.contains("2099-01-01T00:00:00Z"))
    let history = try show("America/New_York", "--history").output
    #expect(history.contains("2024-02-12T20:31:07-05:00  LMS"))
    #expect(try show("America/New_York", "--history", "--format", "json").output.contains("2024-02-13T01:31:07+00:00"))
    let refused = try show("Atlantis")
    #expect(
      refused.status == 1 && refused.errors.contains("ui.time_zone: “Atlantis” is no time zone; there are UTC and")
    )
  }

  @Test func `names the nearest learners when nobody has the name`() throws {
    let run = try show(["learnr00004"])
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("The nearest names are: learner00004"))
    // By a full name, without its accent.
    #expect(try show(["lea"]).errors.contains("learner00004 (Léa 王)"))
    #expect(try show(["王 lea"]).errors.contains("It is in the name or the address of: learner00004 (Léa 王)"))
    #expect(try show(["learner00004", "--program", "00000000000000000000000000000000"]).status == 1)
    #expect(try show(["learner00004", "--course", "course-v1:a+b+c"]).status == 64)
  }
}
