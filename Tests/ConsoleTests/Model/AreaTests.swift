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
    #expect(someone.model.screenID == .record(username: "paid_learner", program: Example.paidCourses))
    #expect(someone.cursorLine?.contains("Paid Course 3") == true)
    someone.press(.character("2"))
    #expect(someone.model.screenID == .findingLearners(Example.groups[1].id))
    someone.press(.character("3"))
    #expect(someone.model.screenID == .race)
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

  @Test func `the engine takes columns only while it has something to say, and leaves the lists what 80 columns show`()
  {
    for area in Area.allCases {
      var someone = Operator.atPrograms(columns: 132)
      someone.press(.character(area.digit))
      someone.tell(.findings([], tookSeconds: 0.1))
      #expect(!someone.screen.contains("─ Engine ─"))
      #expect(someone.screen.contains("Engine on commit") == (area != .engine))
      someone.tell(.engine(Example.busyEngine()))
      #expect(someone.screen.contains("─ Engine ─") == (area != .engine))
      someone.tell(.resized(Size(columns: 131, rows: 24)))
      #expect(!someone.screen.contains("─ Engine ─"))
    }
  }

  @Test func `w shows the engine whatever it does, also in the next session, and again hides it`() {
    var someone = Operator.atPrograms(columns: 100)
    someone.press(.character("w"))
    #expect(someone.screen.contains("─ Engine ─"))
    var model = Model(size: Size(columns: 100, rows: 24), heading: Example.heading())
    model.recall(someone.model.remembered)
    #expect(model.wantsEngine)
    someone.press(.character("w"))
    #expect(!someone.screen.contains("─ Engine ─"))
    #expect(someone.model.remembered.wantsEngine == nil)
    someone.tell(.resized(Size(columns: 99, rows: 24)))
    someone.press(.character("w"))
    #expect(someone.screen.contains("from 100 columns on"))
  }

  @Test func `details stand beside the list on a wide screen and under it elsewhere`() throws {
    for (columns, isBeside) in [(100, false), (139, false), (140, true), (200, true)] {
      let someone = Operator.atRecord(columns: columns, rows: 40)
      let row = try #require(someone.lines.firstIndex { $0.contains("Why ──") || $0.contains("─ Why ─") })
      #expect((row == 2) == isBeside, "\(columns)")
      #expect(someone.screen.contains("award-lost: passed in the LMS"))
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
