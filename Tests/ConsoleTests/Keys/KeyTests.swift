import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `Keys` {
  /// Where the cursor is among the learners.
  private func place(_ someone: Operator) -> Int? { someone.model.learners.position }

  /// Every key of the table by what it does, so that a key added without a test is noticed.
  @Test(
    arguments: KeyBinding.table.filter { $0.areas.contains(.records) }
      .flatMap { binding in binding.keys.map { ($0, binding.action) } }
  )
  func `each key of the table does what the table says`(key: Key, action: KeyBinding.Action) {
    var someone = Operator.atLearners(Example.crowd)
    let page = someone.model.pageHeight
    someone.press(.down, .down)
    someone.press(.character(" "))
    #expect(place(someone) == 3)
    someone.forget()
    someone.press(key)
    switch action {
    case .up: #expect(place(someone) == 2)
    case .down: #expect(place(someone) == 4)
    case .pageUp: #expect(place(someone) == 0)
    case .pageDown: #expect(place(someone) == 3 + page)
    case .first: #expect(place(someone) == 0)
    case .last: #expect(place(someone) == 99)
    case .open: #expect(someone.asked == ["record of learner004 in 1"])
    case .back: #expect(someone.model.screenID == .programs)
    case .mark: #expect(someone.model.learners.marked == ["learner003", "learner004"])
    case .clearMarks: #expect(someone.model.learners.marked.isEmpty)
    case .search: #expect(someone.model.isSearching)
    case .driftOnly: #expect(someone.model.list.limit == .drift)
    case .limit: #expect(someone.screen.contains("─ Only rows with ─"))
    case .halfUp: #expect(place(someone) == max(0, 3 - page / 2))
    case .halfDown: #expect(place(someone) == 3 + page / 2)
    case .redraw: #expect(someone.asked == ["redraw"])
    case .commands: #expect(someone.model.palette?.text == "")
    case .copy: #expect(someone.asked == ["copy learner003"])
    case .copyCommand: #expect(someone.screen.contains("Nothing to copy: no command repairs what is chosen"))
    case .report: #expect(someone.screen.contains("A report is about one learner"))
    case .export: #expect(someone.model.palette?.text == "export csv learners-paid-courses.csv")
    case .snapshot, .screenshot, .program, .learner, .theme, .lms:
      Issue.record("it has no key, because it needs a name")
    case .backfill: #expect(someone.askedToDo == ["plan for learner003 in 1"])
    case .refresh: #expect(someone.asked == ["stop learners of 1", "learners of 1 again"])
    case .help: #expect(someone.screen.contains("─ Help "))
    case .quit: #expect(someone.asked == ["quit"])
    case .sort: #expect(someone.screen.contains("─ Sort by ─"))
    case .invertSort: #expect(someone.screen.contains("in their own order"))
    case .markRange: #expect(someone.model.learners.range == 3...3)
    case .markAll: #expect(someone.model.learners.marked.count == 100)
    case .markAlike: #expect(someone.screen.contains("Nothing is marked: nothing was found in this row"))
    case .invertMarks: #expect(someone.model.learners.marked.count == 99)
    case .people: #expect(someone.model.screenID == .people)
    case .screen(HistoryScreen.kind): #expect(someone.model.screenID == .history("learner004"))
    case .nextMatch, .previousMatch: #expect(someone.screen.contains("Nothing is searched for"))
    case .enginePane: #expect(someone.model.wantsEngine)
    case .area(let area): #expect(someone.model.area == area)
    case .nextArea: #expect(someone.model.area == .findings)
    case .previousArea: #expect(someone.model.area == .engine)
    case .info: #expect(someone.asked == ["all of learner004"])
    case .nextSection, .previousSection, .pause, .retry, .retryAll, .logLevel, .race, .screen:
      Issue.record("\(action) does not work here")
    }
  }

  @Test func `marking what is alike says why nothing is marked`() {
    var someone = Operator.atLearners()
    someone.type("/paid")
    someone.press(.enter)
    someone.type("=")
    #expect(someone.model.learners.marked == ["paid_learner"])
    someone.type("=")
    #expect(someone.screen.contains("All rows like this one are marked already"))
    someone.type("u")
    someone.press(.escape)
    someone.type("/finding:nonsense")
    someone.press(.enter)
    someone.type("=")
    #expect(someone.screen.contains("no finding is called “nonsense”"))
    #expect(someone.model.learners.marked.isEmpty)
  }

  @Test func `no key stands in the table twice`() {
    let keys = KeyBinding.table.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  @Test func `the screen is drawn anew over whatever takes the keys`() {
    for opening in ["", "?", ":so", "/pa", "b", "s", "f", "2i", "3P", "p"] {
      var someone = Operator.atPrograms()
      someone.type(opening)
      if opening == "b" { someone.tell(.planned(Example.plan())) }
      let lines = someone.lines
      someone.forget()
      someone.press(.control("l"))
      #expect(someone.asked == ["redraw"], "\(opening)")
      #expect(someone.lines == lines, "\(opening)")
    }
  }

  @Test func `a message takes no key but those that close it, so that what is typed blindly runs nothing`() {
    for key in [Key.escape, .enter, .character("q")] {
      var someone = Operator.atPrograms()
      someone.tell(.failed("x.pdf: no space left", of: .write(FileDraft(path: "x.pdf", name: "rows", text: ""))))
      someone.type(":export pdf x.pdf ?yb")
      someone.press(.tab, .backspace, .left)
      #expect(someone.asked.allSatisfy { ["programs", "counts"].contains($0) }, "\(someone.asked)")
      #expect(someone.model.screenID == .programs)
      #expect(someone.screen.contains("no space left"))
      someone.press(key)
      #expect(someone.model.dialog == nil)
    }
  }

  @Test func `a key that is not in the table does nothing, which is said once`() {
    var someone = Operator.atLearners()
    let before = someone.screen
    someone.press(.delete, .control("x"), .function(9))
    #expect(someone.screen == before)
    someone.press(.character("x"))
    #expect(someone.screen.contains("“x” does nothing; ? lists the keys"))
    someone.press(.down, .up, .character("x"), .character("é"))
    #expect(someone.screen == before, "again and again it would be noise")
    #expect(someone.asked.isEmpty)
  }

  @Test func `the help names every key, at every size`() {
    for rows in [12, 24, 60] {
      var someone = Operator.atPrograms(columns: 60, rows: rows)
      someone.press(.character("?"))
      var seen = someone.screen
      for _ in KeyBinding.table {
        someone.press(.down)
        seen += someone.screen
      }
      for binding in KeyBinding.table {
        #expect(seen.contains("│   \(binding.shownName) "), "\(binding.shownName), \(rows) rows")
      }
      #expect(seen.contains("Quit"))
    }
  }

  @Test(arguments: [40, 60, 80, 200]) func `help and quit stay in the footer`(columns: Int) throws {
    let footer = try #require(Operator.atPrograms(columns: columns).lines.last)
    #expect(footer.hasSuffix("? help  q quit"))
    #expect(TextWidth.columns(of: footer) < columns)
  }

  @Test func `a page is what fits on the screen, also under a record's heading`() {
    var someone = Operator.atRecord(Example.page(courses: 30), columns: 60, rows: 12)
    let shown = someone.lines.count { $0.contains("Paid Course ") }
    #expect(someone.model.pageHeight == shown)
    someone.press(.pageDown)
    #expect(someone.model.rows.position == shown)
  }

  @Test func `scrolling past the end of a dialog is undone by one key`() {
    var someone = Operator.atPrograms(columns: 40, rows: 12)
    someone.tell(.failed(String(repeating: "a reason ", count: 100), of: .loadPrograms))
    for _ in 0..<200 { someone.press(.down) }
    let atEnd = someone.screen
    someone.press(.up)
    #expect(someone.screen != atEnd)
    someone.press(.character("g"))
    #expect(someone.screen.contains("─ This did not work ─"))
    someone.press(.escape)
    #expect(someone.model.dialog == nil)
  }
}
