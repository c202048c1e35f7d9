import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `The help` {
  private func searched(_ text: String, at size: Size = Size(columns: 80, rows: 24)) -> Operator {
    var someone = Operator.atLearners(columns: size.columns, rows: size.rows)
    someone.press(.character("?"))
    someone.type(text)
    return someone
  }

  private func found(_ someone: Operator) -> [KeyBinding.Action] {
    guard case .help(let state) = someone.model.dialog else { return [] }
    return someone.model.help(state).entries.compactMap { $0.binding?.action }
  }

  @Test func `is searched by what is typed, in keys, commands and descriptions`() {
    #expect(found(searched("backfill")) == [.backfill])
    #expect(found(searched("half up")) == [.halfUp])
    #expect(found(searched("PGDN")) == [.pageDown])
    #expect(found(searched("spreadsheet")).isEmpty)
    #expect(searched("spreadsheet").screen.contains("nothing is called so"))
  }

  @Test func `tells what every mark and every finding means, as the finding itself says it`() {
    for size in Golden.sizes {
      for finding in Finding.allCases {
        let text = searched(finding.rawValue, at: size).lines.map { line in
          // Without what lies beside the dialog.
          line.split(separator: "│").dropFirst().first ?? ""
        }
        .flatMap { $0.split(separator: " ") }.joined(separator: " ")
        #expect(text.contains(finding.rawValue), "\(size)")
        if size.columns >= 80 { #expect(text.contains("\(finding.rawValue) \(finding.summary)")) }
      }
    }
    let kinds = searched("findings marked", at: Size(columns: 200, rows: 50))
    #expect(kinds.screen.contains("nothing is called so"), "headings are not searched")
    let screen = searched("drift lms and credentials", at: Size(columns: 200, rows: 50)).screen
    #expect(screen.contains("override-drift"))
    for mark in ["✓", "✗", "○", "●"] { #expect(searched(mark).screen.contains("\(mark) ")) }
    #expect(searched("", at: Size(columns: 200, rows: 200)).screen.contains("Findings marked !, drift: LMS and"))
  }

  @Test func `limits the list to a finding that is chosen in it`() {
    var someone = searched("never heard")
    someone.press(.enter)
    #expect(someone.model.list.limit == .finding(.awardLost))
    #expect(someone.model.dialog == nil)
    someone = Operator.atPrograms()
    someone.type("3?never heard")
    someone.press(.enter)
    #expect(someone.screen.contains("“finding” works in Records, Findings only"))
  }

  @Test func `does by Enter what is chosen`() {
    var someone = searched("only rows")
    #expect(found(someone) == [.driftOnly, .limit, .search])
    someone.press(.enter)
    #expect(someone.model.list.limit == .drift)
    #expect(someone.model.dialog == nil)
    someone = searched("only rows")
    someone.press(.down, .enter)
    #expect(someone.screen.contains("Only rows with"))
  }

  @Test func `asks before a backfill as the key does`() {
    var someone = searched("backfill")
    someone.press(.enter)
    #expect(someone.askedToDo == ["plan for blank_name in 1"])
  }

  @Test func `opens the line for what needs a name`() {
    var someone = searched(":program")
    someone.press(.enter)
    #expect(someone.model.palette?.text == "program ")
  }

  @Test func `is widened by Escape and then closed`() {
    var someone = searched("back")
    #expect(someone.screen.contains("Help with “back”"))
    someone.press(.backspace)
    #expect(someone.screen.contains("Help with “bac”"))
    someone.press(.escape)
    #expect(found(someone).count == KeyBinding.table.count)
    someone.press(.escape)
    #expect(someone.model.dialog == nil)
    #expect(someone.model.screenID == .learners(Example.paidCourses))
  }

  @Test(arguments: [Size(columns: 40, rows: 10), Size(columns: 80, rows: 24), Size(columns: 200, rows: 50)])
  func `keeps the chosen key in sight`(size: Size) {
    var someone = searched("", at: size)
    for key in [Key.down, .pageDown, .end, .up, .pageUp, .home] {
      someone.press(key)
      guard case .help(let state) = someone.model.dialog, let text = someone.model.dialogText else {
        Issue.record("the help has closed")
        return
      }
      let lines = someone.model.help(state).entries[state.cursor].lines
      let shown = someone.model.dialogOffset..<someone.model.dialogOffset + text.room
      #expect(shown.overlaps(lines), "\(key)")
    }
  }

  @Test func `stands under headings, each once`() {
    let sections = KeyBinding.sections(in: .records)
    #expect(Set(sections.map(\.title)).count == sections.count)
    #expect(sections.flatMap(\.bindings).count == KeyBinding.table.count)
  }
}
