import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `The areas` {
  @Test func `a digit or Tab leads to each, and the bar shows which is open`() {
    var someone = Operator.atPrograms()
    #expect(someone.lines[2].hasPrefix("[1 Records] 2 Findings  3 Engine "))
    someone.press(.character("3"))
    #expect(someone.model.area == .engine)
    #expect(someone.lines[2].contains("[3 Engine]"))
    someone.press(.tab)
    #expect(someone.model.area == .records)
    someone.press(.tab)
    #expect(someone.model.area == .findings)
    someone.press(.backTab, .backTab)
    #expect(someone.model.area == .engine)
    someone.tell(.resized(Size(columns: 40, rows: 12)))
    #expect(someone.lines[2].hasPrefix(" 1 2[3 Engine]"))
  }

  @Test func `each remembers where in it the operator was, the cursor included`() {
    var someone = Operator.atRecord()
    someone.press(.down, .down)
    someone.press(.character("2"))
    someone.tell(.findings(Example.groups, tookSeconds: 0.1))
    someone.press(.down, .enter)
    someone.press(.character("3"), .character("t"), .character("1"))
    #expect(someone.model.place == .record(username: "paid_learner", program: Example.paidCourses))
    #expect(someone.cursorLine?.contains("Paid Course 3") == true)
    someone.press(.character("2"))
    #expect(someone.model.place == .group(Example.groups[1].id))
    someone.press(.character("3"))
    #expect(someone.model.place == .race)
  }

  @Test func `a record open in two areas is two records`() {
    var someone = Operator.atRecord()
    someone.press(.character("2"))
    someone.tell(.findings(Example.groups, tookSeconds: 0.1))
    someone.press(.enter)
    let learners = [Example.findingLearner("chen.yt", "陳雨彤", run: 3)]
    someone.tell(.group(Example.groups[0].id, .init(rows: learners, hasMore: false), tookSeconds: 0.1))
    someone.press(.enter)
    someone.tell(.record(program: Example.paidCourses, Example.page(username: "chen.yt", fullName: "陳雨彤")))
    #expect(someone.screen.contains("陳雨彤 |"))
    #expect(someone.cursorLine?.contains("Paid Course 3") == true, "the run that was found")
    someone.press(.character("1"))
    #expect(someone.screen.contains("Oluwaseun"))
    someone.press(.character("2"))
    #expect(someone.screen.contains("陳雨彤 |"))
  }

  @Test func `what changed meanwhile is read when an area is gone to, and not before`() {
    var someone = Operator.atPrograms()
    someone.press(.character("3"))
    someone.forget()
    someone.tell(.dataChanged)
    someone.tell(.dataChanged)
    #expect(someone.asked.isEmpty)
    someone.press(.character("1"))
    #expect(someone.asked == ["counts"])
    someone.press(.character("3"), .character("1"))
    #expect(someone.asked == ["counts"])
  }

  @Test func `the engine's pane is beside records and findings, and in its own place it has the whole width`() {
    for area in Area.allCases {
      var someone = Operator.atPrograms(columns: 120)
      someone.press(.character(area.digit))
      someone.tell(.findings([], tookSeconds: 0.1))
      #expect(someone.screen.contains("─ Engine ─") == (area != .engine))
      someone.tell(.resized(Size(columns: 99, rows: 24)))
      #expect(!someone.screen.contains("─ Engine ─"))
      #expect(someone.screen.contains("Engine on commit") == (area != .engine))
    }
  }

  @Test func `say where a key works that does nothing in them`() {
    var someone = Operator.atPrograms()
    someone.press(.character("3"), .character("p"))
    #expect(someone.screen.contains("works in Records only"))
    someone.press(.character("1"), .character("L"))
    #expect(someone.screen.contains("works in Engine only"))
  }
}
