import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `Sorting by a column` {
  @Test func `s offers the columns, Enter sorts, and the title says which way`() {
    var someone = Operator.atLearners()
    someone.press(.character("s"))
    #expect(someone.screen.contains("▸   their own order"))
    for title in ["Learner", "Name", "E-mail", "Earned", "Drift", "Backfill"] {
      #expect(someone.screen.contains(title))
    }
    someone.press(.character("s"), .down, .enter)
    #expect(someone.model.dialog == nil)
    #expect(someone.lines[4].contains("Name▲") || someone.lines[4].contains("Name ▲"))
    #expect(someone.model.learners.visible.map(\.id).first == "blank_name", "no name comes before all names")
    someone.press(.character("S"))
    #expect(someone.lines[4].contains("▼"))
    #expect(someone.model.learners.visible.map(\.id).last == "blank_name")
    someone.press(.character("s"), .home, .enter)
    #expect(someone.model.learners.sort == nil)
    #expect(!someone.lines[4].contains("▼"))
  }

  @Test func `the column chosen again is reversed, and a new list begins in its own order`() {
    var someone = Operator.atPrograms()
    someone.press(.character("s"), .end, .enter)
    #expect(someone.model.programList.sort?.isDescending == true)
    #expect(someone.cursorLine?.contains("Paid Courses") == true)
    someone.press(.character("s"), .enter)
    #expect(someone.model.programList.sort?.isDescending == false)
    someone.press(.enter)
    someone.tell(.learners(program: Example.paidCourses, Example.learners))
    #expect(someone.model.learners.sort == nil)
  }

  @Test(
    arguments: [
      ("drift", 5, true), ("Drift", 5, true), ("drift asc", 5, false), ("DRIFT DESC", 5, true), ("n", 1, false),
      ("name desc", 1, true), ("e-mail", 2, false), ("own", nil, false),
    ] as [(String, Int?, Bool)]
  )
  func `the command sorts by a column's title, its beginning, and a direction`(
    text: String,
    column: Int?,
    isDescending: Bool
  ) {
    var someone = Operator.atLearners()
    someone.press(.character("s"), .down, .enter)
    // The same once more turns nothing round.
    for _ in 0..<2 {
      someone.press(.character(":"))
      someone.type("sort \(text)")
      someone.press(.enter)
      #expect(someone.model.palette == nil)
      #expect(someone.model.learners.sort == column.map { ListSort(column: $0, isDescending: isDescending) })
    }
  }

  @Test func `the command's columns are completed, then the directions`() {
    var someone = Operator.atRecord()
    someone.press(.character(":"))
    someone.type("sort ")
    #expect(someone.model.completions(of: "sort ").map(\.line).contains("sort Highest grade earned"))
    someone.type("hig")
    someone.press(.tab)
    #expect(someone.model.palette?.text == "sort Highest grade earned")
    someone.type(" d")
    someone.press(.tab, .enter)
    #expect(someone.model.rows.sort == ListSort(column: 3, isDescending: true))
    #expect(someone.model.completions(of: "sort h").first?.description == "sorted by it now, the greatest first")
    someone.press(.character(":"))
    someone.type("sort course")
    someone.press(.enter)
    #expect(someone.model.palette?.refusal == "“course” can be Course Name, Course ID")
  }

  @Test func `a list without columns to sort by says so, and its footer does not offer it`() {
    var someone = Operator.atEngine()
    #expect(!someone.lines[23].contains("s sort"))
    someone.press(.character("s"))
    #expect(someone.model.dialog == nil)
    #expect(someone.model.notice == "There is nothing to sort here")
  }

  @Test func `the replay has nothing to sort`() {
    var someone = Operator.atRace()
    someone.press(.character(":"))
    someone.type("sort learner")
    someone.press(.enter)
    #expect(someone.model.palette?.refusal == "There is nothing to sort here")
    #expect(someone.model.completions(of: "sort ").isEmpty)
  }

  @Test func `what stands at a cell is a title, a row or nothing`() throws {
    var someone = Operator.atLearners()
    let titles = someone.lines[4]
    let drift = try #require(titles.firstRange(of: "Drift"))
    let column = titles.distance(from: titles.startIndex, to: drift.lowerBound)
    #expect(someone.model.target(column: column, row: 4) == .title(5))
    #expect(someone.model.target(column: 2, row: 4) == .title(0))
    #expect(someone.model.target(column: 0, row: 4) == nil)
    #expect(someone.model.target(column: 5, row: 5) == .row(0))
    #expect(someone.model.target(column: 5, row: 9) == .row(4))
    #expect(someone.model.target(column: 5, row: 10) == nil)
    #expect(someone.model.target(column: 5, row: 3) == nil)
    #expect(someone.model.target(column: 90, row: 4) == nil)
    someone.press(.character("?"))
    #expect(someone.model.target(column: 5, row: 4) == nil)
    let record = Operator.atRecord()
    let first = try #require(record.lines.firstIndex { $0.contains("Paid Course 1") })
    #expect(record.model.target(column: 4, row: first) == .row(0))
    #expect(record.model.target(column: 4, row: first - 1) == .title(0))
  }

  @Test func `a long list that is scrolled is hit where it is drawn`() throws {
    var someone = Operator.atLearners(Example.crowd)
    for _ in 0..<3 { someone.press(.pageDown) }
    let cursor = try #require(someone.model.learners.position)
    let name = Example.crowd[cursor + 2].username
    let line = try #require(someone.lines.firstIndex { $0.contains(name) })
    #expect(someone.model.target(column: 4, row: line) == .row(cursor + 2))
  }
}
