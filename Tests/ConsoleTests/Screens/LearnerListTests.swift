import LearnerRecords
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `The learners of a large program` {
  private static let many = (0..<5000).map { Example.learner("learner\(10_000 + $0)", "Learner \($0)") }

  private func part(_ rows: some Sequence<LearnerRow>, _ part: ListPart) -> ConsoleEvent {
    .learners(program: Example.paidCourses, Array(rows), part: part)
  }

  /// Somebody who sees the first learners while the others are being read.
  private func waiting() -> Operator {
    var someone = Operator.atPrograms()
    someone.press(.enter)
    someone.tell(part(Self.many[..<100], .first))
    someone.tell(.progress(of: .learners(Example.paidCourses), done: 500, total: 5000))
    someone.forget()
    return someone
  }

  @Test func `the first ones are there at once, and a line says how far the rest is`() {
    var someone = waiting()
    #expect(someone.cursorLine?.contains("learner10000") == true)
    #expect(someone.screen.contains("reading 5000 learners: 500 are read   (Esc stops)"))
    someone.press(.down, .end)
    #expect(someone.cursorLine?.contains("learner10099") == true)
    someone.tell(part(Self.many[100..<3000], .next(isLast: false)))
    #expect(someone.cursorLine?.contains("learner10099") == true)
    someone.tell(part(Self.many[3000...], .next(isLast: true)))
    #expect(someone.model.learners.rows.map(\.id) == Self.many.map(\.id))
    #expect(!someone.screen.contains("reading"))
    #expect(someone.asked.isEmpty)
  }

  @Test func `are found by the organization of their runs`() {
    let rows = [("ada", ["NorthX"]), ("bob", ["NorthX", "SouthX"]), ("eve", [])].map { name, organizations in
      var summary = Example.summary(name, name)
      summary.organizations = organizations
      return LearnerRow(summary)
    }
    var someone = Operator.atLearners(rows)
    someone.type("/org:southx")
    #expect(someone.model.learners.visible.map(\.id) == ["bob"])
    someone.press(.escape)
    someone.type("/org:north !org:south")
    #expect(someone.model.learners.visible.map(\.id) == ["ada"])
  }

  @Test func `Esc stops the reading, keeps what is there, and r reads all`() {
    var someone = waiting()
    someone.press(.escape)
    #expect(someone.asked == ["stop learners of 1"])
    #expect(someone.model.screenID == .learners(Example.paidCourses))
    #expect(someone.screen.contains("Stopped: 100 learners are here; r reads all"))
    someone.press(.down)
    #expect(someone.screen.contains("Stopped: 100 learners are here; r reads all"), "for as long as they are not all")
    someone.type("/learner1")
    someone.press(.enter)
    #expect(someone.screen.contains("of 100   Stopped: 100 learners are here; r reads all"))
    someone.press(.escape)
    someone.forget()
    someone.press(.character("r"))
    #expect(someone.asked == ["stop learners of 1", "learners of 1 again"])
    someone.tell(.progress(of: .learners(Example.paidCourses), done: 1500, total: 5000))
    #expect(someone.screen.contains("1500 are read"))
    someone.tell(part(Self.many, .all))
    #expect(someone.model.learners.rows.count == 5000)
    someone.press(.escape)
    #expect(someone.model.screenID == .programs)
  }

  @Test func `changed data brings the rows on the screen first, and the cursor stays`() throws {
    var someone = waiting()
    someone.tell(part(Self.many[100...], .next(isLast: true)))
    someone.press(.end)
    someone.tell(.dataChanged)
    #expect(someone.asked == ["\(someone.model.pageHeight) learners of 1", "learners of 1 again"])
    let last = try #require(Self.many.last)
    someone.tell(part([Example.learner(last.id, "Renamed", drift: 2)], .some))
    #expect(someone.cursorLine?.contains("Renamed") == true)
    // The whole list that comes later does not disturb who waits for nothing.
    someone.tell(.progress(of: .learners(Example.paidCourses), done: 4000, total: 5000))
    #expect(!someone.screen.contains("4000"))
    someone.tell(part([Example.learner("aaron", "A")] + Self.many, .all))
    #expect(someone.cursorLine?.contains(last.id) == true)
  }

  @Test func `while a list is read for the first time, only what is on the screen is read again`() {
    var someone = waiting()
    someone.tell(part(Self.many[100..<3000], .next(isLast: false)))
    someone.tell(.dataChanged)
    #expect(someone.asked.count == 1)
    #expect(someone.asked.first?.hasSuffix("learners of 1") == true)
  }

  @Test func `marks of learners that are not read yet are not lost to a part`() {
    var someone = waiting()
    someone.press(.character(" "), .character("a"))
    someone.tell(part(Self.many[100..<200], .next(isLast: true)))
    #expect(someone.model.learners.marked.count == 100)
    #expect(someone.lines[2].contains("(100 marked)"))
    someone.press(.character("v"), .down, .down)
    #expect(someone.lines[2].contains("(100 marked, range of 3)"))
    someone.press(.escape)
    #expect(someone.lines[2].contains("(100 marked) "))
  }

  @Test func `a row keeps what is shown and looked for, whatever its texts hold`() {
    for (name, fullName) in [("a", ""), ("b\u{1F}", "x\u{1F}y"), ("é", "Ελένη\u{301}"), ("c", "\u{301}")] {
      let row = Example.learner(name, fullName, earned: 3, drift: 2, completed: false)
      let summary = Example.summary(name, fullName)
      #expect(row.username == name)
      #expect(row.fullName == fullName)
      #expect(row.email == summary.person.email)
      #expect(row.earnedCourses == 3 && row.courses == 4 && row.driftRows == 2 && row.backfillableRows == 2)
      #expect(row.findings == [.awardLost])
    }
    #expect(Example.learner("eleni", "Ελένη").contains(Needle("ελενη")))
    #expect(Example.learner("eleni", "Ελένη").contains(Needle("ELENI@example")))
  }

  @Test func `a filter that cannot be read says so in the line`() {
    var someone = waiting()
    someone.type("/colour:red")
    #expect(someone.screen.contains("“colour:” is not known here"))
    #expect(someone.model.learners.visible.isEmpty, "all rows would be taken for the answer")
    someone.press(.enter)
    #expect(someone.screen.contains("“colour:” is not known here"))
    someone.press(.character("a"))
    #expect(someone.model.learners.marked.isEmpty)
    someone.forget()
    someone.press(.character("b"))
    #expect(someone.asked.isEmpty)
    someone.press(.character("/"), .control("u"))
    #expect(someone.model.learners.visible.count == 100)
  }
}
