import LearnerRecords
import Terminal
import Testing

@testable import Console

@Suite struct `The mouse` {
  private func row(of text: String, in someone: Operator) throws -> Int {
    try #require(someone.lines.firstIndex { $0.contains(text) })
  }

  private func click(_ text: String, _ someone: inout Operator, times: Int = 1) throws {
    let row = try row(of: text, in: someone)
    let line = someone.lines[row]
    let start = try #require(line.firstRange(of: text)?.lowerBound)
    let column = TextWidth.columns(of: String(line[..<start]))
    for _ in 0..<times { someone.tell(.mouse(MouseEvent(.click, column: column, row: row))) }
  }

  @Test(arguments: [Size(columns: 40, rows: 12), Size(columns: 80, rows: 24), Size(columns: 200, rows: 50)])
  func `moves the cursor by a click and opens by the second`(size: Size) throws {
    var someone = Operator.atLearners(columns: size.columns, rows: size.rows)
    try click("parisa", &someone)
    #expect(someone.model.learners.cursor == "parisa")
    #expect(someone.asked.isEmpty)
    try click("parisa", &someone)
    #expect(someone.asked == ["record of parisa in 1"])
  }

  @Test func `finds rows under a record's heading and in a scrolled list`() throws {
    var someone = Operator.atRecord(Example.page(courses: 30))
    for _ in 0..<3 { someone.press(.pageDown) }
    let line = try #require(someone.lines.dropFirst(7).first { $0.contains("Paid Course ") })
    let name = line.split(separator: "  ").first.map { $0.split(separator: " ").joined(separator: " ") } ?? ""
    try click(name, &someone)
    #expect(someone.model.rows.current?.row.name == name)
  }

  @Test func `does nothing beside the rows`() {
    var someone = Operator.atLearners()
    let before = someone.screen
    for (column, row) in [(5, 20), (200, 5), (5, -1), (0, 0), (79, 1)] {
      someone.tell(.mouse(MouseEvent(.click, column: column, row: row)))
      someone.tell(.mouse(MouseEvent(.secondaryClick, column: column, row: row)))
    }
    #expect(someone.screen == before)
    #expect(someone.asked.isEmpty)
  }

  @Test func `sorts by the title that is clicked, and turns the order round by the next click`() throws {
    var someone = Operator.atLearners()
    try click("Name", &someone)
    #expect(someone.model.learners.sort == ListSort(column: 1, isDescending: false))
    #expect(someone.screen.contains("Name ▲"))
    try click("Name", &someone)
    #expect(someone.screen.contains("Name ▼"))
  }

  @Test func `scrolls lists and dialogs by the wheel`() {
    var someone = Operator.atLearners(Example.crowd)
    someone.tell(.mouse(MouseEvent(.wheelDown, column: 1, row: 1)))
    #expect(someone.model.learners.position == 3)
    someone.tell(.mouse(MouseEvent(.wheelUp, column: 1, row: 1)))
    #expect(someone.model.learners.position == 0)
    someone.press(.character("?"))
    someone.tell(.mouse(MouseEvent(.wheelDown, column: 1, row: 1)))
    #expect(someone.model.dialog != nil)
    #expect(someone.model.learners.position == 0)
  }

  @Test func `does what a key of the footer does`() throws {
    var someone = Operator.atLearners()
    try click("/ search", &someone)
    #expect(someone.model.isSearching)
    someone = Operator.atLearners()
    try click("Esc back", &someone)
    #expect(someone.model.screenID == .programs)
    someone = Operator.atLearners()
    try click("q quit", &someone)
    #expect(someone.asked == ["quit"])
  }

  @Test func `asks before it changes anything, and asks again`() throws {
    var someone = Operator.atRecord()
    try click("b backfill", &someone)
    #expect(someone.askedToDo == ["plan for paid_learner \(Example.run(1))"])
    someone.tell(.planned(Example.plan()))
    someone.forget()
    for row in 0..<24 where !someone.lines[row].contains("y posts") {
      for column in 0..<80 { someone.tell(.mouse(MouseEvent(.click, column: column, row: row))) }
    }
    #expect(someone.asked.isEmpty, "only the word itself confirms")
    #expect(someone.model.dialog != nil)
    try click("Esc cancels", &someone)
    #expect(someone.model.dialog == nil)
    someone.press(.character("b"))
    someone.tell(.planned(Example.plan()))
    someone.forget()
    try click("y posts", &someone)
    #expect(someone.asked == ["enqueue 3"])
  }

  @Test func `chooses in the help and among the findings`() throws {
    var someone = Operator.atLearners()
    someone.press(.character("f"))
    try click("rows with drift", &someone, times: 2)
    #expect(someone.model.list.limit == .drift)
    someone.press(.character("?"))
    someone.type("mark the row")
    try click("Mark the row", &someone, times: 2)
    #expect(someone.model.learners.marked.count == 1)
  }

  @Test func `goes back by the trail`() throws {
    var someone = Operator.atRecord()
    try click("Paid Courses ›", &someone)
    #expect(someone.model.screenID == .learners(Example.paidCourses))
    someone = Operator.atRecord()
    try click("Programs ›", &someone)
    #expect(someone.model.screenID == .programs)
  }

  @Test func `leaves what was searched for as Enter does`() throws {
    var someone = Operator.atLearners()
    someone.type("/pa")
    try click("parisa", &someone)
    #expect(!someone.model.isSearching)
    #expect(someone.model.list.filter == "pa")
  }
}
