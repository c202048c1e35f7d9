import LearnerRecords
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `The cursor and the marks belong to rows, not to places` {
  private func answer(_ learners: [LearnerRow]) -> ConsoleEvent {
    .learners(program: Example.paidCourses, learners)
  }

  @Test func `j and k move the cursor as the arrows do, in every list`() {
    let lists = [
      Operator.atPrograms(), .atLearners(), .atLearners(Example.crowd), .atRecord(), .atGroups(), .atGroup(),
      .atEngine(),
    ]
    for start in lists {
      let id = start.model.screenID
      var (letters, arrows) = (start, start)
      for (letter, arrow) in [("j", Key.down), ("j", .down), ("k", .up), ("k", .up), ("k", .up), ("j", .down)] {
        let before = arrows.model.list.position
        letters.press(.character(Character(letter)))
        arrows.press(arrow)
        #expect(letters.model.list.position == arrows.model.list.position, "\(id) \(letter)")
        #expect(letters.lines == arrows.lines, "\(id) \(letter)")
        if letter == "j", let before, before + 1 < arrows.model.list.visibleCount {
          #expect(letters.model.list.position == before + 1, "\(id)")
        }
      }
    }
  }

  @Test func `n and N go from match to match, and from the last to the first`() {
    var someone = Operator.atLearners(
      ["ada", "bob", "adam", "eve", "madam"].map { Example.learner($0, "") }
    )
    someone.type("/ada")
    someone.press(.enter)
    let seen = ["n", "n", "n", "N", "N"].map { key -> String in
      someone.press(.character(Character(key)))
      return someone.model.learners.cursor ?? ""
    }
    #expect(seen == ["adam", "madam", "ada", "madam", "adam"])
    #expect(someone.cursorLine?.contains("adam") == true)
  }

  @Test func `the cursor stays on its learner when rows come in above it`() {
    var someone = Operator.atLearners()
    someone.press(.down, .down)
    #expect(someone.cursorLine?.contains("eleni.p") == true)
    someone.tell(answer([Example.learner("aaron", "A"), Example.learner("abel", "B")] + Example.learners))
    #expect(someone.cursorLine?.contains("eleni.p") == true)
  }

  @Test func `the cursor stays on its learner when the order is reversed`() {
    var someone = Operator.atLearners(Example.crowd)
    someone.press(.pageDown)
    let before = someone.model.learners.cursor
    someone.tell(answer(Example.crowd.reversed()))
    #expect(someone.model.learners.cursor == before)
    #expect(someone.cursorLine?.contains(before ?? "?") == true)
  }

  @Test func `the list stands still until the cursor would leave the screen`() {
    var someone = Operator.atLearners(Example.crowd)
    let page = someone.model.pageHeight
    let shown = { (someone: Operator) in someone.model.learners.offset(height: page) }
    for _ in 1..<page { someone.press(.down) }
    #expect(shown(someone) == 0)
    someone.press(.down)
    #expect(shown(someone) == 1)
    for _ in 1..<page { someone.press(.up) }
    #expect(shown(someone) == 1)
    someone.press(.up)
    #expect(shown(someone) == 0)
  }

  @Test func `paging moves what is shown as far as the cursor`() {
    var someone = Operator.atLearners(Example.crowd)
    let page = someone.model.pageHeight
    someone.press(.down, .pageDown)
    #expect(someone.model.learners.position == page + 1)
    #expect(someone.model.learners.offset(height: page) == page)
    someone.press(.pageUp)
    #expect(someone.model.learners.offset(height: page) == 0)
    someone.press(.character("G"))
    #expect(someone.model.learners.offset(height: page) == Example.crowd.count - page)
  }

  @Test func `a filter that hides its row puts the cursor on the first match, and no other does`() {
    let learners = ["paid_a", "other", "paid_learner", "paid_learner_2"].map { Example.learner($0, "") }
    var someone = Operator.atLearners(learners)
    someone.press(.down)
    someone.type("/paid_l")
    #expect(someone.cursorLine?.contains("paid_learner ") == true)
    someone.press(.enter, .down)
    #expect(someone.cursorLine?.contains("paid_learner_2") == true)
    someone.type("/e")
    #expect(someone.model.learners.cursor == "paid_learner_2")
    someone.press(.control("u"))
    someone.type("a")
    #expect(someone.model.learners.cursor == "paid_learner_2", "a row that matches keeps the cursor")
    someone.type("x")
    #expect(someone.model.learners.cursor == nil)
    someone.press(.backspace)
    #expect(someone.model.learners.cursor == "paid_a")
  }

  @Test func `what is opened is the row under the cursor at the key, also when rows come in just before`() {
    var someone = Operator.atLearners()
    someone.type("/paid_l")
    someone.tell(answer([Example.learner("a_paid_lady", "A")] + Example.learners))
    someone.press(.enter, .enter)
    #expect(someone.askedToDo == ["record of paid_learner in 1"])
  }

  @Test func `when its row is gone the cursor stays at its place`() {
    var someone = Operator.atLearners()
    someone.press(.down, .down)
    someone.tell(answer(Example.learners.filter { $0.id != "eleni.p" }))
    #expect(someone.cursorLine?.contains("paid_learner") == true)
    someone.tell(answer([]))
    #expect(someone.cursorLine == nil)
    #expect(someone.screen.contains("no learner has a certificate or credential here"))
  }

  @Test func `an action goes to the row under the cursor at the key press`() {
    var someone = Operator.atLearners()
    someone.press(.down)
    someone.tell(answer([Example.learner("aaron", "A")] + Example.learners))
    someone.press(.character("b"))
    #expect(someone.askedToDo == ["plan for chen.yt in 1"])
  }

  @Test func `marks survive a refresh, and rows that are gone lose theirs`() {
    var someone = Operator.atLearners()
    someone.press(.character(" "), .character(" "))
    someone.tell(answer(Example.learners.reversed()))
    #expect(someone.model.learners.marked == ["blank_name", "chen.yt"])
    #expect(someone.lines.filter { $0.hasPrefix("●") }.count == 2)
    #expect(someone.lines[2].contains("(2 marked)"))
    someone.tell(answer(Example.learners.filter { $0.id != "chen.yt" }))
    #expect(someone.model.learners.marked == ["blank_name"])
  }

  @Test func `marks of rows that the filter hides are backfilled too, and counted`() {
    var someone = Operator.atLearners()
    someone.press(.character(" "))
    someone.type("/eleni")
    someone.press(.enter, .character(" "))
    #expect(someone.lines[2].contains("(2 marked)"))
    someone.press(.character("b"))
    #expect(someone.askedToDo == ["plan for blank_name eleni.p in 1"])
  }

  @Test func `courses of the same name are told apart`() {
    let rows = CourseRow.rows(of: Example.page()) + CourseRow.rows(of: Example.page())
    #expect(Set(rows.map(\.id)).count == 4)
    var someone = Operator.atRecord()
    someone.press(.down)
    someone.tell(.record(program: Example.paidCourses, Example.page(lost: [])))
    #expect(someone.cursorLine?.contains("Paid Course 2") == true)
  }

  @Test func `going back finds the list as it was left`() {
    var someone = Operator.atLearners()
    someone.press(.down, .down, .down, .enter)
    someone.tell(.record(program: Example.paidCourses, Example.page()))
    someone.press(.escape)
    #expect(someone.cursorLine?.contains("paid_learner") == true)
    someone.press(.escape, .down, .enter)
    #expect(someone.asked.last == "learners of 2")
    #expect(!someone.screen.contains("eleni.p"))
  }

  @Test(arguments: [Size(columns: 40, rows: 12), Size(columns: 80, rows: 24), Size(columns: 41, rows: 10)])
  func `the cursor is on the screen wherever it goes`(size: Size) {
    var someone = Operator.atLearners(Example.crowd, columns: size.columns, rows: size.rows)
    for _ in 0..<100 {
      #expect(someone.cursorLine?.contains(someone.model.learners.cursor ?? "?") == true)
      someone.press(.down)
    }
    someone.tell(.resized(Size(columns: 120, rows: 40)))
    #expect(someone.cursorLine?.contains("learner100") == true)
  }
}
