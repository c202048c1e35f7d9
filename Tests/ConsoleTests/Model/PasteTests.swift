import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `A pasted text` {
  @Test func `presses no keys, not even where one opens a plan and the next says yes to it`() {
    var someone = Operator.atLearners()
    let before = someone.model.list.position
    someone.tell(.pasted("by\rGj"))
    #expect(someone.asked == ["search by Gj"])
    someone.press(.escape, .escape)
    #expect(someone.model.dialog == nil)
    #expect(someone.model.list.position == before)

    var elsewhere = Operator.atEngine()
    elsewhere.tell(.pasted("by"))
    #expect(elsewhere.asked.isEmpty && elsewhere.model.dialog == nil)
    #expect(elsewhere.screen.contains("presses no keys"))
  }

  @Test func `in a list of records opens the learner if it fits only one, and the list if it fits more`() {
    let people = ["dana", "danae"].map { Example.person($0, "") }
    var someone = Operator.atPrograms()
    someone.tell(.pasted("dana@example.org"))
    #expect(someone.asked == ["search dana@example.org"])
    someone.tell(.found([people[0]], total: 1, by: "dana@example.org"))
    #expect(someone.model.screenID == .person("dana"))
    #expect(!someone.model.isSearching)

    var other = Operator.atPrograms()
    other.tell(.pasted("dana"))
    other.tell(.found(people, total: 2, by: "dana"))
    #expect(other.model.screenID == .people)
    // Pasted again, it is looked for on the same screen.
    other.press(.enter, .escape)
    #expect(other.model.screenID == .people && !other.model.isSearching)
    other.tell(.pasted("dana"))
    other.press(.escape, .escape)
    #expect(other.model.screenID == .programs)
    other.tell(.pasted("dana"))
    other.tell(.found(people, total: 2, by: "dana"))
    // Who goes on typing sees a list, also of one.
    other.type("e")
    other.tell(.found([people[1]], total: 1, by: "danae"))
    #expect(other.model.screenID == .people)
  }

  @Test(arguments: ["quantum  GARDENING\n", "00000000-0000-0000-0000-000000000002"])
  func `that names a program moves the cursor there, also where a filter hides it`(text: String) {
    var someone = Operator.atPrograms()
    someone.tell(.pasted(text))
    #expect(someone.model.screen.programUnderCursor == Example.gardening && someone.asked.isEmpty)
    someone.press(.home)
    someone.type("/harbours")
    someone.press(.enter)
    someone.tell(.pasted(text))
    #expect(someone.model.screen.programUnderCursor == Example.gardening && someone.model.list.filter.isEmpty)
    #expect(someone.model.screenID == .programs && someone.asked.isEmpty)
  }

  @Test func `that names a program is compared without spaces that nobody sees`() {
    var someone = Operator.atPrograms()
    let spaced = Example.program(Example.gardening, " Quantum  Gardening ", drift: 2)
    someone.tell(.programs([Example.programs[0], spaced]))
    someone.type("/paid")
    someone.press(.enter)
    someone.tell(.pasted("Quantum Gardening"))
    #expect(someone.model.screen.programUnderCursor == Example.gardening)
    #expect(someone.model.list.filter.isEmpty)
  }

  @Test(arguments: ["Quantum", "00000000-0000-0000-0000-0000000000ff", "Gardening"])
  func `that names no program as a whole is looked for among the learners`(text: String) {
    var someone = Operator.atPrograms()
    someone.tell(.pasted(text))
    #expect(someone.model.screenID == .people)
  }

  @Test func `answers no question`() {
    var someone = Operator.atLearners()
    someone.tell(.fileExists(FileDraft(path: "list.csv", name: "2 rows", text: "")))
    someone.tell(.pasted("y"))
    #expect(someone.asked.isEmpty && someone.model.isAsking)
  }

  @Test func `is searched for where a search is open, in one line`() {
    var someone = Operator.atLearners()
    someone.press(.character("/"))
    someone.tell(.pasted(" paid\tlearner\r\n"))
    #expect(someone.model.list.filter == "paid learner")
  }

  @Test func `is looked for among all learners at once`() {
    var someone = Operator.atPrograms()
    someone.press(.character("p"))
    someone.forget()
    someone.tell(.pasted("dana@example.org\n"))
    #expect(someone.asked == ["search dana@example.org"])
  }

  @Test func `goes on with what stands there, in the line of commands, the help and a reason`() {
    var someone = Operator.atLearners()
    someone.press(.character(":"))
    someone.type("learner ")
    someone.tell(.pasted("paid_learner"))
    #expect(someone.model.palette?.text == "learner paid_learner")

    var reader = Operator.atLearners()
    reader.press(.character("?"))
    reader.type("back")
    reader.tell(.pasted("fill"))
    guard case .help(let state)? = reader.model.dialog else {
      Issue.record("no help")
      return
    }
    #expect(state.filter == "backfill")

    var engineer = Operator.atPrograms()
    engineer.press(.character("3"), .character("P"))
    engineer.type("see ")
    engineer.tell(.pasted("OPS-7"))
    engineer.press(.enter)
    #expect(engineer.asked.last == "pause: see OPS-7")
  }

  @Test func `is cut where nobody types so much, and shows what is hostile in it`() {
    var someone = Operator.atLearners()
    someone.press(.character("/"))
    someone.tell(.pasted(String(repeating: "x", count: 100_000)))
    #expect(someone.model.list.filter.count == 400)
    someone.press(.control("u"))
    someone.tell(.pasted("a\u{1B}]0;title\u{07}\u{202E}b"))
    #expect(someone.model.list.filter == "a ]0;title \u{202E}b")
    #expect(!someone.screen.unicodeScalars.contains("\u{202E}"))
  }
}
