import OpenEdX
import Terminal
import Testing

@testable import Console
@testable import LearnerRecords

@Suite struct `A learner gone to by name` {
  private static let blank = Example.page(lost: [1, 2, 3, 4], username: "parisa", listed: false, withRuns: false)

  /// Somebody who has asked for a learner by name and has no answer yet.
  private func asked(_ name: String, _ someone: Operator) -> Operator {
    var someone = someone
    someone.press(.character(":"))
    someone.type("learner \(name)")
    someone.press(.enter)
    return someone
  }

  private func filtered() -> Operator {
    var someone = Operator.atLearners()
    someone.type("/pa")
    someone.press(.enter, .character(" "))
    someone.forget()
    return someone
  }

  @Test func `whom nobody knows leaves the list as it was, and is named with the way on`() {
    var someone = asked("bob", filtered())
    #expect(someone.askedToDo == ["record of bob in 1"])
    someone.forget()
    someone.tell(.noRecord(username: "bob", program: Example.paidCourses))
    #expect(someone.screen.contains("Nobody is called “bob”"))
    #expect(someone.screen.contains("people"))
    #expect(someone.model.screenID == .learners(Example.paidCourses))
    #expect(someone.askedToDo == ["learners of 1 again"])
    someone.press(.escape)
    #expect(someone.model.learners.visible.map(\.id) == ["paid_learner", "parisa"])
    #expect(someone.model.learners.marked == ["paid_learner"])
    #expect(someone.model.learners.cursor == "parisa")
  }

  @Test func `whom nobody knows leaves the record and the area that were open`() {
    var someone = asked("bob", .atRecord())
    someone.tell(.noRecord(username: "bob", program: Example.paidCourses))
    someone.press(.escape)
    #expect(someone.model.record?.person.username == "paid_learner")
    #expect(someone.model.rows.count == 4)
    // Under the record that Findings opened it goes back to Findings.
    var other = Operator.atGroup()
    other.press(.enter)
    other.tell(.record(program: Example.paidCourses, Example.page(username: "chen.yt")))
    other = asked("bob", other)
    #expect(other.model.area == .records)
    other.tell(.noRecord(username: "bob", program: Example.paidCourses))
    #expect(other.model.area == .findings)
    #expect(other.model.record?.person.username == "chen.yt")
  }

  @Test func `who has nothing in the program is shown in all of theirs`() {
    var someone = asked("parisa", filtered())
    someone.tell(.record(program: Example.paidCourses, Self.blank))
    #expect(someone.model.screenID == .person("parisa"))
    #expect(someone.asked.last == "programs of parisa")
    #expect(someone.model.notice?.contains("“parisa” has nothing in “Paid Courses”") == true)
    someone.tell(.person(LearnerPrograms(person: Example.person("parisa", ""), entries: [])))
    someone.press(.escape)
    #expect(someone.model.screenID == .people)
    #expect(someone.asked.last == "search parisa")
  }

  @Test func `who has nothing there is shown all the same where the list has them`() {
    var someone = Operator.atLearners([Example.learner("parisa", "")])
    someone.press(.enter)
    someone.tell(.record(program: Example.paidCourses, Self.blank))
    #expect(someone.model.screenID == .record(username: "parisa", program: Example.paidCourses))
    #expect(someone.model.record != nil)
  }

  @Test func `is looked for among all learners where no program is at hand`() {
    for someone in [Operator.atGroups(), Operator.atEngine(), Operator()] {
      let someone = asked("par", someone)
      #expect(someone.model.area == .records)
      #expect(someone.model.screenID == .people)
      #expect(someone.asked.last == "search par")
      #expect(someone.model.notice?.contains("“par”") == true)
    }
  }

  @Test func `may be spelled without regard to case`() {
    var someone = asked("PAID_learner", .atLearners())
    someone.tell(.record(program: Example.paidCourses, Example.page()))
    #expect(someone.model.screenID == .record(username: "paid_learner", program: Example.paidCourses))
    #expect(someone.model.record != nil)
    #expect(someone.model.progress == nil)
  }

  @Test func `who is gone when a list is opened leads back to the list`() {
    var someone = Operator.atLearners()
    someone.press(.enter)
    someone.tell(.noRecord(username: "blank_name", program: Example.paidCourses))
    #expect(someone.model.screenID == .learners(Example.paidCourses))
    #expect(someone.screen.contains("Nobody is called “blank_name”"))
  }

  @Test func `is not answered for once another place was gone to`() {
    var someone = asked("bob", .atLearners())
    someone.press(.escape)
    someone.tell(.noRecord(username: "bob", program: Example.paidCourses))
    #expect(someone.model.dialog == nil)
    #expect(someone.model.visitOrigin == nil)
  }
}
