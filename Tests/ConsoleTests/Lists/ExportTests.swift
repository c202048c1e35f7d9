import Foundation
import LearnerRecords
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `Export and copying` {
  private func text(_ draft: FileDraft) throws -> String {
    var result = ""
    try draft.write { result += $0 }
    return result
  }

  @Test func `copies the identity of the row, or of each marked one`() {
    var someone = Operator.atPrograms()
    someone.forget()
    someone.press(.character("y"))
    #expect(someone.asked == ["copy \(Example.paidCourses.hex)"])
    someone = Operator.atRecord()
    someone.press(.character(" "), .character(" "), .character("y"))
    #expect(someone.asked == ["copy \(Example.run(1))\n\(Example.run(2))"])
  }

  @Test func `copies the command that repairs the row`() {
    var someone = Operator.atRecord()
    someone.press(.character("Y"))
    #expect(
      someone.asked == ["copy learner-records --backfill --user paid_learner --course \(Example.run(1))"],
      "the sample needs no --deployment"
    )
    someone = Operator.atLearners()
    someone.press(.character("Y"))
    #expect(
      someone.asked == ["copy learner-records --backfill --user blank_name --program \(Example.paidCourses.hex)"]
    )
  }

  @Test func `copies first what is in the way of a repair, as a comment, and calls both by their kinds`() {
    let remedy =
      "# Turn ENABLE_LEARNER_RECORDS on in the site configuration of the organization. "
      + "Page in the LMS: /admin/site_configuration/siteconfiguration/"
    let command = "learner-records --backfill --user paid_learner --course \(Example.run(1))"
    for opens in [nil, Key.enter, .character("i")] {
      var someone = Operator.atRecord(Example.page(isBlocked: true))
      if let opens { someone.press(opens) }
      someone.press(.character("Y"))
      #expect(someone.asked == ["copy \(remedy)\n\(command)"])
      #expect(someone.model.screen.repairCommands(someone.model.context).copied?.name == "1 remedy and 1 command")
    }
    let blocked = Example.page(isBlocked: true).rows.flatMap(\.runs)
    let row = FindingLearner(Example.person("paid_learner", ""), run: blocked[0], program: Example.paidCourses)
    for keys in [[], [Key.character("i")]] {
      var someone = Operator.atGroup([row])
      for key in keys + [.character("Y")] { someone.press(key) }
      #expect(someone.asked == ["copy \(remedy)\n\(command)"])
    }
    var someone = Operator.atGroups()
    someone.press(.down, .down, .character("Y"))
    #expect(someone.asked == ["copy \(remedy)"])
    someone.press(.character("i"))
    #expect(someone.screen.contains("Y copies the remedy"))
    someone.press(.character("Y"))
    #expect(someone.asked == ["copy \(remedy)", "copy \(remedy)"])
  }

  @Test func `says when there is nothing to copy`() {
    var someone = Operator.atRecord(Example.page(lost: []))
    someone.press(.character("Y"))
    #expect(someone.asked.isEmpty)
    #expect(someone.screen.contains("nothing is wrong with what is chosen"))
  }

  @Test func `exports all rows that the filter lets through, with all columns`() throws {
    var someone = Operator.atLearners(Example.crowd, columns: 40, rows: 12)
    someone.type("/0")
    someone.press(.enter)
    let lines = try text(someone.model.export().draft(.csv, path: "x")).split(separator: "\n")
    #expect(lines.first == "Learner,Name,E-mail,Earned,Courses,Program,Drift,Backfill")
    #expect(lines.count == 1 + Example.crowd.count { $0.username.contains("0") })
    #expect(lines[1] == "learner001,Learner 1,learner001@example.org,4,4,Completed,0,0")
  }

  @Test func `exports a text that a spreadsheet would run as a text`() throws {
    let evil = [Example.learner("=cmd()", "+1,\"2\""), Example.learner("@sum", "-x")]
    let someone = Operator.atLearners(evil)
    let csv = try text(someone.model.export().draft(.csv, path: "x")).split(separator: "\n")
    #expect(csv[1].hasPrefix("'=cmd(),\"'+1,\"\"2\"\"\","))
    #expect(csv[2].hasPrefix("'@sum,'-x,'@sum@example.org,"))
    let json = try text(someone.model.export().draft(.jsonl, path: "x")).split(separator: "\n")
    let row = try #require(try JSONSerialization.jsonObject(with: Data(json[0].utf8)) as? [String: Any])
    #expect(row["Learner"] as? String == "=cmd()")
    #expect(row["Name"] as? String == "+1,\"2\"")
    #expect(row["Drift"] as? Int == 0)
    #expect(RowText.csv(["-", "-1"], guardingFormulas: true) == "-,'-1")
  }

  @Test func `exports the marked rows alone when some are marked, and says so`() throws {
    var someone = Operator.atLearners()
    someone.press(.down, .character(" "), .character(" "))
    #expect(someone.model.exportForFile.name == "2 marked rows")
    let lines = try text(someone.model.exportForFile.draft(.csv, path: "x")).split(separator: "\n")
    #expect(lines.dropFirst().map { $0.prefix { $0 != "," } } == ["chen.yt", "eleni.p"])
    someone.type(":export csv x.csv")
    someone.press(.enter)
    #expect(someone.asked == ["write 2 marked rows to x.csv"])
    someone.press(.character("u"))
    #expect(someone.model.exportForFile.name == "5 rows")
  }

  @Test func `exports identifiers and findings whole, and numbers as numbers`() throws {
    let someone = Operator.atRecord(Example.page(lost: [1]))
    let json = try text(someone.model.exportForFile.draft(.jsonl, path: "x")).split(separator: "\n")
    let row = try #require(try JSONSerialization.jsonObject(with: Data(json[0].utf8)) as? [String: Any])
    #expect(row["Course ID"] as? [String] == [Example.run(1)])
    #expect(row["Why"] as? [String] == ["award-lost"])
    #expect(row["Status"] as? String == "Not Earned")
    #expect(row["Highest grade earned"] is NSNull)
    let earned = try #require(try JSONSerialization.jsonObject(with: Data(json[1].utf8)) as? [String: Any])
    #expect(earned["Highest grade earned"] as? Int == 82)
    let programs = try text(Operator.atPrograms().model.exportForFile.draft(.jsonl, path: "x")).split(separator: "\n")
    let first = try #require(try JSONSerialization.jsonObject(with: Data(programs[0].utf8)) as? [String: Any])
    #expect(first["Drift"] as? Int == 14)
    let uncounted = try #require(try JSONSerialization.jsonObject(with: Data(programs[3].utf8)) as? [String: Any])
    #expect(uncounted["Drift"] is NSNull)
  }

  @Test func `proposes a name that gives way to what is typed, and stays for Enter`() {
    var someone = Operator.atPrograms()
    someone.press(.character("e"))
    #expect(someone.screen.contains("typing replaces the name"))
    someone.type("my.csv")
    #expect(someone.model.palette?.text == "export csv my.csv")
    someone.press(.escape, .character("e"), .backspace)
    #expect(someone.model.palette?.text == "export csv ")
    someone.press(.escape)
    someone.forget()
    someone.press(.character("e"), .enter)
    #expect(someone.asked == ["write 5 rows to programs.csv"])
  }

  @Test func `never sends a control character into a file raw`() throws {
    let someone = Operator.atLearners([Example.learner("a\u{1B}[2Jb", "\u{202E}evil\nline")])
    for format in ListExport.Format.allCases {
      let written = try text(someone.model.export().draft(format, path: "x"))
      #expect(!written.unicodeScalars.contains("\u{1B}"))
      #expect(!written.unicodeScalars.contains("\u{202E}"))
    }
  }

  @Test func `offers a name in letters that every file system takes`() {
    #expect(Operator.atPrograms().model.exportName(.csv) == "programs.csv")
    #expect(Operator.atRecord().model.exportName(.jsonl) == "record-paid_learner-paid-courses.jsonl")
    #expect(Operator.atLearners().model.exportName(.csv) == "learners-paid-courses.csv")
  }

  @Test func `takes a snapshot of the screen without the line that asked for it`() throws {
    var someone = Operator.atLearners()
    let before = someone.screen
    someone.type(":snapshot screen.txt")
    #expect(try text(someone.model.snapshot(path: "x")) != before + "\n")
    someone.press(.enter)
    #expect(someone.asked == ["write the screen to screen.txt"])
    #expect(try text(someone.model.snapshot(path: "x")) == before + "\n")
  }
}
