import LearnerRecords
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `The line above a list` {
  @Test func `says how many learners there are, how many drift, and what a backfill repairs`() {
    let someone = Operator.atLearners()
    #expect(someone.lines[3] == "  5 learners, 2 with drift ███▁▁▁▁▁ 40 %, a backfill repairs 4")
    #expect(someone.lines[4].hasPrefix("  Learner"))
  }

  @Test func `grows with a list that is read in parts, and is counted anew when rows change`() {
    var someone = Operator.atPrograms()
    someone.press(.enter)
    someone.tell(.learners(program: Example.paidCourses, Array(Example.learners.prefix(2)), part: .first))
    #expect(someone.screen.contains("2 learners, 1 with drift ████▁▁▁▁ 50 %"))
    someone.tell(
      .learners(program: Example.paidCourses, Array(Example.learners.dropFirst(2)), part: .next(isLast: true))
    )
    #expect(someone.screen.contains("5 learners, 2 with drift"))
    someone.tell(.learners(program: Example.paidCourses, [Example.learner("blank_name", "", drift: 0)], part: .some))
    #expect(someone.screen.contains("5 learners, 1 with drift █▁▁▁▁▁▁▁ 20 %, a backfill repairs 3"))
  }

  @Test func `is of the learners that the filter and the limit let through, also while more are read`() {
    var someone = Operator.atPrograms()
    someone.press(.enter)
    someone.tell(.learners(program: Example.paidCourses, Array(Example.learners.prefix(2)), part: .first))
    someone.type("d")
    #expect(someone.screen.contains("1 learner, 1 with drift"))
    someone.tell(
      .learners(program: Example.paidCourses, Array(Example.learners.dropFirst(2)), part: .next(isLast: true))
    )
    #expect(someone.screen.contains("2 learners, 2 with drift ████████ 100 %, a backfill repairs 4"))
    someone.type("/paid")
    #expect(someone.screen.contains("1 learner, 1 with drift"))
    someone.press(.escape)
    #expect(someone.screen.contains("2 learners, 2 with drift"))
    someone.type("d")
    #expect(someone.screen.contains("5 learners, 2 with drift"))
  }

  @Test func `is of the programs that the filter lets through, and moves no row when they are counted`() throws {
    var counts = ProgramSummary.Counts()
    (counts.learners, counts.rows, counts.driftRows, counts.backfillableRows) = (90, 300, 1, 1)
    var programs = Example.programs
    for index in programs.indices { programs[index].counts = nil }
    var someone = Operator()
    someone.tell(.programs(programs))
    #expect(someone.lines[3] == "  \(programs.count) programs, rows not counted yet")
    let title = programs[0].title
    let place = try #require(someone.lines.firstIndex { $0.contains(title) })
    for index in programs.indices { programs[index].counts = counts }
    someone.tell(.programs(programs))
    let all = "  \(programs.count) programs, \(300 * programs.count) rows, \(programs.count) with drift"
    #expect(someone.lines[3] == "\(all) █▁▁▁▁▁▁▁ < 1 %, a backfill repairs \(programs.count)")
    #expect(someone.lines[place].contains(title))
    someone.type("/Quantum")
    #expect(someone.lines[3].hasPrefix("  1 program, 300 rows, 1 with drift"))
  }

  @Test func `has no bar where nothing drifts, and gives its row to the list on a narrow screen`() {
    let rows = [Example.learner("ada", "Ada")]
    #expect(Operator.atLearners(rows).lines[3] == "  1 learner, 0 with drift, a backfill repairs 0")
    #expect(Operator.atLearners(rows, columns: 40, rows: 12).lines[3].hasPrefix("  Learner"))
    #expect(ListSummary([LearnerRow]()) == nil)
  }

  @Test func `leaves its bar out where there is no room for it`() {
    let summary = ListSummary(parts: ["14 programs", "4640 rows"], all: 4640, drifting: 2120, repairable: 698)
    #expect(summary.text(width: 77).hasSuffix("2120 with drift ███▁▁▁▁▁ 45 %, a backfill repairs 698"))
    #expect(summary.text(width: 76) == "14 programs, 4640 rows, 2120 with drift (45 %), a backfill repairs 698")
    #expect(summary.text(width: 60) == "14 programs, 4640 rows, 2120 with drift (45 %)")
  }

  @Test func `leaves out what is repaired on request before its bar`() {
    let summary = ListSummary(
      parts: ["14 groups"],
      drifting: 63,
      repairable: 23,
      onRequest: 12,
      driftWords: "drift findings",
      share: .repairable
    )
    let all = "14 groups, 63 drift findings, a backfill repairs 23 ██▁▁▁▁▁▁ 36 %, 12 on request"
    #expect(summary.text(width: 80) == all)
    #expect(summary.text(width: 79) == String(all.dropLast(", 12 on request".count)))
    #expect(summary.text(width: 64) == "14 groups, 63 drift findings, a backfill repairs 23 (36 %)")
  }

  @Test(arguments: [(1, 1000, 1), (999, 1000, 7), (1000, 1000, 8), (500, 1000, 4)])
  func `has a bar that is empty or full only where all is so`(drifting: Int, all: Int, filled: Int) {
    let text = ListSummary(all: all, drifting: drifting).text(width: 200)
    #expect(text.count { $0 == "█" } == filled && text.count { $0 == "▁" } == 8 - filled)
  }
}
