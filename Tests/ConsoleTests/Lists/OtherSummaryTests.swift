import OpenEdX
import Terminal
import Testing

@testable import Console
@testable import LearnerRecords

@Suite struct `The line above a list of findings, programs of a learner, or courses` {
  @Test func `counts the findings of drift, says how much of it a backfill repairs, and follows the filter`() {
    var someone = Operator.atGroups(columns: 100, rows: 30)
    #expect(
      someone.lines[3] == "  4 groups, 1246 drift findings, a backfill repairs 1198 ███████▁ 96 %, 40 on request"
    )
    #expect(someone.lines[4].hasPrefix("  Finding"))
    someone.type("/stale")
    #expect(someone.lines[3] == "  1 group, 40 drift findings, a backfill repairs 0, 40 on request")
    someone.press(.control("u"))
    someone.type("nothing like it")
    #expect(someone.lines[3].hasPrefix("  Finding"), "what is empty comes to nothing")
  }

  @Test func `counts a group's learners, and says so where not all were read`() {
    #expect(Operator.atGroup().lines[3] == "  3 learners, 3 with drift, a backfill repairs 3 ████████ 100 %")
    var someone = Operator.atGroup(hasMore: true)
    #expect(someone.lines[3].hasPrefix("  the first 3 learners, 3 with drift"))
    someone.type("/chen")
    #expect(someone.lines[3].hasPrefix("  1 of the first 3 learners, 1 with drift"))
  }

  @Test func `counts rows where a learner has several, and what a backfill repairs on request apart`() {
    let rows = [Example.findingLearner("chen.yt"), Example.findingLearner("chen.yt", run: 3)]
    let summary = ListSummary(rows, of: FindingGroup.ID(.awardStale, .lms), read: nil)
    #expect(summary?.text(width: 77) == "2 rows, 2 with drift, a backfill repairs 0, 2 on request")
    let blocker = ListSummary(rows, of: FindingGroup.ID(.recordsDisabled, .lms), read: nil)
    #expect(blocker?.text(width: 77) == "2 rows, 2 with drift, a backfill repairs 0")
  }

  @Test func `counts a run once that is in several of a learner's programs`() {
    var someone = Operator.atPrograms()
    someone.press(.character("p"))
    someone.tell(.found([Example.person("maria", "Maria Garcia")], total: 1, by: ""))
    someone.press(.enter)
    let entry = { (program: ProgramUUID, title: String, runs: [Int]) in
      LearnerPrograms.Entry(
        program: program,
        title: title,
        listWord: nil,
        summary: Example.summary("maria", "Maria Garcia", drift: runs.count),
        backfillableRuns: runs.map(Example.run)
      )
    }
    let programs = [
      entry(Example.paidCourses, "Paid Courses", [1, 2]), entry(Example.gardening, "Quantum Gardening", [1]),
      entry(Example.harbours, "Sustainable Harbours", []),
    ]
    someone.tell(.person(LearnerPrograms(person: Example.person("maria", "Maria Garcia"), entries: programs)))
    #expect(someone.lines[5] == "  3 programs, 2 with drift █████▁▁▁ 66 %, a backfill repairs 2")
    someone.type("/Quantum")
    #expect(someone.lines[5] == "  1 program, 1 with drift ████████ 100 %, a backfill repairs 1")
  }

  @Test func `counts the course runs of a record, and gives its row to the courses on a narrow or short screen`() {
    var someone = Operator.atRecord()
    #expect(someone.lines[6] == "  4 course runs, 3 with drift ██████▁▁ 75 %, a backfill repairs 3")
    #expect(someone.lines[7].hasPrefix("  Course Name"))
    someone.type("/Course 4")
    #expect(someone.lines[6] == "  1 course run, 0 with drift, a backfill repairs 0")
    #expect(Operator.atRecord(rows: 13).lines[6].contains("4 course runs"))
    #expect(Operator.atRecord(rows: 12).lines[6].hasPrefix("  Course Name"))
    #expect(Operator.atRecord(columns: 59).lines[6].hasPrefix("  Course Name"))
  }

  @Test func `leaves the rows that are clicked and paged where they are drawn`() {
    var someone = Operator.atRecord()
    let row = someone.lines.firstIndex { $0.contains("Paid Course 3") } ?? 0
    #expect(someone.model.target(column: 4, row: row) == .row(2))
    someone = Operator.atGroups()
    let second = someone.lines.firstIndex { $0.contains("award-stale") } ?? 0
    #expect(someone.model.target(column: 4, row: second) == .row(1))
  }
}
