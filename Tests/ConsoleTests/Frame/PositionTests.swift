import CertificateSync
import Foundation
import LearnerRecords
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `Where the cursor is among how many` {
  /// What stands at the end of the trail's row, and where it ends.
  private func position(_ someone: Operator) -> (text: String, end: Int) {
    let line = someone.lines[2]
    let text = line.split(separator: "  ").last.map(String.init) ?? ""
    return (text.trimmingCharacters(in: .whitespaces), TextWidth.columns(of: line))
  }

  @Test func `stands at the end of the trail's row and never moves`() {
    for columns in [80, 120, 200] {
      var someone = Operator.atLearners(Example.crowd, columns: columns)
      let end = position(someone).end
      #expect(someone.lines[2].contains("  1/100"))
      for key in [Key.down, .pageDown, .character("G"), .character("g")] {
        someone.press(key)
        let place = (someone.model.list.position ?? 0) + 1
        #expect(someone.lines[2].contains(" \(place)/100"))
        #expect(position(someone).end == end, "\(key)")
      }
    }
  }

  @Test func `counts the matches, and all rows beside them, also while they are typed`() {
    var someone = Operator.atLearners(Example.crowd)
    someone.type("/learner09")
    #expect(someone.lines[2].contains(" 1/10 of 100"))
    #expect(someone.lines[22].contains("/learner09▏   10 of 100"))
    someone.press(.enter, .down)
    #expect(someone.lines[2].contains(" 2/10 of 100"))
    someone.type("/x")
    #expect(someone.lines[2].contains(" 0 of 100"))
    #expect(someone.lines[22].contains("   0 of 100"))
  }

  @Test func `gives way to the trail on a narrow screen, and says nothing of no rows`() {
    var someone = Operator.atLearners(Example.crowd, columns: 40, rows: 12)
    someone.type("/learner09")
    #expect(someone.lines[2].contains(" 1/10"))
    #expect(!someone.lines[2].contains("of 100"))
    #expect(!Operator.atLearners([]).lines[2].contains("/"))
  }

  @Test func `a moved cursor changes no cell beside the two rows and its number`() {
    var someone = Operator.atLearners(Example.crowd)
    someone.press(.pageDown)
    let before = someone.grid
    someone.press(.up)
    let after = someone.grid
    let changed = (0..<80).filter { before[$0, 2] != after[$0, 2] }
    #expect((1...3).contains(changed.count), "\(changed)")
  }

  @Test func `learners that were found and not read are counted`() {
    var someone = Operator.atPrograms()
    someone.type("p")
    someone.tell(.found(Example.learners.map { Example.person($0.id, "") }, total: 812, by: ""))
    #expect(someone.lines[2].contains(" 1/812"))
  }

  @Test func `takes its room from the trail's beginning before a program's title falls away`() {
    var someone = Operator.atRecord(columns: 89, rows: 30)
    #expect(someone.screen.contains("Programs › Paid Courses › paid_learner"))
    someone.press(.character(" "), .character(" "))
    #expect(someone.screen.contains("│ … › Paid Courses › paid_learner   (2 marked)"))
  }

  @Test func `leaves room for what is marked, to which a path and a limit give way`() {
    var someone = Operator.atGroups()
    #expect(someone.lines[2].contains("│ Findings by cause   (drift only)  "))
    someone.press(.character(" "))
    #expect(someone.lines[2].contains("│ Finding…   (drift only, 1 marked)  "))
    someone.press(.character("a"))
    #expect(someone.lines[2].contains("│ Finding…   (drift only, 4 marked)  "))
    someone = Operator.atGroups(columns: 100, rows: 30)
    someone.press(.character(" "))
    #expect(someone.lines[2].contains("│ Findings by ca…   (drift only; d shows all, 1 marked)  "))
    someone = Operator.atGroups(columns: 40, rows: 12)
    someone.press(.character(" "))
    #expect(someone.lines[2].contains(" (1 marked)  "))
  }
}
