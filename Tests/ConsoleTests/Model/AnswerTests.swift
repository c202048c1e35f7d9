import LearnerRecords
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `Answers` {
  @Test func `first the programs are asked for, then their counts`() {
    var someone = Operator()
    #expect(someone.model.start.map(Operator.words) == ["programs"])
    #expect(someone.screen.contains("reading …"))
    someone.tell(.programs([Example.program(Example.paidCourses, "Paid Courses", drift: nil)]))
    #expect(someone.asked == ["counts"])
    #expect(someone.cursorLine?.contains("·") == true)
    someone.tell(.programs(Example.programs))
    #expect(someone.cursorLine?.contains("14") == true)
    someone.tell(.programs([Example.program(Example.paidCourses, "Paid Courses", drift: nil)]))
    #expect(someone.cursorLine?.contains("14") == true, "counts of before stand until new ones come")
    someone.press(.character("r"))
    someone.tell(.programs(Example.programs))
    #expect(someone.askedToDo == ["counts", "counts anew"], "once at the start, and once when asked for")
  }

  @Test func `an empty catalog is said to be empty, not being read`() {
    var someone = Operator()
    someone.tell(.programs([]))
    #expect(someone.screen.contains("no programs in the catalog"))
    #expect(!someone.screen.contains("reading"))
    someone.press(.enter, .character("b"), .character(" "), .down, .character("G"))
    #expect(someone.asked.isEmpty)
  }

  @Test func `learners of a program that was left are ignored`() {
    var someone = Operator.atPrograms()
    someone.press(.enter, .escape)
    someone.tell(.learners(program: Example.paidCourses, Example.learners))
    #expect(someone.model.learners.rows.isEmpty)
    #expect(someone.model.screenID == .programs)
    someone.tell(.programs(Example.programs))
    someone.press(.down, .enter)
    someone.tell(.learners(program: Example.paidCourses, Example.learners))
    #expect(someone.screen.contains("reading"))
    #expect(!someone.screen.contains("paid_learner"))
  }

  @Test func `a record that was left is ignored`() {
    var someone = Operator.atLearners()
    someone.press(.enter)
    #expect(someone.asked == ["record of blank_name in 1"])
    someone.tell(.record(program: Example.paidCourses, Example.page()))
    #expect(!someone.screen.contains("Paid Course 1"))
    someone.press(.escape)
    someone.tell(.record(program: Example.paidCourses, Example.page(username: "blank_name")))
    #expect(someone.model.record == nil)
  }

  @Test func `a plan for a place that was left does not come up`() {
    var someone = Operator.atLearners()
    someone.press(.character("b"), .escape)
    someone.tell(.planned(Example.plan()))
    #expect(someone.model.dialog == nil)
  }

  @Test func `a failure of the place at hand is shown, another place's is not`() {
    var someone = Operator.atLearners()
    someone.tell(.failed("gone", of: .loadLearners(Example.gardening)))
    #expect(someone.model.dialog == nil)
    someone.press(.enter)
    someone.tell(.failed("lms.sqlite: locked", of: .loadRecord(username: "blank_name", program: Example.paidCourses)))
    #expect(someone.screen.contains("lms.sqlite: locked"))
    someone.press(.escape)
    #expect(!someone.screen.contains("reading …"))
    #expect(someone.screen.contains("could not be read; r tries again"))
    someone.press(.character("r"))
    #expect(someone.screen.contains("reading …"))
    someone.tell(.record(program: Example.paidCourses, Example.page(username: "blank_name")))
    #expect(!someone.screen.contains("tries again"))
  }

  @Test func `a list that could not be read says so instead of that it is empty`() {
    var someone = Operator.atPrograms()
    someone.press(.enter)
    someone.tell(.failed("locked", of: .loadLearners(Example.paidCourses)))
    someone.press(.escape)
    #expect(someone.screen.contains("could not be read; r tries again"))
    #expect(!someone.screen.contains("no learner has"))
    // It stays said while another area is looked at, and where rows of before stand.
    someone.press(.character("3"), .character("1"))
    #expect(someone.screen.contains("could not be read; r tries again"))
    var other = Operator.atLearners()
    other.tell(.failed("locked", of: .reloadLearners(Example.paidCourses)))
    other.press(.escape, .down)
    #expect(other.lines[22].contains("Reading failed: what is shown may be old, or not all; r tries again"))
    other.tell(.learners(program: Example.paidCourses, Example.learners))
    #expect(!other.screen.contains("Reading failed"))
  }

  @Test func `learners of a group that could not be read are not said to be on their way`() throws {
    var someone = Operator.atGroups()
    let id = try #require(someone.model.groups.current).id
    someone.press(.enter)
    someone.tell(.failed("locked", of: .loadGroup(id, limit: 1000)))
    someone.press(.escape)
    #expect(someone.screen.contains("could not be read; r tries again"))
  }

  @Test func `changed data is read again where the operator is`() {
    var someone = Operator.atRecord()
    someone.tell(.dataChanged)
    #expect(someone.asked == ["record of paid_learner in 1"])
    someone.forget()
    someone.press(.escape)
    someone.forget()
    someone.tell(.dataChanged)
    #expect(someone.asked == ["learners of 1 again"])
    someone.press(.escape)
    someone.forget()
    someone.tell(.dataChanged)
    #expect(someone.asked == ["counts"])
  }

  @Test func `a search shows less with each letter and all again after Esc`() {
    var someone = Operator.atLearners()
    someone.type("/pa")
    #expect(someone.model.learners.visible.map(\.id) == ["paid_learner", "parisa"])
    someone.type("ri")
    #expect(someone.model.learners.visible.map(\.id) == ["parisa"])
    someone.press(.backspace, .backspace, .enter)
    #expect(someone.screen.contains("filter: pa"))
    someone.press(.escape)
    #expect(someone.model.learners.visible.count == 5)
    someone.type("/zzz")
    #expect(someone.screen.contains("none of 5 rows matches “zzz”; Esc drops that"))
    someone.press(.escape)
    #expect(someone.model.learners.visible.count == 5)
  }

  @Test func `letters of a search are no commands`() {
    var someone = Operator.atLearners()
    someone.type("/qb?u ")
    #expect(someone.asked.isEmpty)
    #expect(someone.screen.contains("/qb?u ▏"))
  }

  @Test func `the end of a long search stays in sight`() {
    var someone = Operator.atLearners(columns: 40, rows: 12)
    someone.type("/" + String(repeating: "abcdefghi ", count: 10) + "THE-END")
    #expect(someone.screen.contains("THE-END▏"))
  }

  @Test func `a screen too small says so and comes back`() {
    var someone = Operator.atLearners()
    for (columns, rows) in [(39, 12), (40, 9), (1, 1), (0, 0)] {
      let size = Size(columns: columns, rows: rows)
      someone.tell(.resized(size))
      #expect(someone.grid.size == size)
      if size.columns > 30 { #expect(someone.screen.contains("Too small: 40×10")) }
    }
    someone.tell(.resized(Size(columns: 80, rows: 24)))
    #expect(someone.screen.contains("paid_learner"))
  }
}
